/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What an {@link Action.Upcall} says about a packet that the switch itself has to deal with, laid out as Open vSwitch's
 * switch does on x86, so that its tools print it:
 *
 * <pre>
 *  0       2       4               8                              24      26      28      32      48
 *  +-------+-------+---------------+------------------------------+-------+-------+-------+-------+
 *  | 2     | 0     | port: none    | bridge: not told, zeros      | 0     | 0     | why   | 0     |
 *  +-------+-------+---------------+------------------------------+-------+-------+-------+-------+
 * </pre>
 *
 * Stateless.
 */
public final class SlowPathCookie {

    /** Bit of the reasons: the datapath cannot do one of the actions. */
    public static final int ACTION = 1 << 5;

    private static final String[] REASONS = {"cfm", "bfd", "lacp", "stp", "lldp", "action", "match"};
    private static final int LENGTH = 48;
    private static final int TYPE = 2;
    private static final int NO_PORT = 0xffff;
    private static final int REASON = 28;

    private SlowPathCookie() {}

    /** Return the bytes for some reasons. */
    public static byte[] encode(int reasons) {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort(0, (short) TYPE)
                .putInt(4, NO_PORT)
                .putInt(REASON, reasons)
                .array();
    }

    /** Return the reasons that bytes say, -1 if they say something else. */
    public static int decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            return -1;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return in.getShort(0) == TYPE ? in.getInt(REASON) : -1;
    }

    /** Return the text of reasons as dpctl has it: {@code slow_path(action)}. */
    public static String text(int reasons) {
        StringBuilder out = new StringBuilder("slow_path(");
        for (int bit = 0; bit < Integer.SIZE; bit++) {
            if ((reasons >>> bit & 1) != 0) {
                out.append(out.charAt(out.length() - 1) == '(' ? "" : ",");
                out.append(bit < REASONS.length ? REASONS[bit] : "0x" + Integer.toHexString(1 << bit));
            }
        }
        return out.append(')').toString();
    }
}
