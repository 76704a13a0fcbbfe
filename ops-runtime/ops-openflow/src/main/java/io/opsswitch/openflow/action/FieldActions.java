/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.OxmReader;
import java.util.ArrayList;
import java.util.List;

/** Actions on any field: set, load, move, stack, and what takes an option out of a tunnel. */
final class FieldActions {

    private static final int PRESENT = 0x1000;

    private FieldActions() {}

    static void register() {
        setField();
        move();
        stack();
        deleteField();
    }

    private static void setField() {
        ActionTable.kind(
                OfpAct.SetField.class,
                "set_field",
                ActionOrder.SET,
                FieldActions::format,
                FieldActions::encode,
                (action, checks) -> {
                    boolean hasVlan = checks.setField(action);
                    return new OfpAct.SetField(action.field(), action.value(), action.mask(), action.form(), hasVlan);
                });
        ActionTable.wire(RawAction.SET_FIELD12, (in, out) -> out.add(decodeSetField(in, false)));
        ActionTable.wire(RawAction.SET_FIELD15, (in, out) -> out.add(decodeSetField(in, true)));
        ActionTable.wire(RawAction.REG_LOAD, (in, out) -> {
            int offsetBits = in.u16();
            Subfield target = in.target(ActionIn.subfield(in.shortField(), offsetBits));
            long value = in.u64();
            in.require(target.bits() == 64 || value >>> target.bits() == 0, "the value does not fit the field");
            out.add(load(target, value));
        });
        ActionTable.wire(RawAction.REG_LOAD2, (in, out) -> {
            OxmReader.Entry entry = new OxmReader(in.table, true).known(in.buffer(), true);
            in.zerosToEnd(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT);
            out.add(set(in, entry, OfpAct.SetField.Form.LOAD2));
        });
        ActionTable.word("set_field", FieldActions::parseSetField);
        ActionTable.word("load", FieldActions::parseLoad);
    }

    private static OfpAct set(ActionIn in, OxmReader.Entry entry, OfpAct.SetField.Form form) {
        Field field = entry.field();
        if (field == null || !field.isWritable()) {
            throw in.bad(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT, "the field " + field + " cannot be written");
        }
        byte[] mask = entry.mask() == null ? ByteBits.ones(entry.value().length) : entry.mask();
        return new OfpAct.SetField(field, Bytes.of(entry.value()), Bytes.of(mask), form, false);
    }

    private static OfpAct decodeSetField(ActionIn in, boolean allowMask) {
        OxmReader.Entry entry;
        try {
            entry = new OxmReader(in.table, true).known(in.buffer(), allowMask);
        } catch (OpenFlowException e) {
            throw e.error() == OpenFlowError.OFPBMC_BAD_MASK
                    ? in.bad(OpenFlowError.OFPBAC_BAD_SET_MASK, "has a mask")
                    : e;
        }
        in.zerosToEnd(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT);
        OfpAct.SetField action = (OfpAct.SetField) set(in, entry, OfpAct.SetField.Form.SET_FIELD);
        boolean isVlan = action.field() == Fields.VLAN_VID;
        long tag = isVlan
                ? ByteBits.get(action.value().toArray(), 0, 16)
                        & ByteBits.get(action.mask().toArray(), 0, 16)
                : PRESENT;
        if (action.field() == Fields.IN_PORT_OXM || !action.field().isValid(entry.value()) || (tag & PRESENT) == 0) {
            throw in.bad(OpenFlowError.OFPBAC_BAD_SET_ARGUMENT, "the field " + action.field() + " cannot be this");
        }
        return action;
    }

    static OfpAct load(Subfield target, long value) {
        byte[] bytes = new byte[target.field().bytes()];
        byte[] mask = new byte[bytes.length];
        ByteBits.put(bytes, target.from(), target.bits(), value);
        ByteBits.fill(mask, target.from(), target.bits());
        return new OfpAct.SetField(target.field(), Bytes.of(bytes), Bytes.of(mask), OfpAct.SetField.Form.LOAD, false);
    }

    /** The value and the target on the two sides of an arrow. */
    static String[] arrow(String text) {
        int arrow = text.indexOf("->");
        if (arrow < 0) {
            throw new OfSyntaxException(text + ": missing `->'");
        }
        if (arrow + 2 == text.length()) {
            throw new OfSyntaxException(text + ": missing field name following `->'");
        }
        return new String[] {text.substring(0, arrow), text.substring(arrow + 2)};
    }

