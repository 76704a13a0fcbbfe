/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.util.Locale;

/** Sizes for people. */
public final class Bytes {

    private static final int KIBI = 1024;

    private Bytes() {}

    /** Return a size such as {@code 24.1 KiB}; {@code -} for nothing, {@code ?} for what is not known. */
    public static String text(long bytes) {
        if (bytes < 0) {
            return "?";
        }
        if (bytes == 0) {
            return "-";
        }
        if (bytes < KIBI) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= KIBI) {
            value /= KIBI;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %ciB", value, "KMGT".charAt(unit));
    }
}
