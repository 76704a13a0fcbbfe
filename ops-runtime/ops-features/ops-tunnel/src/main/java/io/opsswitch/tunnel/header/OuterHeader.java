/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.header;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.tunnel.route.Ip;
import java.nio.ByteBuffer;

/**
 * The headers in front of a packet in a tunnel, without lengths and checksums, which are not the same for all packets of a
 * flow. Put together from the outside to the inside; used by one thread.
 */
public final class OuterHeader {

    /** In the place of a checksum that is to be computed; any other value would change the sum. */
    public static final int CHECKSUM_WANTED = 0xffff;

    private static final int LONGEST = 512;
    private static final int DONT_FRAGMENT = 0x4000;

    private final ByteBuffer out = ByteBuffer.allocate(LONGEST);
    private final StringBuilder text = new StringBuilder();

    /** Create an empty one. */
    public OuterHeader() {}

    /** Add an Ethernet header. */
    public OuterHeader ethernet(long destination, long source, boolean isV4) {
        out.putShort((short) (destination >>> 32)).putInt((int) destination);
        out.putShort((short) (source >>> 32)).putInt((int) source);
        out.putShort((short) (isV4 ? EtherType.IPV4 : EtherType.IPV6));
        return this;
    }

    /** Add an IP header. */
    public OuterHeader ip(Ip source, Ip destination, int protocol, int tos, int ttl, boolean mayFragment) {
        if (destination.isV4()) {
            out.put((byte) 0x45).put((byte) tos).putShort((short) 0).putShort((short) 0);
            out.putShort((short) (mayFragment ? 0 : DONT_FRAGMENT));
            out.put((byte) ttl).put((byte) protocol).putShort((short) 0);
            out.putInt(source.v4()).putInt(destination.v4());
        } else {
            out.putInt(6 << 28 | tos << 20)
                    .putShort((short) 0)
                    .put((byte) protocol)
                    .put((byte) ttl);
            out.putLong(source.high()).putLong(source.low());
            out.putLong(destination.high()).putLong(destination.low());
        }
        return this;
    }

    /** Add a UDP header, whose source port each packet has for itself. */
    public OuterHeader udp(int destination, boolean hasChecksum) {
        int checksum = hasChecksum ? CHECKSUM_WANTED : 0;
        out.putShort((short) 0)
                .putShort((short) destination)
                .putShort((short) 0)
                .putShort((short) checksum);
        text.append("udp(src=0,dst=").append(destination).append(",csum=0x").append(Integer.toHexString(checksum));
        text.append("),");
        return this;
    }

    /** Return where what follows is to be written, big-endian. */
    public ByteBuffer out() {
        return out;
    }

    /** Return the text for people of what is behind the IP header, to be added to. */
    public StringBuilder text() {
        return text;
    }

    /** Return the headers so far. */
    public byte[] toBytes() {
        byte[] bytes = new byte[out.position()];
        out.get(0, bytes);
        return bytes;
    }
}
