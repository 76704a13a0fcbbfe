/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.ActionChecks;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import io.opsswitch.vswitchd.xlate.TraceText;
import io.opsswitch.vswitchd.xlate.Translation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that explain what would happen to a packet: {@code ofproto/trace}, {@code ofproto/trace-packet-out}. */
final class TraceCommand {

    private final SwitchCommands switches;

    private TraceCommand(SwitchCommands switches) {
        this.switches = switches;
    }

    static void register(ControlCommands commands, SwitchCommands switches) {
        TraceCommand here = new TraceCommand(switches);
        commands.register(
                "ofproto/trace",
                "{[dp_name] odp_flow | bridge br_flow} [OPTIONS...] [-generate|packet]",
                1,
                Integer.MAX_VALUE,
                here::trace);
        commands.register(
                "ofproto/trace-packet-out",
                "[-consistent] {[dp_name] odp_flow | bridge br_flow} [OPTIONS...] [-generate|packet] actions",
                2,
                Integer.MAX_VALUE,
                here::tracePacketOut);
    }

    private String trace(List<String> args) throws ControlException {
        TraceSubject subject = TraceSubject.read(switches, args, false);
        return explain(subject, null);
    }

    private String tracePacketOut(List<String> args) throws ControlException {
        List<OfpAct> actions;
        try {
            actions = ActionParser.parseActions(args.get(args.size() - 1), OfNames.NONE);
        } catch (OfSyntaxException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        TraceSubject subject = TraceSubject.read(switches, args.subList(0, args.size() - 1), true);
        FlowKey all = new FlowKey();
        for (int word = 0; word < FlowKey.WORDS; word++) {
            all.setWord(word, -1L);
        }
        List<OfpAct> checked;
        try {
            OpenFlowVersion version = subject.isConsistent() ? OpenFlowVersion.OF11 : OpenFlowVersion.OF10;
            Match packet = Match.of(subject.flow(), all);
            checked = ActionChecks.check(actions, packet, OfPorts.MAX, 0, FlowTables.COUNT, version);
        } catch (OpenFlowException e) {
            throw new ControlException("Bad actions: " + e.error().name());
        }
        return explain(subject, checked);
    }

    private static String explain(TraceSubject subject, @Nullable List<OfpAct> actions) {
        Backer backer = subject.backer();
        FlowKey flow = backer.translator().seen(subject.flow());
        Translation translation = backer.translator()
                .explain(
                        backer.snapshot(),
                        subject.bridge(),
                        flow.copy(),
                        actions,
                        subject.isThere(),
                        subject.hasNames());
        backer.translator().release(translation);
        PortNames ports = subject.hasNames() ? PortNames.of(backer.datapath().ports()) : PortNames.NONE;
        OfNames names = subject.hasNames() ? subject.names() : OfNames.NONE;
        TlvLayout options =
                subject.bridge().pipeline() instanceof TablePipeline tables ? tables.tunnelOptions() : TlvLayout.NONE;
        return TraceText.of(flow, options, translation, names, ports);
    }
}
