/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.MatchFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action that adds flows: on the wire, printed, checked. Its text is read by {@link LearnParser}. */
final class LearnActions {

    private static final int BITS = 0x7ff;
    private static final int KIND_SHIFT = 11;
    private static final int IMMEDIATE = 1 << 13;
    private static final int KNOWN = BITS | 3 << KIND_SHIFT | IMMEDIATE;
    private static final int NEW_FLAGS = 7;
    private static final int OLD_FLAGS = 3;

    private LearnActions() {}

    static void register() {
        ActionTable.kind(
                OfpAct.Learn.class,
                "learn",
                ActionOrder.NEVER,
                LearnActions::format,
                LearnActions::encode,
                LearnActions::check);
        ActionTable.wire(RawAction.LEARN, (in, out) -> out.add(decode(in, false)));
        ActionTable.wire(RawAction.LEARN2, (in, out) -> out.add(decode(in, true)));
        ActionTable.word("learn", (text, parse) -> parse.add(new LearnParser(text, parse).parse()));
    }

    private static OfpAct check(OfpAct.Learn action, ActionChecks checks) {
        FlowKey learned = new FlowKey();
        for (LearnSpec spec : action.specs()) {
            Subfield source = spec.source();
            if (source != null) {
                checks.source(source);
            }
            Subfield target = spec.target();
            if (target == null) {
                continue;
            }
            if (spec.kind() == LearnSpec.Kind.LOAD) {
                ActionChecks.writable(target);
            }
            ActionChecks.subfield(target);
            if (!target.field().prerequisite().isMet(learned, learned)) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBAC_MATCH_INCONSISTENT,
                        "learn: the flow has to match what the field " + target.field() + " needs");
            }
            if (source == null && spec.kind() == LearnSpec.Kind.MATCH) {
                byte[] bits = spec.value().toArray();
                for (int i = 0; i < target.bits(); i += Long.SIZE) {
                    int take = Math.min(Long.SIZE, target.bits() - i);
                    target.field().set(learned, target.from() + i, take, ByteBits.get(bits, i, take));
                }
            }
        }
        return action;
    }

    private static void format(OfpAct.Learn action, ActionText out) {
        out.put("learn(table=").table(action.table());
        number(",idle_timeout=", action.idle(), out);
        number(",hard_timeout=", action.hard(), out);
        number(",fin_idle_timeout=", action.finIdle(), out);
        number(",fin_hard_timeout=", action.finHard(), out);
        if (action.priority() != MatchFormatter.DEFAULT_PRIORITY) {
            out.put(",priority=").put(action.priority());
        }
        out.put((action.flags() & OfpAct.Learn.SEND_FLOW_REM) != 0 ? ",send_flow_rem" : "");
        out.put((action.flags() & OfpAct.Learn.DELETE_LEARNED) != 0 ? ",delete_learned" : "");
        if (action.cookie() != 0) {
            out.put(",cookie=").hex(action.cookie());
        }
        if (action.limit() != 0) {
            out.put(",limit=").unsigned(action.limit());
        }
        Subfield result = action.result();
        if (result != null) {
            out.put(",result_dst=").put(result.text());
        }
        action.specs().forEach(spec -> format(spec, out.put(",")));
        out.put(")");
    }

    private static void number(String name, int number, ActionText out) {
        if (number != 0) {
            out.put(name).put(number);
        }
    }

    private static void format(LearnSpec spec, ActionText out) {
        Subfield source = spec.source();
        Subfield target = spec.target();
        String value = source == null ? ByteBits.hex(spec.value().toArray()) : source.text();
        if (target == null) {
            out.put("output:").put(value);
        } else if (spec.kind() == LearnSpec.Kind.LOAD) {
            out.put("load:").put(value).put("->").put(target.text());
        } else if (source != null) {
            out.put(target.text()).put(source.equals(target) ? "" : "=" + value);
        } else if (target.isAll()) {
            Field field = target.field();
            byte[] bytes = ByteBits.resize(spec.value().toArray(), field.bytes());
            out.put(field.name()).put("=").put(FieldText.format(field, bytes, null, out.names));
        } else {
            out.put(target.text()).put("=").put(value);
        }
    }

    private static void encode(OfpAct.Learn action, ActionOut out) {
        Subfield result = action.result();
        boolean isNew = action.isNewForm() || action.limit() != 0 || result != null;
        RawAction raw = isNew ? RawAction.LEARN2 : RawAction.LEARN;
        int start = out.begin(raw);
        out.u16(action.idle())
                .u16(action.hard())
                .u16(action.priority())
                .u64(action.cookie())
                .u16(action.flags())
                .u8(action.table())
                .u8(0)
                .u16(action.finIdle())
                .u16(action.finHard());
        if (isNew) {
            out.u32(action.limit()).u16(result == null ? 0 : result.from()).u16(0);
        }
        if (result != null) {
            out.header(result.field(), 0);
        }
        action.specs().forEach(spec -> encode(spec, out));
        out.end(raw, start);
    }

    private static void encode(LearnSpec spec, ActionOut out) {
        Subfield source = spec.source();
        Subfield target = spec.target();
        out.u16(spec.bits() | spec.kind().ordinal() << KIND_SHIFT | (source == null ? IMMEDIATE : 0));
        if (source == null) {
            out.bytes(ByteBits.resize(spec.value().toArray(), (spec.bits() + 15) / 16 * 2));
        } else {
            out.header(source.field(), 0).u16(source.from());
        }
        if (target != null) {
            out.header(target.field(), 0).u16(target.from());
        }
    }

    private static OfpAct decode(ActionIn in, boolean isNew) {
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        long cookie = in.u64();
        int flags = in.u16();
        int table = in.u8();
        in.require(in.u8() == 0, "a byte that has to be zero is not");
        in.require(table != 0xff, "no flow can be learned in table 255");
        int finIdle = in.u16();
        int finHard = in.u16();
        in.require((flags & ~(isNew ? NEW_FLAGS : OLD_FLAGS)) == 0, "the flags " + flags + " are not known");
        int limit = isNew ? in.u32() : 0;
        int resultFrom = isNew ? in.u16() : 0;
        if (isNew) {
            in.zeros(2, OpenFlowError.NXBAC_MUST_BE_ZERO);
        }
        @Nullable Subfield result = null;
        if ((flags & OfpAct.Learn.WRITE_RESULT) != 0) {
            result = in.target(new Subfield(in.field(), resultFrom, 1));
        } else {
            in.require(resultFrom == 0, "a bit for the result without its flag");
        }
        List<LearnSpec> specs = new ArrayList<>();
        while (in.remaining() >= 2) {
            int header = in.u16();
            if (header == 0) {
                break;
            }
            specs.add(decode(in, header));
        }
        in.zerosToEnd(OpenFlowError.OFPBAC_BAD_ARGUMENT);
        return new OfpAct.Learn(
                idle, hard, finIdle, finHard, priority, cookie, flags, table, limit, result, List.copyOf(specs), isNew);
    }

    private static LearnSpec decode(ActionIn in, int header) {
        int bits = header & BITS;
        int kind = header >> KIND_SHIFT & 3;
        boolean isImmediate = (header & IMMEDIATE) != 0;
        in.require((header & ~KNOWN) == 0 && (kind < 2 || kind == 2 && !isImmediate), "a clause is not known");
        int room = (isImmediate ? (bits + 15) / 16 * 2 : 6) + (kind < 2 ? 6 : 0);
        if (in.remaining() < room) {
            throw in.bad(OpenFlowError.OFPBAC_BAD_LEN, "a clause is cut off");
        }
        Bytes value = Bytes.EMPTY;
        @Nullable Subfield source = null;
        if (isImmediate) {
            value = Bytes.of(ByteBits.resize(in.bytes((bits + 15) / 16 * 2), (bits + 7) / 8));
        } else {
            source = in.source(new Subfield(in.shortField(), in.u16(), bits));
        }
        Subfield target = kind < 2 ? in.source(new Subfield(in.shortField(), in.u16(), bits)) : null;
        return new LearnSpec(LearnSpec.Kind.values()[kind], bits, source, value, target);
    }
}
