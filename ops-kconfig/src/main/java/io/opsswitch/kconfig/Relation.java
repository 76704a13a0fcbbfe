/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/** How a comparison in an expression compares. */
public enum Relation {
    EQUAL("="),
    UNEQUAL("!="),
    LESS("<"),
    LESS_EQUAL("<="),
    GREATER(">"),
    GREATER_EQUAL(">=");

    private final String text;

    Relation(String text) {
        this.text = text;
    }

    /** Return the operator as it is written. */
    public String text() {
        return text;
    }

    /**
     * Tell whether the relation holds.
     *
     * @param order negative, zero or positive, as a comparator would answer
     */
    public boolean holds(int order) {
        return switch (this) {
            case EQUAL -> order == 0;
            case UNEQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUAL -> order >= 0;
        };
    }
}
