/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes values as the user asks. Owned by the menu's thread. */
public final class Editor {

    private final Configuration configuration;
    private boolean changed;

    /** Create an editor. */
    public Editor(Configuration configuration) {
        this.configuration = configuration;
    }

    /** What became of a wish. */
    public enum Result {
        /** The value is what was asked for. */
        CHANGED,
        /** It was that already. */
        SAME,
        /** The menu refuses the value. */
        REFUSED,
        /** The entry has no value of this kind. */
        NOTHING
    }

    /** Tell whether something was changed since the start or the last {@link #settle}. */
    public boolean hasChanged() {
        return changed;
    }

    /** Forget that something was changed. */
    public void settle() {
        changed = false;
    }

    /** Remember that something was changed elsewhere. */
    public void touch() {
        changed = true;
    }

    /** Return the symbol whose value y, m and n change: that of the entry, or that of a choice; null for none. */
    public static @Nullable Symbol logical(MenuNode node) {
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        if (choice != null) {
            return choice.symbol();
        }
        return symbol != null && symbol.type().isLogical() ? symbol : null;
    }

    /** Return the symbol whose value is typed in, or null for none. */
    public static @Nullable Symbol textual(MenuNode node) {
        Symbol symbol = node.symbol();
        if (symbol == null) {
            return null;
        }
        return switch (symbol.type()) {
            case INT, HEX, STRING -> symbol;
            case BOOL, TRISTATE, UNKNOWN -> null;
        };
    }

    /** Set a bool, tristate or choice. */
    public Result set(MenuNode node, Tristate state) {
        Symbol symbol = logical(node);
        return symbol == null ? Result.NOTHING : assign(symbol, state.text());
    }

    /** Set a value. */
    public Result assign(Symbol symbol, String value) {
        boolean same = configuration.value(symbol).equals(value) && !symbol.isChoice();
        boolean known = configuration.isUserSet(symbol);
        if (configuration.assign(symbol, value)) {
            settle(symbol.asChoice());
            changed |= !same || !known;
            return same && known ? Result.SAME : Result.CHANGED;
        }
        return same ? Result.SAME : Result.REFUSED;
    }

    /** A choice of older trees that was switched on falls back to n with the next change, unless a member is picked. */
    private void settle(@Nullable Choice choice) {
        Symbol picked = choice == null ? null : configuration.picked(choice);
        if (picked != null) {
            configuration.assign(picked, Tristate.Y.text());
        }
    }

    /** Set a bool, tristate or choice to the next value that it can have: n, m, y, and n again. */
    public Result cycle(MenuNode node) {
        Symbol symbol = logical(node);
        if (symbol == null) {
            return Result.NOTHING;
        }
        Tristate[] states = Tristate.values();
        int now = configuration.tristate(symbol).ordinal();
        for (int step = 1; step < states.length; step++) {
            Tristate next = states[(now + step) % states.length];
            if (configuration.isAllowed(symbol, next)) {
                Result result = assign(symbol, next.text());
                if (result == Result.CHANGED) {
                    return result;
                }
            }
        }
        return Result.REFUSED;
    }

    /** Take the user's value away, so that the default counts again. */
    public Result reset(Symbol symbol) {
        boolean had = configuration.unset(symbol);
        changed |= had;
        return had ? Result.CHANGED : Result.SAME;
    }

    /** Return the values that a bool or tristate does not have now, those that the menu would refuse included. */
    public List<Tristate> others(Symbol symbol) {
        List<Tristate> others = new ArrayList<>();
        for (Tristate state : Tristate.values()) {
            boolean possible = state != Tristate.M || configuration.effectiveType(symbol) != SymbolType.BOOL;
            if (state != configuration.tristate(symbol) && possible) {
                others.add(0, state);
            }
        }
        return others;
    }
}
