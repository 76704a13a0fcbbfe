/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bench;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.action.ActionParser;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.group.GroupTable;
import io.opsswitch.vswitchd.xlate.PipelineSettings;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Translations of packets by flow tables: what a packet costs that the datapath does not know. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class TranslationBenchmark {

    private static final int KEYS = 1024;
    private static final int NETWORK = 0x0a000000;
    private static final int UDP = 17;

    /** How many tables a packet passes through; the last one has the routes. */
    @Param({"1", "20"})
    public int tables;

    /** How many routes there are. */
    @Param({"1000"})
    public int routes;

    private final Translator translator = new Translator(() -> 1);
    private final FlowKey[] keys = new FlowKey[KEYS];
    private SwitchSnapshot snapshot = SwitchSnapshot.EMPTY;
    private int next;

    /** Fill the tables. */
    @Setup
    public void fill() {
        FlowTables flows = new FlowTables(() -> 1, new QueriedActions(), event -> {});
        GroupTable groups = new GroupTable(flows, () -> 1, 1);
        TablePipeline pipeline =
                new TablePipeline(flows, groups, packet -> {}, new PipelineSettings() {}, tags -> {});
        for (int table = 0; table + 1 < tables; table++) {
            add(flows, table, "ip", "set_field:" + table + "->reg0,resubmit(," + (table + 1) + ")");
        }
        for (int route = 0; route < routes; route++) {
            String network = "10." + (route >> 8) + "." + (route & 255) + ".0/24";
            add(flows, tables - 1, "ip,nw_dst=" + network, "set_field:02:00:00:00:00:09->eth_dst,dec_ttl,output:2");
        }
        List<Bundle> bundles = new ArrayList<>();
        for (int port = 1; port <= 2; port++) {
            OfPort each = OfPort.of("p" + port, "dummy", port, port);
            bundles.add(new Bundle("p" + port, new UUID(0, port), VlanSettings.TRUNK_ALL, false, List.of(each)));
        }
        MacTable learned = new MacTable(() -> 1, tags -> {});
        snapshot = new SwitchSnapshot(
                1, List.of(new OfBridge("br0", new UUID(1, 1), false, bundles, learned, pipeline, List.of())));
        for (int i = 0; i < KEYS; i++) {
            keys[i] = new FlowKey()
                    .set(FlowField.IN_PORT, 1)
                    .set(FlowField.ETH_TYPE, 0x0800)
                    .set(FlowField.IP_PROTO, UDP)
                    .set(FlowField.IP_TTL, 64)
                    .set(FlowField.IPV4_DST, NETWORK + (i % routes << 8) + 1);
        }
    }

    private static void add(FlowTables flows, int table, String match, String actions) {
        flows.apply(
                FlowMod.of(FlowCommand.ADD, table, MatchParser.parse(match, OfNames.NONE))
                        .actions(ActionParser.parseInstructions(actions, OfNames.NONE))
                        .build(),
                null);
    }

    /** Translate a packet. */
    @Benchmark
    public Translation translate() {
        next = next + 1 & KEYS - 1;
        return translator.translate(snapshot, keys[next], true);
    }
}
