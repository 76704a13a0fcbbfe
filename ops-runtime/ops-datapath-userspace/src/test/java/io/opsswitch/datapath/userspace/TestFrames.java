/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;
import java.util.Random;

/** Builds frames. */
final class TestFrames {
    /** An ethertype for experiments (IEEE 802), which no protocol of the host sends. */
    static final int EXPERIMENTAL = 0x88b5;

    private TestFrames() {}

    /** Return an untagged frame of random contents that carries a sequence number behind its ethertype. */
    static byte[] numbered(int length, int number) {
        byte[] frame = new byte[length];
        new Random(number).nextBytes(frame);
        ByteBuffer.wrap(frame)
                .putShort((short) 0x0200)
                .putInt(2)
                .putShort((short) 0x0200)
                .putInt(1)
                .putShort((short) EXPERIMENTAL)
                .putInt(number & (length >= 18 ? -1 : 0));
        return frame;
    }

    /** Return the metadata of a packet of which only the port is known. */
    static FlowKey from(int port) {
        return new FlowKey().set(FlowField.IN_PORT, port);
    }

    static byte[] tagged(byte[] frame, int tpid, int tci) {
        return ByteBuffer.allocate(frame.length + 4)
                .put(frame, 0, 12)
                .putShort((short) tpid)
                .putShort((short) tci)
                .put(frame, 12, frame.length - 12)
                .array();
    }
}