    private static void parseSetField(String text, ActionParse parse) {
        String[] sides = arrow(text);
        Field field = Fields.byFlowName(sides[1]);
        if (field == null) {
            throw new OfSyntaxException(sides[1] + " is not a valid OXM field name");
        }
        if (!field.isWritable()) {
            throw new OfSyntaxException(sides[1] + " is read-only");
        }
        FieldText.Masked parsed = FieldText.parse(field, sides[0], parse.names);
        if (!field.isValid(parsed.value())) {
            throw new OfSyntaxException(sides[0] + " is not a valid value for field " + sides[1]);
        }
        parse.add(new OfpAct.SetField(
                field, Bytes.of(parsed.value()), Bytes.of(parsed.mask()), OfpAct.SetField.Form.SET_FIELD, false));
    }

    private static void parseLoad(String text, ActionParse parse) {
        String[] sides = arrow(text);
        Subfield target = Subfield.parse(sides[1]);
        byte[] number = FieldText.number(target.field(), sides[0]);
        if (number.length == 0) {
            throw new OfSyntaxException(text + ": cannot parse integer value");
        }
        if (ByteBits.width(number) > target.bits()) {
            throw new OfSyntaxException(text + ": value "
                    + FieldText.format(target.field(), number, null, OfNames.NONE) + " does not fit into "
                    + target.bits() + " bits");
        }
        byte[] value = new byte[number.length];
        byte[] mask = new byte[number.length];
        ByteBits.copy(number, 0, value, target.from(), target.bits());
        ByteBits.fill(mask, target.from(), target.bits());
        parse.add(
                new OfpAct.SetField(target.field(), Bytes.of(value), Bytes.of(mask), OfpAct.SetField.Form.LOAD, false));
    }

    /** The runs of up to 64 bits that a mask has. */
    private static List<Subfield> segments(OfpAct.SetField action) {
        byte[] mask = action.mask().toArray();
        int end = action.field().bits();
        List<Subfield> result = new ArrayList<>();
        for (int at = 0; at < end; ) {
            if (ByteBits.get(mask, at, 1) == 0) {
                at++;
                continue;
            }
            int start = at;
            while (at < end && at < start + Long.SIZE && ByteBits.get(mask, at, 1) != 0) {
                at++;
            }
            result.add(new Subfield(action.field(), start, at - start));
        }
        return result;
    }

    private static long value(OfpAct.SetField action, Subfield part) {
        return ByteBits.get(action.value().toArray(), part.from(), part.bits());
    }

    private static void format(OfpAct.SetField action, ActionText out) {
        if (action.form() != OfpAct.SetField.Form.LOAD) {
            byte[] value =
                    ByteBits.resize(action.value().toArray(), action.field().bytes());
            byte[] mask = action.mask().toArray();
            boolean isExact = ByteBits.isOnes(mask);
            byte[] look = isExact ? ByteBits.ones(value.length) : ByteBits.resize(mask, value.length);
            out.put("set_field:")
                    .put(FieldText.format(action.field(), value, look, out.names))
                    .put("->")
                    .put(action.field().name());
            return;
        }
        for (Subfield part : segments(action)) {
            out.put("load:").hex(value(action, part)).put("->").put(part.text()).put(",");
        }
        out.chomp();
    }

    private static void encode(OfpAct.SetField action, ActionOut out) {
        int version = out.version.number();
        if (version >= 6) {
            setField(action, out);
        } else if (action.form() != OfpAct.SetField.Form.SET_FIELD) {
            nicira(action, out);
        } else if (version < 3) {
            legacy(action, out);
        } else if (ByteBits.isOnes(action.mask().toArray())) {
            setField(action, out);
        } else {
            nicira(action, out);
        }
    }

    private static void setField(OfpAct.SetField action, ActionOut out) {
        RawAction raw = out.version.number() >= 6 ? RawAction.SET_FIELD15 : RawAction.SET_FIELD12;
        int start = out.begin(raw);
        out.entry(action.field(), out.version.number(), action.value(), action.mask())
                .end(raw, start);
    }

    /** Set all of a field of up to 64 bits, in OpenFlow 1.2 or later. */
    static void putSetField(ActionOut out, Field field, long number) {
        byte[] value = new byte[field.bytes()];
        ByteBits.put(value, 0, value.length * 8, number);
        Bytes mask = Bytes.of(ByteBits.ones(value.length));
        setField(new OfpAct.SetField(field, Bytes.of(value), mask, OfpAct.SetField.Form.SET_FIELD, false), out);
    }

