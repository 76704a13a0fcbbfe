/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import org.jspecify.annotations.Nullable;

/** Hangs entries into the menu and properties onto the entry added last. */
final class MenuBuilder {

    private final Draft draft;
    private final DiagnosticSink sink;
    private NodeDraft menu;
    private NodeDraft entry;
    private @Nullable NodeDraft lastChild;

    MenuBuilder(Draft draft, DiagnosticSink sink) {
        this.draft = draft;
        this.sink = sink;
        this.menu = draft.root;
        this.entry = draft.root;
    }

    /** Return the entry added last. */
    NodeDraft entry() {
        return entry;
    }

    /** Give the root its title. */
    void setTitle(String text, SourceLocation at) {
        NodeDraft before = entry;
        entry = draft.root;
        addPrompt(Kind.MENU, text, null, at);
        entry = before;
    }

    /** Return the menu, choice or {@code if} that new entries go into. */
    NodeDraft menu() {
        return menu;
    }

    /** Add an entry; one of kind IF that has a symbol only carries defaults, it does not define the symbol. */
    void addEntry(MenuNode.Kind kind, @Nullable SymbolDraft symbol, SourceLocation location) {
        NodeDraft node = new NodeDraft(kind, location, symbol, menu);
        if (lastChild == null) {
            menu.firstChild = node;
        } else {
            lastChild.next = node;
        }
        lastChild = node;
        entry = node;
        if (symbol != null && kind != MenuNode.Kind.IF) {
            symbol.nodes.add(node);
        }
    }

    /** Make the entry added last the place for new entries. */
    NodeDraft openMenu() {
        menu = entry;
        lastChild = null;
        return menu;
    }

    /** Go back to the menu around. */
    void closeMenu() {
        lastChild = menu;
        NodeDraft around = menu.parent;
        menu = around == null ? draft.root : around;
    }

    void addDependency(Term condition) {
        entry.dependency = draft.terms.and(entry.dependency, condition);
    }

    void addVisibility(@Nullable Term condition) {
        entry.visibleIf = draft.terms.and(entry.visibleIf, condition);
    }

    void setType(SymbolType type) {
        SymbolDraft symbol = entry.symbol;
        if (symbol == null || symbol.type == type) {
            return;
        }
        if (symbol.type == SymbolType.UNKNOWN) {
            symbol.type = type;
            return;
        }
        sink.add(Diagnostic.warning(
                entry.location,
                "ignoring type redefinition of '" + symbol.displayName() + "' from '" + symbol.type.text() + "' to '"
                        + type.text() + "'"));
    }

    void addPrompt(Kind kind, String text, @Nullable Term condition, SourceLocation location) {
        PropertyDraft prompt = add(kind, location, condition);
        int start = 0;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (start > 0) {
            sink.add(Diagnostic.warning(location, "leading whitespace ignored"));
        }
        if (entry.prompt != null && entry != draft.root) {
            sink.add(Diagnostic.warning(location, "prompt redefined"));
        }
        if (kind == Kind.PROMPT) {
            for (NodeDraft around = entry.parent; around != null; around = around.parent) {
                prompt.condition = draft.terms.and(prompt.condition, around.visibleIf);
            }
        }
        prompt.text = text.substring(start);
        entry.prompt = prompt;
    }

    void addValue(Kind kind, Term value, @Nullable Term condition, SourceLocation location) {
        add(kind, location, condition).value = value;
    }

    void addRange(SymbolDraft low, SymbolDraft high, @Nullable Term condition, SourceLocation location) {
        PropertyDraft range = add(Kind.RANGE, location, condition);
        range.low = low;
        range.high = high;
    }

    private PropertyDraft add(Kind kind, SourceLocation location, @Nullable Term condition) {
        PropertyDraft property = new PropertyDraft(kind, entry, location, condition);
        if (entry.symbol != null) {
            entry.symbol.properties.add(property);
        }
        return property;
    }
}
