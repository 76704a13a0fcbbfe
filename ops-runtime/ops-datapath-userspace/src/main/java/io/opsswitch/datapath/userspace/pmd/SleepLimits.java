/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code other_config:pmd-sleep-max} says: a list of microseconds for all cores and of pairs {@code core:microseconds}.
 * Parts that are none of these are left out.
 *
 * @param usual microseconds for cores that are not named
 * @param byCore microseconds for others
 */
record SleepLimits(long usual, Map<Integer, Long> byCore) {

    /** No thread of Open vSwitch sleeps longer. */
    private static final long MAX_MICROS = 10_000;

    static SleepLimits of(@Nullable String text) {
        long usual = 0;
        Map<Integer, Long> byCore = new HashMap<>();
        for (String part : text == null ? new String[0] : text.split("[,\\s]+")) {
            int colon = part.indexOf(':');
            long first = number(colon < 0 ? part : part.substring(0, colon));
            long second = colon < 0 ? 0 : number(part.substring(colon + 1));
            if (first < 0 || second < 0) {
                continue;
            }
            if (colon < 0) {
                usual = Math.min(MAX_MICROS, first);
            } else if (first <= Integer.MAX_VALUE) {
                byCore.put((int) first, Math.min(MAX_MICROS, second));
            }
        }
        return new SleepLimits(usual, byCore);
    }

    /** Return the number that a text is, -1 if it is none. */
    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    /** Return the microseconds for a core. */
    long of(int core) {
        return byCore.getOrDefault(core, usual);
    }
}
