/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.SourceLocation;
import org.jspecify.annotations.Nullable;

/** One statement about a symbol or menu, while the tree is being built. Owned by the thread that loads. */
public final class PropertyDraft {

    /** What a property says; the name is what messages call it. */
    public enum Kind {
        PROMPT("prompt"),
        MENU("menu"),
        COMMENT("comment"),
        DEFAULT("default"),
        SELECT("select"),
        IMPLY("imply"),
        RANGE("range");

        public final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    public Kind kind;
    public final NodeDraft node;
    public final SourceLocation location;

    /** The text of prompts, menus and comments. */
    public String text = "";

    /** The value of a default; what is selected or implied. */
    public @Nullable Term value;

    public @Nullable SymbolDraft low;
    public @Nullable SymbolDraft high;

    /** When it applies; null for always. */
    public @Nullable Term condition;

    /** Create a property of an entry. */
    public PropertyDraft(Kind kind, NodeDraft node, SourceLocation location, @Nullable Term condition) {
        this.kind = kind;
        this.node = node;
        this.location = location;
        this.condition = condition;
    }

    /** Return the single symbol that the value consists of, or null. */
    public @Nullable SymbolDraft valueSymbol() {
        return value != null && value.op == Term.Op.SYMBOL ? value.symbol : null;
    }
}
