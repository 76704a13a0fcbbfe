/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

/** Reports conditions that would take minutes to simplify: comparing their operands pairwise takes too many steps. */
public final class TooComplexException extends RuntimeException {

    /** What to tell people. */
    public static final String TEXT =
            "conditions have thousands of operands that repeat one another, perhaps you should split them with symbols";

    private static final long serialVersionUID = 1;

    TooComplexException() {
        super(TEXT);
    }
}
