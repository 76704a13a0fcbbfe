/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.datapath.text.FlowParser;
import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.PacketKeys;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.TablePipeline;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The packet that a trace is about.
 *
 * @param flow its fields, with its port as OpenFlow numbers it
 * @param hasNames whether names are wanted in place of numbers
 * @param isConsistent whether actions have to fit the packet
 * @param isThere whether there is a packet, given or made up, and not only its fields
 */
record TraceSubject(
        Backer backer, OfBridge bridge, FlowKey flow, boolean hasNames, boolean isConsistent, boolean isThere) {

    private static final int LEAST_FRAME = 14;
    private static final int LARGEST_PAYLOAD = 64_000;

    /**
     * Read the arguments of a command: {@code [dp] odp_flow [packet]} or {@code bridge br_flow [packet]}, and options.
     *
     * @param isPacketOut whether the options are those of a packet that a controller sends
     */
    static TraceSubject read(SwitchCommands switches, List<String> args, boolean isPacketOut) throws ControlException {
        List<String> operands = new ArrayList<>();
        boolean generates = false;
        boolean isConsistent = false;
        boolean hasNames = false;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            String option = arg.startsWith("--") ? arg.substring(1) : arg;
            if (option.equals("-generate")) {
                generates = true;
            } else if (option.equals("-names")) {
                hasNames = true;
            } else if (isPacketOut && option.equals("-consistent")) {
                isConsistent = true;
            } else if (arg.equals("--l7") || arg.equals("--l7-len")) {
                i = payload(args, i);
            } else if (arg.equals("--ct-next")) {
                throw new ControlException("--ct-next: this switch does not track connections, leave it out");
            } else if (arg.startsWith("-")) {
                throw new ControlException(arg + ": unknown option");
            } else if (operands.size() == 3) {
                throw new ControlException("too many arguments");
            } else {
                operands.add(arg);
            }
        }
        byte[] packet = generates || operands.size() < 2 ? null : packet(operands);
        TraceSubject subject = find(switches, operands, hasNames, isConsistent);
        byte[] frame = generates ? PacketComposer.compose(subject.flow) : packet;
        return frame == null ? subject : subject.with(frame);
    }

    /** Skip the payload, which no translation looks at; return the place of its argument. */
    private static int payload(List<String> args, int at) throws ControlException {
        if (at + 1 >= args.size()) {
            throw new ControlException("Missing argument for option " + args.get(at));
        }
        String value = args.get(at + 1);
        if (args.get(at).equals("--l7-len") && value.matches("\\d{6,}|\\d{1,5}")) {
            if (value.length() > 5 || Integer.parseInt(value) > LARGEST_PAYLOAD) {
                throw new ControlException(value + ": too much L7 data");
            }
        }
        return at + 1;
    }

    /** Take the packet from the end of the arguments, if it is there. */
    private static byte @Nullable [] packet(List<String> operands) throws ControlException {
        String last = operands.get(operands.size() - 1).replaceAll("\\s", "");
        String error = null;
        byte[] bytes = null;
        try {
            bytes = HexFormat.of().parseHex(last);
            error = bytes.length < LEAST_FRAME ? "Packet data too short for Ethernet" : null;
        } catch (IllegalArgumentException e) {
            error = "Trailing garbage in packet data";
        }
        if (error == null) {
            operands.remove(operands.size() - 1);
            return bytes;
        }
        if (operands.size() > 2) {
            throw new ControlException(error);
        }
        return null;
    }

    private static TraceSubject find(
            SwitchCommands switches, List<String> operands, boolean hasNames, boolean isConsistent)
            throws ControlException {
        if (operands.isEmpty() || operands.size() > 2) {
            throw new ControlException("Syntax error");
        }
        String text = operands.get(operands.size() - 1);
        Backer backer = backer(switches, operands);
        FlowKey key;
        try {
            PortNames ports = backer == null
                    ? PortNames.NONE
                    : PortNames.of(backer.datapath().ports());
            key = FlowParser.match(text, ports).key();
            if (!text.contains("eth_type(") && key.get(FlowField.PACKET_TYPE) == 0) {
                key.set(FlowField.ETH_TYPE, EtherType.NONE);
            }
        } catch (FlowTextException e) {
            if (operands.size() == 1) {
                // The words are Open vSwitch's, which scripts look for.
                throw new ControlException(
                        "syntax error at " + text.substring(e.column() - 1) + " (or the bridge name was omitted)");
            }
            return ofBridge(switches, operands.get(0), text, hasNames, isConsistent);
        }
        if (backer == null) {
            throw new ControlException("Cannot find the datapath");
        }
        int number = (int) key.get(FlowField.IN_PORT);
        Place place = backer.snapshot().arrivalOf(key);
        if (place == null && SwitchSnapshot.isTunnelled(key)) {
            throw new ControlException("no OpenFlow tunnel port for this packet");
        }
        if (place == null) {
            throw new ControlException("no OpenFlow port for datapath port " + Integer.toUnsignedString(number));
        }
        key.set(FlowField.IN_PORT, place.port().number());
        if (place.bridge().pipeline() instanceof TablePipeline tables && !tables.readTunnelOptions(key)) {
            throw new ControlException("Failed to parse Geneve options");
        }
        return new TraceSubject(backer, place.bridge(), key, hasNames, isConsistent, false);
    }

    /** Return the datapath that is named, or the only one; null if that is not clear. */
    private static @Nullable Backer backer(SwitchCommands switches, List<String> operands) {
        List<Backer> all = switches.backers();
        if (operands.size() == 1) {
            return all.size() == 1 ? all.get(0) : null;
        }
        String name = operands.get(0).startsWith("ovs-") ? operands.get(0).substring(4) : operands.get(0);
        for (Backer backer : all) {
            if (backer.datapath().type().equals(name)) {
                return backer;
            }
        }
        return null;
    }

    private static TraceSubject ofBridge(
            SwitchCommands switches, String name, String text, boolean hasNames, boolean isConsistent)
            throws ControlException {
        for (Backer backer : switches.backers()) {
            SwitchSnapshot snapshot = backer.snapshot();
            OfBridge bridge = snapshot.bridge(name);
            if (bridge != null) {
                TlvLayout options =
                        bridge.pipeline() instanceof TablePipeline tables ? tables.tunnelOptions() : TlvLayout.NONE;
                FlowKey key = flow(text, snapshot.names(bridge), options);
                return new TraceSubject(backer, bridge, key, hasNames, isConsistent, false);
            }
        }
        throw new ControlException(name + ": unknown bridge");
    }

    /** Read a packet as a match on all of its fields. */
    static FlowKey flow(String text, OfNames names, TlvLayout options) throws ControlException {
        try {
            Match match = MatchParser.parse(text, names, options);
            FlowKey key = match.value().copy();
            if (match.mask().get(FlowField.IN_PORT) == 0) {
                key.set(FlowField.IN_PORT, OfPorts.NONE);
            }
            if (key.get(FlowField.VLAN_TCI) != 0 && key.get(FlowField.VLAN_TPID) == 0) {
                key.set(FlowField.VLAN_TPID, EtherType.VLAN);
            }
            return key;
        } catch (OfSyntaxException | IllegalArgumentException e) {
            throw new ControlException("Bad openflow flow syntax: " + e.getMessage());
        }
    }

    /** Return this with the fields that a packet has. */
    private TraceSubject with(byte[] frame) {
        FlowKey key = PacketKeys.of(frame, flow);
        for (FlowField field : new FlowField[] {FlowField.RECIRC_ID, FlowField.DP_HASH}) {
            key.set(field, flow.get(field));
        }
        return new TraceSubject(backer, bridge, key, hasNames, isConsistent, true);
    }

    OfNames names() {
        return backer.snapshot().names(bridge);
    }
}
