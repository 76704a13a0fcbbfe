/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.frame.Headers;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * Reads and sets the type of service and the time to live of IPv4 and IPv6 packets in frames, for actions that decide by
 * what is there. First {@link #locate}; what is asked or set then is about that frame. Used by one thread.
 */
public final class IpEditor {

    private final Headers headers = new Headers();

    /** Look at a frame; return whether it has a whole IP header. */
    public boolean locate(ByteBuffer memory, int frame, int length) {
        headers.locate(memory, frame, length);
        return headers.network() != Headers.NONE && (isIpv4() || headers.etherType() == EtherType.IPV6);
    }

    private boolean isIpv4() {
        return headers.etherType() == EtherType.IPV4;
    }

    /** Return the type of service (traffic class), 8 bits. */
    public int typeOfService(ByteBuffer memory) {
        int first = word(memory, headers.network());
        return isIpv4() ? first & 0xff : first >> 4 & 0xff;
    }

    /** Set the type of service. */
    public void setTypeOfService(ByteBuffer memory, int value) {
        int at = headers.network();
        int first = word(memory, at);
        setWord(memory, at, isIpv4() ? first & 0xff00 | value : first & 0xf00f | value << 4);
    }

    /** Return the time to live (hop limit). */
    public int timeToLive(ByteBuffer memory) {
        return memory.get(headers.network() + (isIpv4() ? 8 : 7)) & 0xff;
    }

    /** Set the time to live. */
    public void setTimeToLive(ByteBuffer memory, int value) {
        int at = headers.network();
        if (isIpv4()) {
            setWord(memory, at + 8, word(memory, at + 8) & 0xff | value << Byte.SIZE);
        } else {
            setWord(memory, at + 6, word(memory, at + 6) & 0xff00 | value);
        }
    }

    private static int word(ByteBuffer memory, int at) {
        return memory.getShort(at) & 0xffff;
    }

    /** Set two bytes of the header, and what depends on them: IPv4's checksum of the header, nothing in IPv6. */
    private void setWord(ByteBuffer memory, int at, int value) {
        if (isIpv4()) {
            int place = headers.network() + 10;
            int sum = ~word(memory, place) & 0xffff;
            memory.putShort(place, (short) ~InternetChecksum.replace(sum, word(memory, at), value));
        }
        memory.putShort(at, (short) value);
    }
}
