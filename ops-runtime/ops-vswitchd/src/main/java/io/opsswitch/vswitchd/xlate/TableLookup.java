/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchFormatter;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.FlowTable;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.TableMiss;
import io.opsswitch.vswitchd.xlate.TablePipeline.Reading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lookup of a flow, and what happens if there is none. Stateless. */
final class TableLookup {

    /** The table that Open vSwitch keeps for itself: a packet does not come there by not being found before. */
    private static final int INTERNAL = 254;

    private static final List<OfpAct> TO_CONTROLLERS = List.of(new OfpAct.Controller(
            0xffff, 0, PacketIn.IMPLICIT_MISS, Bytes.EMPTY, false, OfpAct.Controller.NO_METER, false));

    private TableLookup() {}

    /** What comes of a lookup. */
    enum Outcome {
        FLOW(""),
        MISS("No match."),
        MISS_TO_CONTROLLER("No match, and a \"packet-in\" is called for."),
        FRAGMENT("Packets are IP fragments and the fragment handling mode is \"drop\".");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }
    }

    /**
     * What was found.
     *
     * @param rule the flow; null if there is none
     * @param table the table where it is, or the last one that was looked up
     * @param missed the tables that had none
     * @param members the texts of the flows by which a conjunction was met, for people
     */
    record Found(
            @Nullable FlowRule rule, FlowTable found, List<FlowTable> missed, Outcome outcome, List<String> members) {

        int table() {
            return found.id();
        }

        long cookie() {
            return rule == null ? 0 : rule.cookie();
        }

        List<OfpAct> actions() {
            if (rule != null) {
                return rule.actions();
            }
            return outcome == Outcome.MISS_TO_CONTROLLER ? TO_CONTROLLERS : List.of();
        }

        /** Return the words that Open vSwitch has for it. */
        String text(OfNames names) {
            if (rule == null) {
                return outcome.text;
            }
            String match = MatchFormatter.format(rule.match(), names);
            return match + (match.isEmpty() ? "" : ", ") + "priority " + rule.priority()
                    + (rule.cookie() == 0 ? "" : ", cookie 0x" + Long.toHexString(rule.cookie()));
        }

        /** Have the packets counted. */
        void credit(Journey journey) {
            FlowRule counted = rule;
            FlowTable table = found;
            if (counted != null || outcome == Outcome.FRAGMENT) {
                journey.effect((packets, bytes, used) -> {
                    table.countMatched(packets);
                    if (counted != null) {
                        counted.counters().add(packets, bytes, used);
                    }
                });
            }
            for (FlowTable passed : missed) {
                journey.effect((packets, bytes, used) -> passed.countMissed(packets));
            }
        }
    }

    /** Find the flow for the packet as it stands, as if it had come by a port. */
    static Found find(TableWalk walk, int inPort, int first, boolean mayPacketIn, boolean honoursMiss) {
        Journey journey = walk.journey;
        TablePipeline pipeline = walk.pipeline();
        FlowKey flow = journey.flow;
        FlowTables tables = pipeline.tables();
        FragmentHandling fragments = pipeline.settings().fragments();
        boolean isFragment = (flow.get(FlowField.IP_FRAG) & PacketParser.FRAG_ANY) != 0;
        if (isFragment && fragments != FragmentHandling.NX_MATCH && fragments != FragmentHandling.NORMAL) {
            return new Found(null, tables.table(first), List.of(), Outcome.FRAGMENT, List.of());
        }
        long source = flow.get(FlowField.TP_SRC);
        long destination = flow.get(FlowField.TP_DST);
        long port = flow.get(FlowField.IN_PORT);
        if (isFragment && fragments == FragmentHandling.NORMAL) {
            flow.set(FlowField.TP_SRC, 0).set(FlowField.TP_DST, 0);
        }
        flow.set(FlowField.IN_PORT, inPort);
        Found found = search(walk, pipeline, first, (int) port, mayPacketIn, honoursMiss);
        flow.set(FlowField.IN_PORT, port).set(FlowField.TP_SRC, source).set(FlowField.TP_DST, destination);
        return found;
    }

    private static Found search(
            TableWalk walk, TablePipeline pipeline, int first, int port, boolean mayPacketIn, boolean honoursMiss) {
        Journey journey = walk.journey;
        Reading reading = walk.reading(pipeline);
        List<FlowTable> missed = new ArrayList<>(0);
        TableMiss miss = TableMiss.CONTINUE;
        FlowTable table = pipeline.tables().table(Math.min(first, FlowTables.COUNT - 1));
        for (int next = first; next < FlowTables.COUNT; next += next + 1 == INTERNAL ? 2 : 1) {
            table = pipeline.tables().table(next);
            if (journey.isExplaining()) {
                reading.state.collectMembers();
            }
            FlowRule rule = table.lookup(journey.flow, reading.version, journey.mask, reading.state);
            if (rule != null) {
                return new Found(rule, table, missed, Outcome.FLOW, members(journey, reading));
            }
            missed.add(table);
            if (!honoursMiss) {
                break;
            }
            miss = table.miss();
            if (miss != TableMiss.CONTINUE) {
                break;
            }
        }
        boolean sends = mayPacketIn && sendsMiss(journey, pipeline, miss, port);
        return new Found(null, table, missed, sends ? Outcome.MISS_TO_CONTROLLER : Outcome.MISS, List.of());
    }

    private static boolean sendsMiss(Journey journey, TablePipeline pipeline, TableMiss miss, int port) {
        if (miss == TableMiss.DROP) {
            return false;
        }
        if (miss == TableMiss.DEFAULT) {
            return pipeline.settings().sendsMissesToControllers();
        }
        Place place = journey.snapshot.ofNumber(journey.bridge(), port);
        return place != null && (place.port().config() & PortConfig.NO_PACKET_IN) == 0;
    }

    private static List<String> members(Journey journey, Reading reading) {
        if (!journey.isExplaining()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (ClassifierRule member : reading.state.members()) {
            Match match = member.match();
            texts.add("conj. " + MatchFormatter.format(match, journey.names(), member.priority()));
        }
        return texts;
    }
}
