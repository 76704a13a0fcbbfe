/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.TlvLayout;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instructions: what stands beside lists of actions from OpenFlow 1.1 on, and is an action, or cannot be said, before. */
final class InstructionActions {

    private static final int GOTO_TABLE = 1;
    private static final int WRITE_METADATA = 2;
    private static final int WRITE_ACTIONS = 3;
    private static final int APPLY_ACTIONS = 4;
    private static final int CLEAR_ACTIONS = 5;
    private static final int METER = 6;
    private static final int EXPERIMENTER = 0xffff;
    /** The highest number of a meter. */
    private static final int MAX_METER = 0xffff0000;

    private InstructionActions() {}

    static void register() {
        meter();
        sets();
        metadata();
        gotoTable();
    }

    private static void meter() {
        ActionTable.kind(
                OfpAct.Meter.class,
                "meter",
                ActionOrder.NEVER,
                (action, out) -> out.put("meter:").unsigned(action.id()),
                (action, out) -> {
                    int version = out.version.number();
                    if (version >= 6) {
                        out.simple(RawAction.METER, 4, action.id());
                    } else if (version >= 4) {
                        out.u16(METER).u16(8).u32(action.id());
                    }
                },
                (action, checks) -> {
                    if (action.id() == 0 || Integer.compareUnsigned(action.id(), MAX_METER) > 0) {
                        throw new OpenFlowException(
                                OpenFlowError.OFPMMFC_INVALID_METER,
                                "no meter is " + Integer.toUnsignedString(action.id()));
                    }
                    return action;
                });
        ActionTable.wire(RawAction.METER, (in, out) -> out.add(new OfpAct.Meter(in.argument(4))));
        ActionTable.word("meter", (text, parse) -> parse.add(new OfpAct.Meter(IntText.parse32(text))));
    }

    private static void sets() {
        ActionTable.kind(
                OfpAct.ClearActions.class,
                "clear_actions",
                ActionOrder.NEVER,
                (action, out) -> out.put("clear_actions"),
                (action, out) -> {
                    if (out.version.number() > 1) {
                        out.u16(CLEAR_ACTIONS).u16(8).zeros(4);
                    }
                });
        ActionTable.word("clear_actions", (text, parse) -> parse.add(new OfpAct.ClearActions()));
        ActionTable.kind(
                OfpAct.WriteActions.class,
                "write_actions",
                ActionOrder.NEVER,
                (action, out) ->
                        out.put("write_actions(").actions(action.actions()).put(")"),
                (action, out) -> {
                    if (out.version.number() > 1) {
                        putActions(WRITE_ACTIONS, action.actions(), out);
                    }
                },
                (action, checks) -> new OfpAct.WriteActions(checks.later(action.actions())));
        ActionTable.word(
                "write_actions",
                (text, parse) -> parse.add(new OfpAct.WriteActions(ActionParser.nested(text, parse, "write_actions"))));
    }

    private static void metadata() {
        ActionTable.kind(
                OfpAct.WriteMetadata.class,
                "write_metadata",
                ActionOrder.NEVER,
                (action, out) -> {
                    out.put("write_metadata:").hex(action.metadata());
                    if (action.mask() != -1) {
                        out.put("/").hex(action.mask());
                    }
                },
                (action, out) -> {
                    if (out.version == OpenFlowVersion.OF10) {
                        int start = out.begin(RawAction.WRITE_METADATA);
                        out.zeros(6).u64(action.metadata()).u64(action.mask()).end(RawAction.WRITE_METADATA, start);
                    } else {
                        out.u16(WRITE_METADATA)
                                .u16(24)
                                .zeros(4)
                                .u64(action.metadata())
                                .u64(action.mask());
                    }
                });
        ActionTable.wire(RawAction.WRITE_METADATA, (in, out) -> {
            in.zeros(6, OpenFlowError.NXBRC_MUST_BE_ZERO);
            out.add(new OfpAct.WriteMetadata(in.u64(), in.u64()));
        });
        ActionTable.word("write_metadata", (text, parse) -> {
            int slash = text.indexOf('/');
            long mask = slash < 0 ? -1 : IntText.parse64(text.substring(slash + 1));
            parse.add(new OfpAct.WriteMetadata(IntText.parse64(slash < 0 ? text : text.substring(0, slash)), mask));
        });
    }

