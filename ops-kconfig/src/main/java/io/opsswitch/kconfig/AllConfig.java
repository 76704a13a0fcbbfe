/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/** Answers all questions of a configuration in one way. */
public final class AllConfig {

    /** How to answer. */
    public enum Mode {
        /** n where possible. */
        NO,
        /** y where possible. */
        YES,
        /** m where possible, else y. */
        MOD,
        /** Each symbol's default. */
        DEFAULT
    }

    private AllConfig() {}

    /** Answer for every symbol that has no user value yet. */
    public static void apply(Configuration configuration, Mode mode) {
        throw new UnsupportedOperationException("in the making");
    }
}
