/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.LearnSpec;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.MatchBits;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.MatchBuilder;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.LearnedFlows;
import java.util.ArrayList;
import java.util.List;

/** Actions by which packets change flows: {@code learn} and {@code fin_timeout}. Stateless. */
final class LearnWalk {

    private static final int FIN_OR_RST = 5;
    private static final int PORT_BITS = 16;

    private LearnWalk() {}

    /** Do {@code learn}: at once if a packet is there, and again whenever packets have taken the installed flow. */
    static void learn(TableWalk walk, OfpAct.Learn action) {
        Journey journey = walk.journey;
        for (LearnSpec spec : action.specs()) {
            Subfield source = spec.source();
            if (source != null) {
                FieldWrites.look(walk, source);
            }
        }
        if (journey.purpose == Purpose.EXPLANATION) {
            journey.warn("suppressing side effects, so learn action ignored");
            return;
        }
        FlowTables tables = walk.pipeline().tables();
        FlowMod mod = flowMod(walk, action);
        boolean isThere;
        try {
            isThere = journey.mayLearn() && journey.purpose != Purpose.STAGED
                    ? LearnedFlows.learn(tables, mod, action.limit())
                    : action.limit() == 0 || LearnedFlows.mayLearn(tables, mod, action.limit());
        } catch (OpenFlowException e) {
            journey.reportError("LEARN action execution failed (" + e.error().name() + ").");
            return;
        }
        // That packets learned the flow decides about them, and there are none to learn it again.
        journey.isPassing |=
                journey.purpose == Purpose.REVALIDATION && action.limit() != 0 && !LearnedFlows.isThere(tables, mod);
        Subfield result = action.result();
        if (result != null) {
            FieldWrites.load(walk, result, isThere ? 1 : 0);
            FieldWrites.report(walk, result);
        }
        if (isThere) {
            journey.effect((packets, bytes, used) -> LearnedFlows.learn(tables, mod, action.limit()));
        } else {
            journey.note("Limit exceeded, learn failed");
        }
    }

    /** Return the change of flows that a packet asks for. */
    private static FlowMod flowMod(TableWalk walk, OfpAct.Learn action) {
        MatchBuilder match = new MatchBuilder(walk.pipeline().settings().tunnelOptions());
        List<OfpAct> actions = new ArrayList<>();
        if (action.finIdle() != 0 || action.finHard() != 0) {
            actions.add(new OfpAct.FinTimeout(action.finIdle(), action.finHard()));
        }
        for (LearnSpec spec : action.specs()) {
            Subfield source = spec.source();
            Bytes value = source == null ? spec.value() : FieldWrites.read(walk, source);
            Subfield target = spec.target();
            if (target == null) {
                output(value, actions);
            } else if (spec.kind() == LearnSpec.Kind.MATCH) {
                match(match, target, value);
            } else {
                actions.add(load(target, value));
            }
        }
        boolean tells = (action.flags() & OfpAct.Learn.SEND_FLOW_REM) != 0;
        return new FlowMod(
                FlowCommand.MODIFY_STRICT,
                action.table(),
                match.build(),
                action.priority(),
                0,
                0,
                action.cookie(),
                action.cookie() != FlowMod.NO_COOKIE,
                action.idle(),
                action.hard(),
                0,
                FlowMod.NO_BUFFER,
                OfPorts.NONE,
                FlowMod.ANY_GROUP,
                tells ? FlowFlags.SEND_FLOW_REMOVED : 0,
                List.copyOf(actions));
    }

    private static void output(Bytes value, List<OfpAct> actions) {
        byte[] bytes = value.toArray();
        if (ByteBits.width(bytes) > PORT_BITS) {
            return;
        }
        int port = (int) ByteBits.get(ByteBits.resize(bytes, Long.BYTES), 0, PORT_BITS);
        if (port < OfPorts.MAX
                || port == OfPorts.IN_PORT
                || port == OfPorts.FLOOD
                || port == OfPorts.LOCAL
                || port == OfPorts.ALL) {
            actions.add(new OfpAct.Output(port, 0));
        }
    }

    private static void match(MatchBuilder match, Subfield target, Bytes value) {
        Field field = target.field();
        byte[] is = field.tunnelIndex() >= 0 ? new byte[field.bytes()] : field.value(match.value());
        byte[] look = field.tunnelIndex() >= 0 ? new byte[field.bytes()] : MatchBits.mask(field, match.mask());
        copy(value, target, is);
        ByteBits.fill(look, target.from(), target.bits());
        if (target.isAll() && field != Fields.VLAN_TCI) {
            // The bits beyond those that count are not looked at by a match on all of them.
            ByteBits.fill(look, 0, look.length * 8);
        }
        match.set(field, is, look);
        if (field.prerequisite() != Prerequisite.NONE) {
            match.impliedBy(field);
        }
    }

    private static OfpAct load(Subfield target, Bytes value) {
        byte[] bytes = new byte[target.field().bytes()];
        byte[] mask = new byte[bytes.length];
        copy(value, target, bytes);
        ByteBits.fill(mask, target.from(), target.bits());
        return new OfpAct.SetField(target.field(), Bytes.of(bytes), Bytes.of(mask), OfpAct.SetField.Form.LOAD, false);
    }

    private static void copy(Bytes value, Subfield target, byte[] to) {
        byte[] bytes = ByteBits.resize(value.toArray(), (target.bits() + 7) / 8);
        ByteBits.copy(bytes, 0, to, target.from(), target.bits());
    }

    /** Do {@code fin_timeout}: when a connection ends, its flow need not stay as long as it would. */
    static void finTimeout(TableWalk walk, OfpAct.FinTimeout action) {
        Journey journey = walk.journey;
        journey.mask.matchAll(FlowField.IP_PROTO);
        FlowRule rule = walk.rule;
        if (Prerequisite.TCP.isMet(journey.flow, null)) {
            // Datapaths do not tell the flags of packets that took a flow: those that matter get a flow of their own.
            journey.mask.set(FlowField.TCP_FLAGS, journey.mask.get(FlowField.TCP_FLAGS) | FIN_OR_RST);
        }
        boolean ends = (journey.flow.get(FlowField.TCP_FLAGS) & FIN_OR_RST) != 0;
        if (rule != null && ends && journey.mayLearn()) {
            FlowTables tables = walk.pipeline().tables();
            if (journey.purpose == Purpose.STAGED) {
                journey.effect((packets, bytes, used) -> tables.reduceTimeouts(rule, action.idle(), action.hard()));
            } else {
                tables.reduceTimeouts(rule, action.idle(), action.hard());
            }
        }
    }
}