    private static void gotoTable() {
        ActionTable.kind(
                OfpAct.GotoTable.class,
                "goto_table",
                ActionOrder.NEVER,
                (action, out) -> out.put("goto_table:").table(action.table()),
                (action, out) -> {
                    if (out.version == OpenFlowVersion.OF10) {
                        int start = out.begin(RawAction.RESUBMIT_TABLE);
                        out.u16(OfPorts.IN_PORT).u8(action.table()).end(RawAction.RESUBMIT_TABLE, start);
                    } else {
                        out.u16(GOTO_TABLE).u16(8).u8(action.table()).zeros(3);
                    }
                },
                (action, checks) -> {
                    checks.laterTable(action.table());
                    return action;
                });
        ActionTable.word(
                "goto_table",
                (text, parse) -> parse.add(new OfpAct.GotoTable(parse.table(text, "unknown table \"" + text + "\""))));
    }

    private static void putActions(int instruction, List<OfpAct> actions, ActionOut out) {
        int start = out.position();
        out.u16(instruction).u16(0).zeros(4).actions(actions);
        if (out.position() == start + 8) {
            out.truncate(start);
        } else {
            out.set16(start + 2, out.position() - start);
        }
    }

    /** Write a list as instructions: what is actions goes into one of them. */
    static void write(List<OfpAct> actions, ActionOut out) {
        int version = out.version.number();
        for (int i = 0; i < actions.size(); ) {
            int end = i;
            while (end < actions.size() && ActionVerifier.isApplied(actions.get(end), version)) {
                end++;
            }
            if (end > i) {
                putActions(APPLY_ACTIONS, actions.subList(i, end), out);
                i = end;
            } else {
                OfpAct action = actions.get(i++);
                ActionTable.kind(action).encode(action, out);
            }
        }
    }

    private static OpenFlowException wrong(OpenFlowError error, String why) {
        return new OpenFlowException(error, "instructions: " + why);
    }

    /** Read instructions; each kind may be there once, in any order. */
    static List<OfpAct> read(ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table) {
        @Nullable ByteBuffer[] found = new ByteBuffer[METER + 1];
        while (in.hasRemaining()) {
            int start = in.position();
            int length = in.remaining() < 8 ? 0 : in.getShort(start + 2) & 0xffff;
            if (length < 8 || length % 8 != 0 || length > in.remaining()) {
                throw wrong(OpenFlowError.OFPBIC_BAD_LEN, "one has " + length + " bytes");
            }
            int type = in.getShort(start) & 0xffff;
            checkType(type, length, version);
            if (found[type] != null) {
                throw wrong(OpenFlowError.OFPBIC_DUP_INST, "the type " + type + " is there twice");
            }
            found[type] = in.slice(start + 4, length - 4);
            in.position(start + length);
        }
        return list(found, version, table);
    }

    private static void checkType(int type, int length, OpenFlowVersion version) {
        if (type == EXPERIMENTER) {
            throw wrong(OpenFlowError.OFPBIC_BAD_EXPERIMENTER, "none of experimenters are known");
        }
        boolean isMeter = type == METER && version.number() >= 6;
        if (type < GOTO_TABLE || type > METER || isMeter) {
            throw wrong(OpenFlowError.OFPBIC_UNKNOWN_INST, "the type " + type + " is not known");
        }
        boolean isLong = type == WRITE_ACTIONS || type == APPLY_ACTIONS;
        if (!isLong && length != (type == WRITE_METADATA ? 24 : 8)) {
            throw wrong(OpenFlowError.OFPBIC_BAD_LEN, "one of type " + type + " has " + length + " bytes");
        }
    }

    private static List<OfpAct> list(@Nullable ByteBuffer[] found, OpenFlowVersion version, @Nullable TlvLayout table) {
        List<OfpAct> result = new ArrayList<>();
        ByteBuffer meter = found[METER];
        if (meter != null) {
            result.add(new OfpAct.Meter(meter.getInt()));
        }
        ByteBuffer apply = found[APPLY_ACTIONS];
        if (apply != null) {
            result.addAll(ActionCodec.read(apply.position(4), version, table, 0));
        }
        if (found[CLEAR_ACTIONS] != null) {
            result.add(new OfpAct.ClearActions());
        }
        ByteBuffer write = found[WRITE_ACTIONS];
        if (write != null) {
            List<OfpAct> actions = ActionCodec.read(write.position(4), version, table, 0);
            for (OfpAct action : actions) {
                if (!ActionSet.allows(action)) {
                    throw wrong(
                            OpenFlowError.OFPBAC_BAD_TYPE,
                            ActionTable.kind(action).name() + " may not be in an action set");
                }
            }
            result.add(new OfpAct.WriteActions(actions));
        }
        ByteBuffer metadata = found[WRITE_METADATA];
        if (metadata != null) {
            result.add(new OfpAct.WriteMetadata(metadata.getLong(4), metadata.getLong(12)));
        }
        ByteBuffer next = found[GOTO_TABLE];
        if (next != null) {
            result.add(new OfpAct.GotoTable(next.get(0) & 0xff));
        }
        return List.copyOf(result);
    }
}
