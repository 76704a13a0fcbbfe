/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Builds frames from hexadecimal text. */
final class Frames {
    static final String MACS = "020000000002 020000000001 ";
    static final String IPV4_UDP = "4500 0020 0001 0000 40 11 0000 0a000001 0a000002 ";
    static final String UDP = "1234 0035 000c 0000 61626364 ";

    private Frames() {}

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    /** Return a direct buffer with the frame at an odd place between bytes that are not part of it. */
    static ByteBuffer direct(byte[] frame, int offset) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(offset + frame.length + 64);
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) 0xee);
        }
        buffer.put(offset, frame);
        return buffer;
    }
}
