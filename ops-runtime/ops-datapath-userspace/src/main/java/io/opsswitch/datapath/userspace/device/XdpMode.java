/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.XdpSocket;
import io.opsswitch.datapath.nativelib.XdpSocket.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code options:xdp-mode} of an interface asks for; the same words as in Open vSwitch. */
public enum XdpMode {
    /** The first that works, in the order of {@link XdpSocket.Mode}. */
    BEST_EFFORT("best-effort", Mode.ZERO_COPY, Mode.NATIVE, Mode.GENERIC),
    /** In the driver, without copies. */
    NATIVE_WITH_ZEROCOPY("native-with-zerocopy", Mode.ZERO_COPY),
    /** In the driver. */
    NATIVE("native", Mode.NATIVE),
    /** In front of the network stack. */
    GENERIC("generic", Mode.GENERIC);

    private final String word;
    private final List<Mode> attempts;

    XdpMode(String word, Mode... attempts) {
        this.word = word;
        this.attempts = List.of(attempts);
    }

    /** Return the mode of a word, or null if there is none. */
    public static @Nullable XdpMode of(String word) {
        for (XdpMode mode : values()) {
            if (mode.word.equals(word)) {
                return mode;
            }
        }
        return null;
    }

    /** Return the words, for messages. */
    public static String words() {
        return Arrays.stream(values()).map(mode -> mode.word).collect(Collectors.joining(", "));
    }

    List<Mode> attempts() {
        return attempts;
    }
}
