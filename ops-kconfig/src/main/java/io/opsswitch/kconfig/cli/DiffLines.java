/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.compare.Difference;

/** Prints differences as Linux' {@code scripts/diffconfig} does. */
final class DiffLines {

    private DiffLines() {}

    /** Return a line: {@code -NAME old}, {@code +NAME new}, or a blank, the name, and {@code old -> new}. */
    static String line(Difference difference) {
        if (difference.after() == null) {
            return "-" + difference.name() + " " + difference.before();
        }
        return difference.before() == null
                ? "+" + difference.name() + " " + difference.after()
                : " " + difference.name() + " " + difference.before() + " -> " + difference.after();
    }
}
