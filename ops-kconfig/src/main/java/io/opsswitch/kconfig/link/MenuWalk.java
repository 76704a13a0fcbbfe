/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import org.jspecify.annotations.Nullable;

/** Walks the menu while it is still linked lists. */
public final class MenuWalk {

    private MenuWalk() {}

    /** Return the entry after this one, children first; null after the last one below {@code top}. */
    public static @Nullable NodeDraft next(NodeDraft node, NodeDraft top) {
        if (node.firstChild != null) {
            return node.firstChild;
        }
        @Nullable NodeDraft at = node;
        while (at != null && at != top && at.next == null) {
            at = at.parent;
        }
        return at == null || at == top ? null : at.next;
    }

    /** Return the choice that holds the symbol: the one around the first entry with a prompt; null when none does. */
    static @Nullable NodeDraft choiceAround(SymbolDraft symbol) {
        for (NodeDraft node : symbol.nodes) {
            PropertyDraft prompt = node.prompt;
            if (prompt != null) {
                NodeDraft around = node.parent;
                while (around != null && around.symbol == null) {
                    around = around.parent;
                }
                return around != null && around.isChoice() ? around : null;
            }
        }
        return null;
    }
}
