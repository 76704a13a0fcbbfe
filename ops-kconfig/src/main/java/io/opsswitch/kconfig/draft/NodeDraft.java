/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A menu entry while the tree is being built; children are a linked list, because the linker moves whole runs of them.
 *
 * <p>Owned by the thread that loads.
 */
public final class NodeDraft {

    public MenuNode.Kind kind;
    public final SourceLocation location;
    public final @Nullable SymbolDraft symbol;

    public @Nullable NodeDraft parent;
    public @Nullable NodeDraft firstChild;
    public @Nullable NodeDraft next;

    public @Nullable PropertyDraft prompt;
    public @Nullable Term dependency;
    public @Nullable Term visibleIf;
    public @Nullable String help;

    /** Create an entry. */
    public NodeDraft(
            MenuNode.Kind kind, SourceLocation location, @Nullable SymbolDraft symbol, @Nullable NodeDraft parent) {
        this.kind = kind;
        this.location = location;
        this.symbol = symbol;
        this.parent = parent;
    }

    /** Tell whether this opens a choice. */
    public boolean isChoice() {
        return symbol != null && symbol.choice;
    }
}
