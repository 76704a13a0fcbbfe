/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Action.Upcall} says about packets that the datapath cannot do all for, so that each comes to user space.
 * The bytes are laid out as Open vSwitch's switch lays them out on x86, like those of a {@link ControllerCookie}: the type
 * 2 in front, the reasons in the four bytes from the 28th on.
 *
 * @param reasons why: a bit for each reason, {@link #ACTION} and others that Open vSwitch has
 */
public record SlowPathCookie(int reasons) {

    /** Reason: an action that the datapath lacks. */
    public static final int ACTION = 1 << 5;

    private static final int LENGTH = 48;
    private static final int TYPE = 2;
    private static final int NO_PORT = 0xffff;
    private static final int REASONS = 28;
    /** The words for the bits, from the lowest. */
    private static final List<String> NAMES = List.of("cfm", "bfd", "lacp", "stp", "lldp", "action", "match");

    /** Return the bytes. */
    public byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort(0, (short) TYPE)
                .putInt(4, NO_PORT)
                .putInt(REASONS, reasons)
                .array();
    }

    /** Return what bytes say; null if they say something else. */
    public static @Nullable SlowPathCookie decode(byte[] bytes) {
        if (bytes.length != LENGTH) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return in.getShort(0) == TYPE ? new SlowPathCookie(in.getInt(REASONS)) : null;
    }

    /** Return the text that Open vSwitch prints, such as {@code slow_path(action)}. */
    public String text() {
        List<String> words = new ArrayList<>();
        for (int bit = 0; bit < NAMES.size(); bit++) {
            if ((reasons >>> bit & 1) != 0) {
                words.add(NAMES.get(bit));
            }
        }
        int unknown = reasons & -(1 << NAMES.size());
        if (unknown != 0) {
            words.add("0x" + Integer.toHexString(unknown));
        }
        return "slow_path(" + (words.isEmpty() ? "0" : String.join("|", words)) + ")";
    }

    /** Return the bit for a word; 0 if there is none. */
    public static int reason(String word) {
        int bit = NAMES.indexOf(word);
        return bit < 0 ? 0 : 1 << bit;
    }
}
