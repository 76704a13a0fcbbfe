/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.lex.DiagnosticSink;

/** Completes a parsed tree, and refuses one that cannot be evaluated. */
public final class Linker {

    private Linker() {}

    /** Complete the tree in place. */
    public static void link(Draft draft, Dialect dialect, DiagnosticSink sink) throws KconfigException {
        boolean classic = dialect.has(Feature.CLASSIC_CHOICES);
        new MenuLinker(draft, dialect, sink).link();
        if (!classic) {
            collectMembers(draft);
        }
        DependencyCheck dependencies = new DependencyCheck(draft, classic, sink);
        // In one walk, because the order of messages is that of the menu.
        for (NodeDraft node = draft.root; node != null; node = MenuWalk.next(node, draft.root)) {
            if (node.symbol != null) {
                dependencies.check(node.symbol);
            }
            if (!classic && node.isChoice()) {
                ChoiceCheck.check(node, sink);
            }
        }
        if (sink.hasErrors()) {
            throw new KconfigException(sink.all());
        }
    }

    /** Members are the symbols below the choice, in the order of the finished menu. */
    private static void collectMembers(Draft draft) {
        for (NodeDraft node = draft.root; node != null; node = MenuWalk.next(node, draft.root)) {
            SymbolDraft symbol = node.symbol;
            if (symbol == null || symbol.choice || symbol.owner != null) {
                continue;
            }
            NodeDraft choice = MenuWalk.choiceAround(symbol);
            if (choice != null && choice.symbol != null) {
                symbol.owner = choice.symbol;
                choice.symbol.members.add(symbol);
            }
        }
    }
}
