/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.List;

/** A group of symbols of which at most one is y. Immutable. */
public final class Choice {

    private final Symbol symbol;
    private final boolean optional;

    // Set once by TreeAssembler, before anybody else sees the choice.
    List<Symbol> members = List.of();

    Choice(Symbol symbol, boolean optional) {
        this.symbol = symbol;
        this.optional = optional;
    }

    /** Return the symbol that stands for the choice itself: its prompts, defaults and dependencies. */
    public Symbol symbol() {
        return symbol;
    }

    /** Return the members in menu order. */
    public List<Symbol> members() {
        return members;
    }

    /** Tell whether the user may pick no member at all. */
    public boolean isOptional() {
        return optional;
    }

    @Override
    public String toString() {
        return symbol.displayName();
    }
}
