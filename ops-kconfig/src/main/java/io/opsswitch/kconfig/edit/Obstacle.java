/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import org.jspecify.annotations.Nullable;

/** Says in one sentence what keeps a symbol from a value. */
final class Obstacle {

    private final Configuration configuration;
    private final Symbol symbol;
    private final String value;

    Obstacle(Configuration configuration, Symbol symbol, String value) {
        this.configuration = configuration;
        this.symbol = symbol;
        this.value = value;
    }

    /** Return the sentence, without a full stop. */
    String sentence() {
        SymbolType type = configuration.effectiveType(symbol);
        String misfit = type.isLogical() ? misfit(type) : null;
        if (misfit != null) {
            return misfit;
        }
        if (symbol.prompts().isEmpty()) {
            return symbol + " has no prompt: nobody can set it, only defaults and other symbols decide";
        }
        if (configuration.visibility(symbol) == Tristate.N) {
            return symbol + " is not visible, so its value cannot be set: what it depends on is not there";
        }
        return type.isLogical() ? limit(state()) : outOfRange();
    }

    private @Nullable String misfit(SymbolType type) {
        boolean known = value.equals("y") || value.equals("n") || value.equals("m");
        if (!known) {
            return symbol + " is a " + symbol.type().text() + ": y" + (type == SymbolType.TRISTATE ? ", m" : "")
                    + " or n are its values, not \"" + value + "\"";
        }
        if (value.equals("m") && type == SymbolType.BOOL) {
            boolean declared = symbol.type() == SymbolType.TRISTATE;
            return symbol + (declared ? " is y or n, because modules are switched off" : " is a bool: it cannot be m");
        }
        return null;
    }

    private Tristate state() {
        return value.equals("y") ? Tristate.Y : value.equals("m") ? Tristate.M : Tristate.N;
    }

    private String limit(Tristate wanted) {
        Tristate least = configuration.selection(symbol);
        if (wanted.compareTo(least) < 0) {
            return symbol + " is selected by others, so it cannot be less than " + least.text();
        }
        Tristate most = configuration.visibility(symbol);
        if (wanted.compareTo(most) > 0) {
            return symbol + " can be " + most.text() + " at most: what it depends on is no more";
        }
        Choice choice = symbol.choice();
        if (choice != null) {
            Symbol picked = configuration.picked(choice);
            return symbol + " is a member of a choice"
                    + (picked == null || picked == symbol
                            ? ", which needs one member that is y"
                            : " that picked " + picked);
        }
        return symbol + " has a value that others decide";
    }

    private String outOfRange() {
        String what = symbol + " is " + (symbol.type() == SymbolType.INT ? "an " : "a ") + name();
        for (Range range : symbol.ranges()) {
            if (configuration.evaluate(range.condition()) != Tristate.N) {
                return what + " from " + text(range.low()) + " to " + text(range.high()) + ", which does not allow \""
                        + value + "\"";
            }
        }
        return what + ", and \"" + value + "\" is none";
    }

    private String name() {
        return switch (symbol.type()) {
            case INT -> "int (decimal, without leading zeros)";
            case HEX -> "hex number";
            default -> symbol.type().text();
        };
    }

    private String text(Symbol bound) {
        return bound.isConstant() || !bound.isDefined()
                ? bound.name()
                : bound.name() + " (" + configuration.value(bound) + ")";
    }
}
