/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user said of one symbol, or of a choice and all its members, to go back to. Immutable. */
public final class SavedInput {

    final Symbol symbol;
    final List<Entry> entries;
    final List<Symbol> priority;
    final @Nullable Symbol chosen;

    /** Which choices have a value, in their order in the tree; in older dialects a change can drop that of any choice. */
    final BitSet choices;

    /** What was said of one symbol. */
    record Entry(
            Symbol symbol,
            boolean given,
            Tristate state,
            @Nullable String text,
            @Nullable SourceLocation place) {}

    SavedInput(Symbol symbol, List<Entry> entries, List<Symbol> priority, @Nullable Symbol chosen, BitSet choices) {
        this.symbol = symbol;
        this.entries = List.copyOf(entries);
        this.priority = List.copyOf(priority);
        this.chosen = chosen;
        this.choices = choices;
    }

    /** Return the symbol that it was saved for. */
    public Symbol symbol() {
        return symbol;
    }

    @Nullable
    Choice choice() {
        return symbol.choice();
    }
}
