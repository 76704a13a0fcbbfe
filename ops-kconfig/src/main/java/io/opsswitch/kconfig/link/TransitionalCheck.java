/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.lex.DiagnosticSink;

/** Refuses symbols that are {@code transitional} and say anything besides their type and help. */
final class TransitionalCheck {

    private TransitionalCheck() {}

    static void check(Draft draft, DiagnosticSink sink) {
        for (NodeDraft node = draft.root; node != null; node = MenuWalk.next(node, draft.root)) {
            SymbolDraft symbol = node.symbol;
            if (symbol == null || !symbol.transitional) {
                continue;
            }
            Term dependency = node.dependency;
            if (!symbol.properties.isEmpty() || dependency != null && !dependency.is(draft.yes)) {
                sink.add(Diagnostic.error(node.location, "error: transitional symbols can only have help sections"));
            }
        }
    }
}