    static void putLoad(ActionOut out, Field field, int from, int bits, long value) {
        int start = out.begin(RawAction.REG_LOAD);
        out.offsetBits(new Subfield(field, from, bits))
                .header(field, 0)
                .u64(value)
                .end(RawAction.REG_LOAD, start);
    }

    private static void nicira(OfpAct.SetField action, ActionOut out) {
        if (action.form() == OfpAct.SetField.Form.LOAD2
                || !ActionOut.isShort(action.field())
                || action.field().tunnelIndex() >= 0) {
            int start = out.begin(RawAction.REG_LOAD2);
            out.entry(action.field(), 0, action.value(), action.mask()).end(RawAction.REG_LOAD2, start);
            return;
        }
        for (Subfield part : segments(action)) {
            putLoad(out, action.field(), part.from(), part.bits(), value(action, part));
        }
    }

    /** The versions before set-field have actions of their own for some fields. */
    private static void legacy(OfpAct.SetField action, ActionOut out) {
        boolean is10 = out.version.number() == 1;
        byte[] bytes = action.value().toArray();
        long value = ByteBits.get(bytes, 0, Math.min(64, bytes.length * 8));
        switch (action.field().name()) {
            case "vlan_tci" -> legacyTag(action, (int) value, is10, out);
            case "vlan_vid" -> out.simple(is10 ? RawAction.SET_VLAN_VID10 : RawAction.SET_VLAN_VID11, 2, value & 0xfff);
            case "vlan_pcp" -> out.simple(is10 ? RawAction.SET_VLAN_PCP10 : RawAction.SET_VLAN_PCP11, 1, value);
            case "eth_src", "eth_dst" -> {
                RawAction raw = action.field() == Fields.ETH_SRC ? RawAction.SET_DL_SRC : RawAction.SET_DL_DST;
                int start = out.begin(raw);
                out.bytes(bytes).end(raw, start);
            }
            case "ip_src" -> out.simple(RawAction.SET_NW_SRC, 4, value);
            case "ip_dst" -> out.simple(RawAction.SET_NW_DST, 4, value);
            case "nw_tos" -> out.simple(RawAction.SET_NW_TOS, 1, value);
            case "ip_dscp" -> out.simple(RawAction.SET_NW_TOS, 1, value << 2);
            case "nw_ecn" -> HeaderActions.putEcn((int) value, out);
            case "tcp_src", "udp_src" -> out.simple(RawAction.SET_TP_SRC, 2, value);
            case "tcp_dst", "udp_dst" -> out.simple(RawAction.SET_TP_DST, 2, value);
            default -> nicira(action, out);
        }
    }

    private static void legacyTag(OfpAct.SetField action, int tci, boolean is10, ActionOut out) {
        if ((tci & FlowField.VLAN_PRESENT) == 0) {
            out.empty(is10 ? RawAction.STRIP_VLAN : RawAction.POP_VLAN);
            return;
        }
        if (!is10 && !action.flowHasVlan()) {
            out.simple(RawAction.PUSH_VLAN, 2, 0x8100);
        }
        out.simple(is10 ? RawAction.SET_VLAN_VID10 : RawAction.SET_VLAN_VID11, 2, tci & 0xfff);
        out.simple(is10 ? RawAction.SET_VLAN_PCP10 : RawAction.SET_VLAN_PCP11, 1, tci >> 13);
    }

    private static void move() {
        ActionTable.kind(
                OfpAct.Move.class,
                "move",
                ActionOrder.SET,
                (action, out) -> out.put("move:")
                        .put(action.source().text())
                        .put("->")
                        .put(action.target().text()),
                FieldActions::encode,
                (action, checks) -> {
                    checks.source(action.source());
                    checks.target(action.target());
                    return action;
                });
        ActionTable.wire(RawAction.REG_MOVE, (in, out) -> out.add(decodeMove(in, 0, 0)));
        ActionTable.wire(RawAction.COPY_FIELD, (in, out) -> out.add(decodeMove(in, 0, 2)));
        ActionTable.wire(RawAction.COPY_FIELD_ONF, (in, out) -> out.add(decodeMove(in, 2, 2)));
        ActionTable.word("move", (text, parse) -> parse.add(parseMove(text)));
    }

    static OfpAct.Move parseMove(String text) {
        Subfield source = Subfield.parsePrefix(text);
        int end = Subfield.end(text);
        if (!text.startsWith("->", end)) {
            throw new OfSyntaxException(text + ": missing `->' following source");
        }
        Subfield target = Subfield.parse(text.substring(end + 2));
        if (source.bits() != target.bits()) {
            throw new OfSyntaxException(text + ": source field is " + source.bits() + " bits wide but destination is "
                    + target.bits() + " bits wide");
        }
        return new OfpAct.Move(source, target, false);
    }

