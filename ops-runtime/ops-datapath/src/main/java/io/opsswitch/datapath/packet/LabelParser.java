/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u16;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/** Reads what stands between the link layer and the network layer: MPLS labels (RFC 3032) and NSH (RFC 8300). */
final class LabelParser {

    private static final int ENTRY = 4;
    private static final int BOTTOM_OF_STACK = 0x100;

    private static final int NSH_BASE = 8;
    private static final int NSH_FIXED = 24;
    private static final int FIXED_METADATA = 1;
    private static final int VARIABLE_METADATA = 2;

    private LabelParser() {}

    /** Read the first three entries of a label stack, as many of them as there are. */
    static void mpls(ByteBuffer frame, int at, int end, FlowKey key) {
        if (end - at < ENTRY) {
            return;
        }
        int first = frame.getInt(at);
        key.set(FlowField.MPLS_LSE_0, first);
        if ((first & BOTTOM_OF_STACK) != 0 || end - at < 2 * ENTRY) {
            return;
        }
        int second = frame.getInt(at + ENTRY);
        key.set(FlowField.MPLS_LSE_1, second);
        if ((second & BOTTOM_OF_STACK) == 0 && end - at >= 3 * ENTRY) {
            key.set(FlowField.MPLS_LSE_2, frame.getInt(at + 2 * ENTRY));
        }
    }

    /** Read a network service header; of metadata of variable length only that they are there. */
    static void nsh(ByteBuffer frame, int at, int end, FlowKey key) {
        if (end - at < NSH_BASE) {
            return;
        }
        int first = u16(frame, at);
        int length = (first & 0x3f) * 4;
        int type = u8(frame, at + 2);
        if (first >>> 14 != 0
                || length > end - at
                || type == FIXED_METADATA && length != NSH_FIXED
                || type == VARIABLE_METADATA && length < NSH_BASE) {
            return;
        }
        key.set(FlowField.NSH_FLAGS, first >>> 12 & 3);
        key.set(FlowField.NSH_TTL, first >>> 6 & 0x3f);
        key.set(FlowField.NSH_MDTYPE, type);
        key.set(FlowField.NSH_NP, u8(frame, at + 3));
        key.set(FlowField.NSH_PATH, frame.getInt(at + 4));
        if (type == FIXED_METADATA) {
            key.setWord(FlowField.NSH_C1.word(), frame.getLong(at + 8));
            key.setWord(FlowField.NSH_C3.word(), frame.getLong(at + 16));
        }
    }
}
