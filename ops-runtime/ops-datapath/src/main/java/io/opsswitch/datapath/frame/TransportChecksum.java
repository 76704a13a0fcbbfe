/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.frame;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.InternetChecksum;
import io.opsswitch.datapath.packet.IpProtocol;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Keeps the checksums of TCP, UDP, SCTP and ICMP right while headers change. Used by one thread. */
final class TransportChecksum {

    private static final int SCTP_HEADER = 12;

    private final Headers headers;
    private final HeaderSetter.Checksums checksums;

    /** Create for frames whose headers are found there. */
    TransportChecksum(Headers headers, HeaderSetter.Checksums checksums) {
        this.headers = headers;
        this.checksums = checksums;
    }

    /** Account for addresses in the IP header, which are part of the pseudo header, that had another sum before. */
    void addressesChanged(ByteBuffer memory, int frame, long before, long after) {
        boolean counts = headers.protocol() == IpProtocol.TCP
                || headers.protocol() == IpProtocol.UDP
                || headers.protocol() == IpProtocol.ICMPV6 && headers.etherType() == EtherType.IPV6;
        int place = counts ? place() : Headers.NONE;
        if (place == Headers.NONE) {
            return;
        }
        if (checksums.arePending(memory, frame)) {
            // The field has the plain sum of the pseudo header; what it is for will be added later.
            int sum = memory.getShort(place) & 0xffff;
            memory.putShort(place, (short) InternetChecksum.replace(sum, before, after));
        } else {
            replace(memory, place, before, after);
        }
    }

    /** Account for data of the transport header that had another sum before. */
    void dataChanged(ByteBuffer memory, int frame, long before, long after) {
        if (headers.protocol() == IpProtocol.SCTP) {
            sctp(memory);
            return;
        }
        int place = place();
        if (place != Headers.NONE && !checksums.arePending(memory, frame)) {
            replace(memory, place, before, after);
        }
    }

    private void replace(ByteBuffer memory, int place, long before, long after) {
        int old = memory.getShort(place) & 0xffff;
        boolean udp = headers.protocol() == IpProtocol.UDP;
        if (udp && old == 0) {
            return; // the sender has computed none
        }
        int sum = ~InternetChecksum.replace(~old & 0xffff, before, after) & 0xffff;
        memory.putShort(place, (short) (udp && sum == 0 ? 0xffff : sum));
    }

    /** Return where the checksum is. */
    private int place() {
        if (headers.transport() == Headers.NONE) {
            return Headers.NONE;
        }
        int place = headers.transport()
                + switch (headers.protocol()) {
                    case IpProtocol.TCP -> 16;
                    case IpProtocol.UDP -> 6;
                    default -> 2;
                };
        return place + 2 <= headers.end() ? place : Headers.NONE;
    }

    /** Compute the checksum of SCTP anew (RFC 9260, appendix A): it cannot be told from the difference. */
    private void sctp(ByteBuffer memory) {
        int transport = headers.transport();
        int end = headers.end();
        if (end - transport < SCTP_HEADER) {
            return;
        }
        memory.putInt(transport + 8, 0);
        CRC32C crc = new CRC32C();
        crc.update(memory.slice(transport, end - transport));
        memory.putInt(transport + 8, Integer.reverseBytes((int) crc.getValue()));
    }
}
