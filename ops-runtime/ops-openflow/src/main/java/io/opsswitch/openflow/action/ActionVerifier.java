/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks which actions stand in which others, and in which order instructions stand. */
final class ActionVerifier {

    /** The instructions, in the order in which a list has them. */
    private enum Instruction {
        METER("meter"),
        APPLY("apply_actions"),
        CLEAR("clear_actions"),
        WRITE_ACTIONS("write_actions"),
        WRITE_METADATA("write_metadata"),
        GOTO("goto_table");

        private final String text;

        Instruction(String text) {
            this.text = text;
        }
    }

    private ActionVerifier() {}

    /** What is wrong: the error of the protocol, and the words that a text gets. */
    private static OpenFlowException wrong(OpenFlowError error, String words) {
        return new OpenFlowException(error, words);
    }

    private static Instruction instruction(OfpAct action, int version) {
        if (action instanceof OfpAct.Meter) {
            return version >= 6 ? Instruction.APPLY : Instruction.METER;
        } else if (action instanceof OfpAct.ClearActions) {
            return Instruction.CLEAR;
        } else if (action instanceof OfpAct.WriteActions) {
            return Instruction.WRITE_ACTIONS;
        } else if (action instanceof OfpAct.WriteMetadata) {
            return Instruction.WRITE_METADATA;
        } else if (action instanceof OfpAct.GotoTable) {
            return Instruction.GOTO;
        }
        return Instruction.APPLY;
    }

    static boolean isApplied(OfpAct action, int version) {
        return instruction(action, version) == Instruction.APPLY;
    }

    private static String name(OfpAct action) {
        return ActionTable.kind(action).name();
    }

    /**
     * Check a list.
     *
     * @param outer the name of the action that it is in, null for the list of a flow
     * @param onlyActions whether instructions other than meter are errors
     */
    static void verify(List<OfpAct> actions, int version, boolean onlyActions, @Nullable String outer) {
        Instruction last = Instruction.METER;
        boolean isFirst = true;
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.Conjunction) {
                conjunctions(actions);
                return;
            }
            nested(action, outer);
            Instruction next = instruction(action, version);
            if (!isFirst && (last == Instruction.APPLY ? next.compareTo(last) < 0 : next.compareTo(last) <= 0)) {
                throw wrong(
                        OpenFlowError.OFPBAC_UNSUPPORTED_ORDER,
                        next == last
                                ? "duplicate " + last.text + " instruction not allowed, for OpenFlow 1.1+ compatibility"
                                : "invalid instruction ordering: " + next.text + " must appear before " + last.text
                                        + ", for OpenFlow 1.1+ compatibility");
            }
            if (onlyActions && next != Instruction.APPLY && next != Instruction.METER) {
                throw wrong(OpenFlowError.OFPBIC_UNSUP_INST, next.text + " instruction not allowed here");
            }
            last = next;
            isFirst = false;
        }
    }

    private static void conjunctions(List<OfpAct> actions) {
        for (OfpAct action : actions) {
            if (!(action instanceof OfpAct.Conjunction) && !(action instanceof OfpAct.Note)) {
                throw wrong(
                        OpenFlowError.NXBAC_BAD_CONJUNCTION,
                        "\"conjunction\" actions may be used along with \"note\" but not any other kind of action "
                                + "(such as the \"" + name(action) + "\" action used here)");
            }
        }
    }

    private static @Nullable Field target(OfpAct action) {
        if (action instanceof OfpAct.SetField set) {
            return set.field();
        }
        return action instanceof OfpAct.Move move ? move.target().field() : null;
    }

    private static void nested(OfpAct action, @Nullable String outer) {
        Field field = target(action);
        boolean isCt = "ct".equals(outer);
        boolean needsCt = field == Fields.CT_MARK || field == Fields.CT_LABEL;
        if (needsCt && !isCt) {
            throw wrong(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT, "cannot set CT fields outside of ct action");
        }
        if (action instanceof OfpAct.Nat) {
            if (!isCt) {
                throw wrong(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT, "Cannot have NAT action outside of \"ct\" action");
            }
            return;
        }
        if (outer != null && (isCt && field == null || action instanceof OfpAct.Meter)) {
            throw wrong(
                    OpenFlowError.OFPBAC_BAD_ARGUMENT, outer + " action doesn't support nested action " + name(action));
        }
        if (isCt && !needsCt) {
            throw wrong(
                    OpenFlowError.OFPBAC_BAD_ARGUMENT,
                    outer + " action doesn't support nested modification of " + field);
        }
    }
}
