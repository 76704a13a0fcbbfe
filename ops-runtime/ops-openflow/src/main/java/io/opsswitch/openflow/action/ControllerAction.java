/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.match.KeyValues;
import java.util.List;
import java.util.Locale;

/** The action that sends packets to controllers, in its two forms: fixed fields, and properties. */
final class ControllerAction {

    private static final List<String> REASONS = List.of(
            "no_match", "action", "invalid_ttl", "action_set", "group", "packet_out", "explicit_miss", "implicit_miss");

    private static final int MAX_LEN = 0;
    private static final int CONTROLLER_ID = 1;
    private static final int REASON = 2;
    private static final int USERDATA = 3;
    private static final int PAUSE = 4;
    private static final int METER_ID = 5;

    private ControllerAction() {}

    static void register() {
        ActionTable.kind(
                OfpAct.Controller.class,
                "controller",
                ActionOrder.NEVER,
                ControllerAction::format,
                ControllerAction::encode);
        ActionTable.wire(RawAction.CONTROLLER, (in, out) -> {
            int length = in.u16();
            int id = in.u16();
            out.add(new OfpAct.Controller(length, id, in.u8(), Bytes.EMPTY, false, OfpAct.Controller.NO_METER, false));
        });
        ActionTable.wire(RawAction.CONTROLLER2, (in, out) -> out.add(decode(in)));
        ActionTable.word("controller", ControllerAction::parse);
    }

    private static boolean isPlain(OfpAct.Controller action) {
        return action.userdata().length() == 0 && !action.isPause() && action.meter() == OfpAct.Controller.NO_METER;
    }

    private static void format(OfpAct.Controller action, ActionText out) {
        if (isPlain(action) && action.reason() == OfpAct.Controller.REASON_ACTION && action.id() == 0) {
            out.put("CONTROLLER:").put(action.maxLength());
            return;
        }
        out.put("controller(");
        if (action.reason() != OfpAct.Controller.REASON_ACTION) {
            int reason = action.reason();
            out.put("reason=")
                    .put(reason < REASONS.size() ? REASONS.get(reason) : reason)
                    .put(",");
        }
        if (action.maxLength() != 0xffff) {
            out.put("max_len=").put(action.maxLength()).put(",");
        }
        if (action.id() != 0) {
            out.put("id=").put(action.id()).put(",");
        }
        if (action.userdata().length() > 0) {
            out.put("userdata=").dotted(action.userdata().toArray()).put(",");
        }
        if (action.isPause()) {
            out.put("pause,");
        }
        if (action.meter() != OfpAct.Controller.NO_METER) {
            out.put("meter_id=").unsigned(action.meter()).put(",");
        }
        out.chomp().put(")");
    }

    private static void encode(OfpAct.Controller action, ActionOut out) {
        if (isPlain(action) && !action.isNewForm()) {
            int start = out.begin(RawAction.CONTROLLER);
            out.u16(action.maxLength()).u16(action.id()).u8(action.reason()).end(RawAction.CONTROLLER, start);
            return;
        }
        int start = out.begin(RawAction.CONTROLLER2);
        out.zeros(6);
        if (action.maxLength() != 0xffff) {
            out.u16(MAX_LEN).u16(6).u16(action.maxLength()).zeros(2);
        }
        if (action.id() != 0) {
            out.u16(CONTROLLER_ID).u16(6).u16(action.id()).zeros(2);
        }
        if (action.reason() != OfpAct.Controller.REASON_ACTION) {
            out.u16(REASON).u16(5).u8(action.reason()).zeros(3);
        }
        if (action.userdata().length() > 0) {
            int length = 4 + action.userdata().length();
            out.u16(USERDATA).u16(length).bytes(action.userdata().toArray()).zeros(-length & 7);
        }
        if (action.isPause()) {
            out.u16(PAUSE).u16(4).zeros(4);
        }
        if (action.meter() != OfpAct.Controller.NO_METER) {
            out.u16(METER_ID).u16(8).u32(action.meter());
        }
        out.end(RawAction.CONTROLLER2, start);
    }

