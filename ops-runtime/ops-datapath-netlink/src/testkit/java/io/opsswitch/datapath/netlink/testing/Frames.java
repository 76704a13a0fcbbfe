/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import java.util.HexFormat;

/** Frames for tests. */
public final class Frames {
    private Frames() {}

    /** Return a UDP packet from 10.0.0.1:port to 10.0.0.2:80, with right checksums but for UDP's, which is 0. */
    public static byte[] udp(int sourcePort) {
        return HexFormat.of()
                .parseHex("020000000002" + "020000000001" + "0800"
                        + "4500001e00000000401166cd0a0000010a000002"
                        + String.format("%04x", sourcePort) + "0050000a0000" + "6869");
    }

    /** Return the packet that answers {@link #udp}. */
    public static byte[] udpReply(int sourcePort) {
        return HexFormat.of()
                .parseHex("020000000001" + "020000000002" + "0800"
                        + "4500001e00000000401166cd0a0000020a000001"
                        + "0050" + String.format("%04x", sourcePort) + "000a0000" + "6869");
    }

    /** Return the packet of {@link #udp} behind a VLAN tag. */
    public static byte[] tagged(int vid, int sourcePort) {
        String plain = HexFormat.of().formatHex(udp(sourcePort));
        return HexFormat.of()
                .parseHex(plain.substring(0, 24) + "8100" + String.format("%04x", vid) + plain.substring(24));
    }
}
