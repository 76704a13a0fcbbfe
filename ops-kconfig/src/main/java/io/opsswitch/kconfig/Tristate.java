/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/** The three truth values of Kconfig, in ascending order: no, module, yes. */
public enum Tristate {
    N("n"),
    M("m"),
    Y("y");

    private final String text;

    Tristate(String text) {
        this.text = text;
    }

    /** Return the letter that configuration files use: {@code n}, {@code m} or {@code y}. */
    public String text() {
        return text;
    }

    /** Return the lesser of the two, which is what {@code &&} means. */
    public Tristate and(Tristate other) {
        return compareTo(other) <= 0 ? this : other;
    }

    /** Return the greater of the two, which is what {@code ||} means. */
    public Tristate or(Tristate other) {
        return compareTo(other) >= 0 ? this : other;
    }

    /** Swap yes and no; the negation of module is module. */
    public Tristate not() {
        return switch (this) {
            case N -> Y;
            case M -> M;
            case Y -> N;
        };
    }
}