    private static OfpAct decode(ActionIn in) {
        in.zeros(6, OpenFlowError.NXBRC_MUST_BE_ZERO);
        int maxLength = 0xffff;
        int id = 0;
        int reason = OfpAct.Controller.REASON_ACTION;
        Bytes userdata = Bytes.EMPTY;
        boolean isPause = false;
        int meter = OfpAct.Controller.NO_METER;
        while (in.remaining() > 0) {
            int available = in.remaining();
            int type = available < 4 ? 0 : in.u16();
            int length = available < 4 ? 0 : in.u16();
            int padded = (length + 7) / 8 * 8;
            if (length < 4 || padded > available) {
                throw in.bad(OpenFlowError.OFPBPC_BAD_LEN, "a property has " + length + " bytes");
            }
            byte[] payload = in.bytes(length - 4);
            in.skip(padded - length);
            switch (type) {
                case MAX_LEN -> maxLength = (int) number(in, payload, 2);
                case CONTROLLER_ID -> id = (int) number(in, payload, 2);
                case REASON -> reason = (int) number(in, payload, 1);
                case USERDATA -> userdata = Bytes.of(payload);
                case PAUSE -> isPause = true;
                case METER_ID -> meter = (int) number(in, payload, 4);
                default -> throw in.bad(OpenFlowError.OFPBPC_BAD_TYPE, "property " + type + " is not known");
            }
        }
        return new OfpAct.Controller(maxLength, id, reason, userdata, isPause, meter, true);
    }

    private static long number(ActionIn in, byte[] payload, int bytes) {
        // A property of 16 or 8 bits may be padded, which its length does not count.
        if (payload.length != bytes) {
            throw in.bad(OpenFlowError.OFPBPC_BAD_LEN, "a property has " + payload.length + " bytes");
        }
        return ByteBits.get(payload, 0, bytes * 8);
    }

    private static void parse(String text, ActionParse parse) {
        int maxLength = 0xffff;
        int id = 0;
        int reason = OfpAct.Controller.REASON_ACTION;
        byte[] userdata = new byte[0];
        boolean hasUserdata = false;
        boolean isPause = false;
        int meter = OfpAct.Controller.NO_METER;
        if (text.matches("[0-9]+")) {
            maxLength = IntText.parse(text, "max_len", 0xffff);
        } else {
            KeyValues pairs = new KeyValues(text);
            for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
                String value = pair.value();
                switch (pair.key()) {
                    case "reason" -> {
                        reason = REASONS.indexOf(value.toLowerCase(Locale.ROOT));
                        if (reason < 0) {
                            throw new OfSyntaxException("unknown reason \"" + value + "\"");
                        }
                    }
                    case "max_len" -> maxLength = IntText.parse(value, "max_len", 0xffff);
                    case "id" -> id = IntText.parse(value, "id", 0xffff);
                    case "userdata" -> {
                        hasUserdata = true;
                        userdata = ActionParse.hexBytes(value, "bad hex digit in `controller' action `userdata'");
                    }
                    case "pause" -> isPause = true;
                    case "meter_id" -> meter = IntText.parse32(value);
                    default ->
                        throw new OfSyntaxException("unknown key \"" + pair.key() + "\" parsing controller action");
                }
            }
        }
        boolean isOutput = reason == OfpAct.Controller.REASON_ACTION
                && id == 0
                && !hasUserdata
                && !isPause
                && meter == OfpAct.Controller.NO_METER;
        parse.add(
                isOutput
                        ? new OfpAct.Output(OfPorts.CONTROLLER, maxLength)
                        : new OfpAct.Controller(maxLength, id, reason, Bytes.of(userdata), isPause, meter, false));
    }
}
