/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Action.Upcall} says about a packet for controllers. The bytes are laid out as Open vSwitch's switch lays
 * them out on x86, so that its tools print them:
 *
 * <pre>
 *  0       2       4               8                              24
 *  +-------+-------+---------------+------------------------------+
 *  | 5     | 0     | port: none    | bridge: not told, zeros      |
 *  +---+---+-------+---------------+---------------+------+-------+
 *  |dont|cont|reason| recirculation | cookie (big)  | id   |length | 4 unused
 *  +---+---+-------+---------------+---------------+------+-------+
 *  24  25  26      28              32              40     42      44       48
 * </pre>
 *
 * @param dontSend whether the packet goes nowhere: the actions are only there to be looked at
 * @param isContinuation whether the packet waits for the controller
 * @param reason why, one of OpenFlow's numbers
 * @param recircId the recirculation that has what else there is to know
 * @param ruleCookie the flow's cookie
 * @param controllerId which controllers get it
 * @param maxLength how many bytes of the packet they get
 */
public record ControllerCookie(
        boolean dontSend,
        boolean isContinuation,
        int reason,
        int recircId,
        long ruleCookie,
        int controllerId,
        int maxLength) {

    private static final int LENGTH = 48;
    private static final int TYPE = 5;
    private static final int NO_PORT = 0xffff;

    /** Return the bytes. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(0, (short) TYPE).putInt(4, NO_PORT);
        out.put(24, (byte) (dontSend ? 1 : 0)).put(25, (byte) (isContinuation ? 1 : 0));
        out.putShort(26, (short) reason).putInt(28, recircId).putLong(32, Long.reverseBytes(ruleCookie));
        out.putShort(40, (short) controllerId).putShort(42, (short) maxLength);
        return out.array();
    }

    /** Return what bytes say; null if they say something else. */
    public static @Nullable ControllerCookie decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getShort(0) != TYPE) {
            return null;
        }
        return new ControllerCookie(
                in.get(24) != 0,
                in.get(25) != 0,
                in.getShort(26) & 0xffff,
                in.getInt(28),
                Long.reverseBytes(in.getLong(32)),
                in.getShort(40) & 0xffff,
                in.getShort(42) & 0xffff);
    }

    /** Return the text that Open vSwitch prints, such as {@code controller(reason=1,...)}. */
    public String text() {
        String cookie = ruleCookie == 0 ? "0" : "0x" + Long.toHexString(ruleCookie);
        return "controller(reason=" + reason + ",dont_send=" + (dontSend ? 1 : 0) + ",continuation="
                + (isContinuation ? 1 : 0) + ",recirc_id=" + Integer.toUnsignedString(recircId) + ",rule_cookie="
                + cookie + ",controller_id=" + controllerId + ",max_len=" + maxLength + ")";
    }
}
