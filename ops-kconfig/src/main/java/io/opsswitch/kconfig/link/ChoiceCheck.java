/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.lex.DiagnosticSink;

/** Refuses choice members that also live outside their choice. */
final class ChoiceCheck {

    private ChoiceCheck() {}

    static void check(NodeDraft choice, DiagnosticSink sink) {
        for (NodeDraft child = MenuWalk.next(choice, choice); child != null; child = MenuWalk.next(child, choice)) {
            if (child.symbol != null) {
                checkMember(child, child.symbol, sink);
            }
        }
    }

    private static void checkMember(NodeDraft node, SymbolDraft member, DiagnosticSink sink) {
        for (PropertyDraft property : member.properties) {
            if (property.kind == Kind.DEFAULT) {
                sink.add(Diagnostic.error(property.location, "error: defaults for choice values not supported"));
            }
            if (property.node != node && property.kind == Kind.PROMPT && property.node.parent != node.parent) {
                sink.add(Diagnostic.error(
                        property.location, "error: choice value has a prompt outside its choice group"));
            }
        }
    }
}
