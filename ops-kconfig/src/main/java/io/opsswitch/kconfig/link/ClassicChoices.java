/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import org.jspecify.annotations.Nullable;

/**
 * The choices of trees before Linux 6.9, which are symbols themselves: bool or tristate, with a value on which the
 * members depend. In a tristate choice that is m, several members may be m.
 */
final class ClassicChoices {

    private ClassicChoices() {}

    /** A choice without a type takes that of its first member that has one, and members without type that of the choice. */
    static void inferTypes(NodeDraft node) {
        SymbolDraft choice = node.symbol;
        if (choice == null) {
            return;
        }
        for (NodeDraft child = node.firstChild;
                child != null && choice.type == SymbolType.UNKNOWN;
                child = child.next) {
            if (child.symbol != null) {
                choice.type = child.symbol.type;
            }
        }
        for (NodeDraft child = node.firstChild; child != null; child = child.next) {
            if (child.symbol != null && child.symbol.type == SymbolType.UNKNOWN) {
                child.symbol.type = choice.type;
            }
        }
    }

    /** Make a direct child of the choice a member. */
    static void addMember(Draft draft, NodeDraft node, NodeDraft child, DiagnosticSink sink) {
        SymbolDraft choice = node.symbol;
        SymbolDraft member = child.symbol;
        if (choice == null || member == null || member.owner != null || member.choice) {
            return;
        }
        member.owner = choice;
        choice.members.add(member);
        if (child.prompt == null) {
            sink.add(Diagnostic.warning(child.location, "choice value must have a prompt"));
        }
        for (PropertyDraft property : member.properties) {
            if (property.kind == Kind.DEFAULT) {
                sink.add(Diagnostic.warning(property.location, "defaults for choice values not supported"));
            }
            NodeDraft around = property.node.parent;
            if (property.node != child && property.kind == Kind.PROMPT && (around == null || around.symbol != choice)) {
                sink.add(Diagnostic.warning(property.location, "choice value used outside its choice group"));
            }
        }
        if (choice.type == SymbolType.TRISTATE && member.type != SymbolType.TRISTATE) {
            dependOnYes(draft, choice, child, member);
        }
    }

    /** A bool member of a tristate choice can be chosen only while the choice is y. */
    private static void dependOnYes(Draft draft, SymbolDraft choice, NodeDraft child, SymbolDraft member) {
        Term isYes = draft.terms.compare(Relation.EQUAL, choice, draft.yes);
        child.dependency = draft.terms.and(isYes, child.dependency);
        for (PropertyDraft property : member.properties) {
            if (property.node == child) {
                property.condition = draft.terms.and(isYes, property.condition);
            }
        }
    }

    /** A choice that is not optional is at least m as soon as its prompt shows. */
    static void makeMandatory(Draft draft, NodeDraft node, SymbolDraft choice) {
        PropertyDraft prompt = node.prompt;
        if (choice.optional || prompt == null) {
            return;
        }
        @Nullable Term visible = prompt.condition;
        choice.selectors = draft.terms.or(choice.selectors, draft.terms.and(visible, draft.terms.symbol(draft.mod)));
    }
}