    private static OfpAct decodeMove(ActionIn in, int before, int behind) {
        in.skip(before);
        int bits = in.u16();
        int from = in.u16();
        int to = in.u16();
        in.skip(behind);
        Subfield source = new Subfield(in.field(), from, bits);
        Subfield target = new Subfield(in.field(), to, bits);
        in.zerosToEnd(OpenFlowError.NXBRC_MUST_BE_ZERO);
        return new OfpAct.Move(in.source(source), in.target(target), in.raw != RawAction.REG_MOVE);
    }

    private static void encode(OfpAct.Move action, ActionOut out) {
        int version = out.version.number();
        boolean isOnf = version == 4 && action.isOnfForm();
        RawAction raw = version >= 6 ? RawAction.COPY_FIELD : isOnf ? RawAction.COPY_FIELD_ONF : RawAction.REG_MOVE;
        int codes = raw == RawAction.REG_MOVE ? 0 : version;
        int start = out.begin(raw);
        out.zeros(isOnf ? 2 : 0)
                .u16(action.target().bits())
                .u16(action.source().from())
                .u16(action.target().from())
                .zeros(raw == RawAction.REG_MOVE ? 0 : 2)
                .header(action.source().field(), codes)
                .header(action.target().field(), codes)
                .end(raw, start);
    }

    private static void stack() {
        ActionTable.kind(
                OfpAct.Push.class,
                "push",
                ActionOrder.NEVER,
                (action, out) -> out.put("push:").put(action.source().text()),
                (action, out) -> stack(RawAction.STACK_PUSH, action.source(), out),
                (action, checks) -> {
                    checks.source(action.source());
                    return action;
                });
        ActionTable.kind(
                OfpAct.Pop.class,
                "pop",
                ActionOrder.NEVER,
                (action, out) -> out.put("pop:").put(action.target().text()),
                (action, out) -> stack(RawAction.STACK_POP, action.target(), out),
                (action, checks) -> {
                    checks.target(action.target());
                    return action;
                });
        ActionTable.wire(RawAction.STACK_PUSH, (in, out) -> out.add(new OfpAct.Push(in.source(decodeStack(in)))));
        ActionTable.wire(RawAction.STACK_POP, (in, out) -> out.add(new OfpAct.Pop(in.target(decodeStack(in)))));
        ActionTable.word("push", (text, parse) -> parse.add(new OfpAct.Push(stack(text))));
        ActionTable.word("pop", (text, parse) -> parse.add(new OfpAct.Pop(stack(text))));
    }

    private static Subfield stack(String text) {
        Subfield subfield = Subfield.parsePrefix(text);
        String rest = text.substring(Subfield.end(text));
        if (!rest.isEmpty()) {
            throw new OfSyntaxException(rest + ": trailing garbage following push or pop");
        }
        return subfield;
    }

    private static void stack(RawAction raw, Subfield subfield, ActionOut out) {
        int start = out.begin(raw);
        out.u16(subfield.from())
                .header(subfield.field(), 0)
                .u16(subfield.bits())
                .end(raw, start);
    }

    private static Subfield decodeStack(ActionIn in) {
        int from = in.u16();
        Field field = in.field();
        Subfield result = new Subfield(field, from, in.u16());
        in.zerosToEnd(OpenFlowError.NXBRC_MUST_BE_ZERO);
        return in.source(result);
    }

    private static void deleteField() {
        ActionTable.kind(
                OfpAct.DeleteField.class,
                "delete_field",
                ActionOrder.NEVER,
                (action, out) -> out.put("delete_field:").put(action.field().name()),
                (action, out) -> {
                    int start = out.begin(RawAction.DELETE_FIELD);
                    out.header(action.field(), 0).end(RawAction.DELETE_FIELD, start);
                },
                (action, checks) -> {
                    if (action.field().tunnelIndex() < 0) {
                        throw new OpenFlowException(
                                OpenFlowError.OFPBAC_BAD_ARGUMENT, "delete_field: only tun_metadata can be deleted");
                    }
                    return action;
                });
        ActionTable.wire(RawAction.DELETE_FIELD, (in, out) -> out.add(new OfpAct.DeleteField(in.field())));
        ActionTable.word("delete_field", (text, parse) -> {
            Field field = Fields.byName(text);
            if (field == null) {
                throw new OfSyntaxException("unknown field `" + text + "'");
            }
            parse.add(new OfpAct.DeleteField(field));
        });
    }
}
