/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.ActionChecks;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.group.Selection;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.group.GroupTable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The tables of a bridge, filled by texts as {@code ovs-ofctl} takes them. */
public final class TestTables {

    /** What controllers got. */
    public final List<PacketForController> packets = new ArrayList<>();
    /** The tags of changes that were reported. */
    public final List<Long> changes = new ArrayList<>();

    public final AtomicLong now = new AtomicLong(1_000_000);
    public final FlowTables tables = new FlowTables(now::get, new QueriedActions(), event -> changed());
    public final GroupTable groups = new GroupTable(tables, now::get, 1000);
    public final TablePipeline pipeline;

    public TestTables() {
        this(new PipelineSettings() {});
    }

    public TestTables(PipelineSettings settings) {
        tables.setResources(groups::contains, id -> true);
        pipeline = new TablePipeline(tables, groups, packets::add, settings, changes::add);
    }

    private void changed() {
        if (pipeline != null) {
            pipeline.changed();
        }
    }

    /** Add a flow to a table. */
    public void flow(int table, int priority, String match, String actions) {
        flow(FlowCommand.ADD, table, priority, 0, match, actions);
    }

    /** Change flows. */
    public void flow(FlowCommand command, int table, int priority, long cookie, String match, String actions) {
        Match parsed = MatchParser.parse(match, OfNames.NONE);
        List<OfpAct> checked = ActionChecks.check(
                ActionParser.parseInstructions(actions, OfNames.NONE),
                parsed,
                OfPorts.MAX,
                table,
                FlowTables.COUNT,
                OpenFlowVersion.OF10);
        tables.apply(
                FlowMod.of(command, table, parsed)
                        .priority(priority)
                        .cookie(cookie)
                        .actions(checked)
                        .build(),
                null);
    }

    /** Add a group; each bucket is its weight, a colon, and its actions. */
    public void group(int id, GroupType type, String method, String... buckets) {
        List<Bucket> all = new ArrayList<>();
        for (String bucket : buckets) {
            int colon = bucket.indexOf(':');
            List<OfpAct> actions = ActionParser.parseActions(bucket.substring(colon + 1), OfNames.NONE);
            int weight = Integer.parseInt(bucket.substring(0, colon));
            boolean fails = type == GroupType.FAST_FAILOVER;
            int watched = fails ? weight : OfPorts.NONE;
            all.add(new Bucket(all.size() + 1, fails ? 0 : weight, watched, GroupType.ANY_GROUP, actions));
        }
        Selection selection = method.isEmpty() ? null : new Selection(method, 0, new byte[0]);
        tables.apply(groups.change(new GroupMod(GroupCommand.ADD, type, id, GroupMod.ALL, all, selection)), null);
    }
}
