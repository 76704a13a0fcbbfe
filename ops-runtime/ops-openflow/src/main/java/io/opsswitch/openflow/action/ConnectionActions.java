/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.KeyValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions of connection tracking; the translation of addresses in it: {@link NatAction}. */
final class ConnectionActions {

    private static final int COMMIT = 1;
    private static final int FORCE = 2;
    private static final int FTP = 21;
    private static final int TFTP = 69;
    private static final int CT_INVALID = 0x10;

    private ConnectionActions() {}

    static void register() {
        NatAction.register();
        ActionTable.kind(
                OfpAct.CtClear.class,
                "ct_clear",
                ActionOrder.CT_CLEAR,
                (action, out) -> out.put("ct_clear"),
                (action, out) -> out.empty(RawAction.CT_CLEAR));
        ActionTable.wire(RawAction.CT_CLEAR, (in, out) -> out.add(new OfpAct.CtClear()));
        ActionTable.word("ct_clear", (text, parse) -> parse.add(new OfpAct.CtClear()));
        ActionTable.kind(
                OfpAct.Ct.class,
                "ct",
                ActionOrder.CT,
                ConnectionActions::format,
                ConnectionActions::encode,
                ConnectionActions::check);
        ActionTable.wire(RawAction.CT, (in, out) -> out.add(decode(in)));
        ActionTable.word("ct", ConnectionActions::parse);
    }

    private static OfpAct check(OfpAct.Ct action, ActionChecks checks) {
        long protocol = checks.key().get(FlowField.IP_PROTO);
        boolean isInvalid = (checks.key().get(FlowField.CT_STATE) & CT_INVALID) != 0;
        if (!Prerequisite.IP.isMet(checks.key(), null)
                || isInvalid && action.isCommit()
                || action.alg() == FTP && protocol != 6
                || action.alg() == TFTP && protocol != 17) {
            throw ActionChecks.inconsistent("connection tracking does not fit the packets");
        }
        Subfield zone = action.zoneSource();
        if (zone != null) {
            checks.source(zone);
            return action;
        }
        return new OfpAct.Ct(
                action.isCommit(),
                action.isForce(),
                action.zone(),
                null,
                action.table(),
                action.alg(),
                checks.nested(action.actions()));
    }

    private static void format(OfpAct.Ct action, ActionText out) {
        out.put("ct(").put(action.isCommit() ? "commit," : "").put(action.isForce() ? "force," : "");
        if (action.table() != OfpAct.Ct.NO_TABLE) {
            out.put("table=").table(action.table()).put(",");
        }
        Subfield zone = action.zoneSource();
        if (zone != null) {
            out.put("zone=").put(zone.text()).put(",");
        } else if (action.zone() != 0) {
            out.put("zone=").put(action.zone()).put(",");
        }
        List<OfpAct> rest = action.actions();
        if (!rest.isEmpty() && rest.get(0) instanceof OfpAct.Nat nat) {
            ActionTable.kind(nat).format(nat, out);
            out.put(",");
            rest = rest.subList(1, rest.size());
        }
        if (!rest.isEmpty()) {
            out.put("exec(").actions(rest).put("),");
        }
        switch (action.alg()) {
            case 0 -> out.put("");
            case FTP -> out.put("alg=ftp,");
            case TFTP -> out.put("alg=tftp,");
            default -> out.put("alg=").put(action.alg()).put(",");
        }
        out.chomp().put(")");
    }

    private static void encode(OfpAct.Ct action, ActionOut out) {
        int start = out.begin(RawAction.CT);
        out.u16((action.isCommit() ? COMMIT : 0) | (action.isForce() ? FORCE : 0));
        Subfield zone = action.zoneSource();
        if (zone != null) {
            out.header(zone.field(), 0).offsetBits(zone);
        } else {
            out.u32(0).u16(action.zone());
        }
        out.u8(action.table()).zeros(3).u16(action.alg()).actions(action.actions());
        out.end(RawAction.CT, start);
    }

    private static OfpAct decode(ActionIn in) {
        int flags = in.u16();
        boolean isCommit = (flags & COMMIT) != 0;
        boolean isForce = (flags & FORCE) != 0;
        in.require(isCommit || !isForce, "force needs commit");
        int place = in.buffer().position();
        @Nullable Subfield zoneSource = null;
        int zone = 0;
        if (in.u32() == 0) {
            zone = in.u16();
        } else {
            in.buffer().position(place);
            Field field = in.shortField();
            zoneSource = in.source(ActionIn.subfield(field, in.u16()));
            if (zoneSource.bits() != 16) {
                throw in.bad(OpenFlowError.OFPBAC_BAD_SET_LEN, "a zone has 16 bits, not " + zoneSource.bits());
            }
        }
        int table = in.u8();
        in.skip(3);
        int alg = in.u16();
        List<OfpAct> actions = ActionCodec.nested(in, "ct");
        for (OfpAct action : actions) {
            boolean isBareNat = action instanceof OfpAct.Nat nat
                    && nat.flags() == 0
                    && nat.minimum().length() == 0;
            in.require(isCommit || isBareNat, "actions other than nat without arguments need commit");
        }
        return new OfpAct.Ct(isCommit, isForce, zone, zoneSource, table, alg, actions);
    }

    private static void parse(String text, ActionParse parse) {
        boolean isCommit = false;
        boolean isForce = false;
        int table = OfpAct.Ct.NO_TABLE;
        int zone = 0;
        @Nullable Subfield zoneSource = null;
        int alg = 0;
        List<OfpAct> actions = new ArrayList<>();
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            String value = pair.value();
            switch (pair.key()) {
                case "commit" -> isCommit = true;
                case "force" -> isForce = true;
                case "table" -> {
                    table = parse.table(value, "unknown table " + value);
                    if (table == OfpAct.Ct.NO_TABLE) {
                        throw new OfSyntaxException("invalid table 0xff");
                    }
                }
                case "zone" -> {
                    try {
                        zone = IntText.parse(value, "zone", 0xffff);
                    } catch (OfSyntaxException e) {
                        zoneSource = Subfield.parse(value);
                    }
                }
                case "alg" -> alg = alg(value);
                case "nat" -> actions.add(NatAction.parse(value));
                case "exec" -> actions.addAll(ActionParser.nested(value, parse, "ct"));
                default -> throw new OfSyntaxException("invalid argument to \"ct\" action: `" + pair.key() + "'");
            }
        }
        if (isForce && !isCommit) {
            throw new OfSyntaxException("\"force\" flag requires \"commit\" flag.");
        }
        parse.add(new OfpAct.Ct(isCommit, isForce, zone, zoneSource, table, alg, List.copyOf(actions)));
    }

    private static int alg(String text) {
        return switch (text) {
            case "ftp" -> FTP;
            case "tftp" -> TFTP;
            default -> throw new OfSyntaxException("invalid conntrack helper \"" + text + "\"");
        };
    }
}
