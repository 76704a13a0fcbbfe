/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.DropReason;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import io.opsswitch.vswitchd.xlate.headers.HeaderCommit;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One translation: where the packet is, what it looks like by now, and what has been decided about it. Used by one
 * thread. Flow tables, whose part is in {@link TableWalk}, work on its fields directly.
 *
 * <p>The packet exists twice: as it stands now ({@code flow}), and as it stands in the datapath after the actions so far
 * ({@code base}). An output brings the second in line with the first, so that a packet sent to many ports in one form is
 * changed once. Its input port is that of the datapath in the one, and the number that the bridge knows in the other.
 */
final class Journey implements OutgoingPacket {

    /** What a translation is for. */
    enum Purpose {
        /** A packet is there, and may change tables. */
        PACKET,
        /** An installed flow is being checked. */
        REVALIDATION,
        /** Somebody wants to know what would happen. */
        EXPLANATION,
        /** Somebody wants to know what happens to a packet that is there, and may change tables. */
        DEMONSTRATION;

        private boolean isForPeople() {
            return this == EXPLANATION || this == DEMONSTRATION;
        }
    }

    /** A packet of the switch itself that comes into a bridge as if by a port. */
    record Injection(Place at, byte[] frame) {}

    /** How many bridges without tables a packet may pass through one inside another. */
    static final int MAX_DEPTH = 64;
    /** How many bridges without tables a packet may pass through in all: bounds what parallel patches multiply. */
    static final int MAX_CROSSINGS = MAX_DEPTH * MAX_DEPTH;

    private static final int MAX_NOTES = 100_000;
    private static final int PRESENT = FlowField.VLAN_PRESENT;
    private static final int VID = FlowField.VLAN_VID_MASK;
    private static final int PCP = 0xe000;
    private static final PipelineSettings NO_TABLES = new PipelineSettings() {};
    private static final Bundle NO_BUNDLE = new Bundle("", new UUID(0, 0), VlanSettings.TRUNK_ALL, false, List.of());

    final SwitchSnapshot snapshot;
    final Recirculations recirculations;
    final Purpose purpose;
    final FlowKey flow;
    final FlowKey base;
    final FlowKey mask = new FlowKey();
    final TableWalk walk;
    /** Packets of the switch itself that are to be sent when this is over. */
    final List<Injection> injections = new ArrayList<>(0);
    /** The numbers that the actions name. */
    final List<Integer> held = new ArrayList<>();
    /** Replaced while actions are collected that may be nested into others. */
    Actions.Builder actions = Actions.builder();

    @Nullable
    XlateError error;

    private final MaskPool masks;
    private final FlowKey original;
    private final long now;
    private final List<Effect> effects = new ArrayList<>(2);
    private final List<TraceNode> roots = new ArrayList<>();
    /** Where notes go; null if nobody wants them. */
    private @Nullable List<TraceNode> trace;

    private int noted;
    private boolean hasNames;
    private boolean isExact;
    private boolean countsDrops;
    /** Made when an extension has something to keep. */
    private @Nullable Map<BridgeExtension, Long> bits;

    private @Nullable OfBridge bridge;
    private long tags;
    private boolean isSlow;
    private boolean isLast = true;
    /** Whether the packet's outermost tag has been taken off, so that what is now the outermost was behind it. */
    private boolean popped;

    private int depth;
    private int crossings;
    /** How many outer packets this one is inside of. */
    private int below;

    private final boolean hasNativeTunnels;
    /** Of the bridge where a packet of the datapath came in; null for others. */
    private @Nullable PipelineSettings arrival;

    private @Nullable String loop;

    Journey(
            SwitchSnapshot snapshot,
            Recirculations recirculations,
            MaskPool masks,
            FlowKey key,
            Purpose purpose,
            boolean hasNativeTunnels,
            long now) {
        this.hasNativeTunnels = hasNativeTunnels;
        this.snapshot = snapshot;
        this.recirculations = recirculations;
        this.masks = masks;
        this.original = key;
        this.flow = key.copy();
        this.base = key.copy();
        this.purpose = purpose;
        this.now = now;
        this.trace = purpose.isForPeople() ? roots : null;
        mask.matchAll(FlowField.IN_PORT).matchAll(FlowField.RECIRC_ID);
        // Open vSwitch always looks at these, and its tools show them; they cost next to no flow.
        long type = field(FlowField.ETH_TYPE);
        if (type == EtherType.IPV4 || type == EtherType.IPV6) {
            mask.matchAll(FlowField.IP_FRAG);
        }
        // A datapath keeps nothing of the tunnel that a packet came by for the one that it leaves by.
        MaskFinish.clearTunnel(base);
        TableWalk.setActionSetOutput(flow, OfPorts.UNSET);
        walk = new TableWalk(this);
    }

    /** Translate a packet that comes from a datapath. */
    Translation run() {
        try {
            int recirculation = (int) flow.get(FlowField.RECIRC_ID);
            FrozenState state = recirculation == 0 ? null : recirculations.find(recirculation);
            Place start = snapshot.arrivalOf(original);
            boolean isDamaged = state == null
                    ? start != null && !readTunnelOptions(start.bridge())
                    : !readTunnelOptions(snapshot.bridge(state.bridge()));
            if (isDamaged) {
                fail(XlateError.INVALID_TUNNEL_METADATA, "Invalid Geneve tunnel metadata");
            } else if (recirculation != 0) {
                comeBack();
            } else if (start == null) {
                warn("no bridge has the input port, dropping");
            } else {
                enter(start, true);
            }
            return finish();
        } finally {
            walk.close();
        }
    }

    /** Bring the options of the tunnel that the packet came by into the form of a bridge; return whether that can be done. */
    private boolean readTunnelOptions(@Nullable OfBridge first) {
        if (first == null || !(first.pipeline() instanceof TablePipeline pipeline)) {
            return true;
        }
        arrival = pipeline.settings();
        return TunnelOptions.toFields(flow, arrival);
    }

    private PipelineSettings tunnelOptions() {
        return bridge().pipeline() instanceof TablePipeline pipeline ? pipeline.settings() : NO_TABLES;
    }

    @Override
    public byte[] tunnelOptions(FlowKey key) {
        return TunnelOptions.wire(key, tunnelOptions());
    }

    /** Go on with a packet that an earlier translation has sent through the datapath. */
    private void comeBack() {
        int recirculation = (int) flow.get(FlowField.RECIRC_ID);
        FrozenState state = recirculations.find(recirculation);
        if (state != null) {
            walk.thaw(state);
        } else {
            fail(
                    XlateError.NO_RECIRCULATION_CONTEXT,
                    "Recirculation context not found for ID " + Integer.toHexString(recirculation));
        }
    }

    /** Translate a packet in a bridge: what its pipeline does with it, or these actions. */
    Translation run(OfBridge start, @Nullable List<OfpAct> packetOut) {
        try {
            Place at = snapshot.ofNumber(start, (int) flow.get(FlowField.IN_PORT));
            base.set(
                    FlowField.IN_PORT,
                    at == null ? OfPort.NO_DATAPATH_PORT : at.port().datapathPort());
            if (packetOut == null && flow.get(FlowField.RECIRC_ID) != 0) {
                comeBack();
            } else if (packetOut != null) {
                bridge = start;
                inBridge(start.name(), () -> walk.packetOut(packetOut));
            } else if (at != null) {
                enter(at, true);
            } else {
                bridge = start;
                inBridge(start.name(), () -> start.pipeline().process(this));
            }
            return finish();
        } finally {
            walk.close();
        }
    }

    /** Translate what is still to be done with a packet. */
    Translation resume(FrozenState state) {
        try {
            walk.thaw(state);
            return finish();
        } finally {
            walk.close();
        }
    }

    /** Have the mask say what the keys of datapaths can. */
    private void fitDatapath() {
        if (mask.get(FlowField.VLAN_TCI) == 0) {
            // Not that a tag may be there or not; a flow is for packets with one or without.
            mask.set(FlowField.VLAN_TCI, FlowField.VLAN_PRESENT | FlowField.VLAN_VID_MASK);
        }
        for (int word = 0; isExact && word < FlowKey.PIPELINE_WORD; word++) {
            mask.setWord(word, -1L);
        }
    }

    private Translation finish() {
        if (arrival != null) {
            TunnelOptions.maskToWire(mask, original, arrival);
        }
        MaskFinish.finish(mask, flow, original);
        if (!purpose.isForPeople()) {
            fitDatapath();
        }
        FlowKey shared = masks.share(mask);
        List<Effect> known = List.copyOf(effects);
        FlowKey last = purpose.isForPeople() ? flow : null;
        if (loop != null) {
            return new Translation(Actions.DROP, shared, List.of(), tags, held, roots, last, false, loop);
        }
        XlateError failure = error;
        if (failure != null) {
            Actions drop = countsDrops ? failure.countedDrop() : Actions.DROP;
            return new Translation(drop, shared, known, tags, held, roots, last, false, failure.text());
        }
        return new Translation(withoutLastCopy(actions.build()), shared, known, tags, held, roots, last, isSlow, null);
    }

    /** Nothing follows the last action that a copy would have to be kept for. */
    private static Actions withoutLastCopy(Actions all) {
        int last = 0;
        for (int at = 0; at < all.end(); at = all.next(at)) {
            last = at;
        }
        if (all.isEmpty() || all.opcode(last) != Action.CLONE) {
            return all;
        }
        return Actions.builder()
                .addAll(all, 0, last)
                .addAll(all, all.nestedStart(last), all.next(last))
                .build();
    }

    OfBridge bridge() {
        if (bridge == null) {
            throw new IllegalStateException("the packet is in no bridge");
        }
        return bridge;
    }

    void setBridge(OfBridge value) {
        bridge = value;
    }

    @Override
    public Place place() {
        int number = (int) flow.get(FlowField.IN_PORT);
        Place place = snapshot.ofNumber(bridge(), number);
        if (place == null) {
            OfPort port = OfPort.of("", "", OfPorts.CONTROLLER, OfPort.NO_DATAPATH_PORT);
            return new Place(bridge(), NO_BUNDLE, port);
        }
        return place;
    }

    @Override
    public long field(FlowField field) {
        if (popped && (field == FlowField.VLAN_TCI || field == FlowField.VLAN_TPID)) {
            mask.matchAll(FlowField.INNER_VLAN_TCI).matchAll(FlowField.INNER_VLAN_TPID);
        }
        mask.matchAll(field);
        return flow.get(field);
    }

    @Override
    public int vid() {
        return tci(PRESENT | VID) & VID;
    }

    /** Return the outermost tag, and record that some of its bits were looked at: those of the packet's tag that it is. */
    private int tci(int bits) {
        FlowField field = popped ? FlowField.INNER_VLAN_TCI : FlowField.VLAN_TCI;
        mask.set(field, mask.get(field) | bits);
        return (int) flow.get(FlowField.VLAN_TCI);
    }

    /** Say whether the datapath counts dropped packets by their reasons. */
    Journey countingDrops(boolean isSo) {
        countsDrops = isSo;
        return this;
    }

    /** Have what is decided be for packets only that are the same in all fields. */
    Journey exact(boolean isWanted) {
        isExact = isWanted;
        return this;
    }

    /** Write ports of the bridge by name in notes. */
    Journey withNames(boolean areWanted) {
        hasNames = areWanted;
        return this;
    }

    /** Return what people call the ports of the bridge that the packet is in, if they want to read that. */
    OfNames names() {
        return hasNames && bridge != null ? snapshot.names(bridge) : OfNames.NONE;
    }

    /** Note that the kernels' datapaths could not do this. */
    void setSlow() {
        isSlow = true;
    }

    @Override
    public boolean mayLearn() {
        return (purpose == Purpose.PACKET || purpose == Purpose.DEMONSTRATION) && below == 0;
    }

    @Override
    public boolean mayHaveSideEffects() {
        return mayLearn();
    }

    @Override
    public boolean hasNativeTunnels() {
        return hasNativeTunnels;
    }

    @Override
    public FlowKey flow() {
        return flow;
    }

    @Override
    public FlowKey mask() {
        return mask;
    }

    @Override
    public FlowKey original() {
        return original;
    }

    @Override
    public SwitchSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public void inject(Place at, byte[] frame) {
        injections.add(new Injection(at, frame));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public boolean isLast() {
        return isLast;
    }

    void setLast(boolean value) {
        isLast = value;
    }

    @Override
    public void output(Bundle to, int vlan, boolean last) {
        if (loop != null || to.ports().isEmpty()) {
            return;
        }
        OfPort port = to.ports().get(0);
        if (port.equals(place().port())) {
            return;
        }
        FlowKey before = flow.copy();
        boolean poppedBefore = popped;
        tag(to.vlans().vidFor(vlan));
        send(new Place(bridge(), to, port), last);
        flow.copyFrom(before);
        popped = poppedBefore;
    }

    /** Send the packet, as it is, out of a port of the bridge that it is in. */
    void send(Place to, boolean last) {
        OfPort port = to.port();
        if ((port.config() & PortConfig.NO_FWD) != 0) {
            note("OFPPC_NO_FWD set, skipping output");
            return;
        }
        if (port.peer() != null) {
            cross(port, last);
        } else if (port.virtual() != null) {
            port.virtual().output(this, to, last);
        } else {
            commit();
            if (!isIntercepted(to)) {
                actions.output(port.datapathPort());
            }
        }
        for (BridgeExtension extension : bridge().extensions()) {
            extension.egress(this, to.bundle());
        }
    }

    private boolean isIntercepted(Place to) {
        for (BridgeExtension extension : to.bridge().extensions()) {
            if (extension.intercept(this, to)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void drop(DropReason why, boolean last) {
        if (last) {
            actions.drop(why.number());
        } else {
            ActionList.nest(walk, () -> actions.copy(nested -> nested.drop(why.number())));
        }
    }

    @Override
    public void popTunnel(int datapathPort) {
        actions.tunnelPop(datapathPort);
    }

    @Override
    public void outputByTunnel(int datapathPort, boolean hasOptions) {
        if (!hasOptions) {
            TunnelOptions.clear(flow);
        }
        TunnelHeaders.commit(flow, base, tunnelOptions(), actions);
        commit();
        actions.output(datapathPort);
    }

    @Override
    public void encapsulate(Action.TunnelPush push, Place under, FlowKey outer, boolean last) {
        FlowKey flowBefore = flow.copy();
        FlowKey baseBefore = base.copy();
        FlowKey maskBefore = mask.copy();
        boolean poppedBefore = popped;
        Actions.Builder outside = actions;
        actions = Actions.builder();
        int firstEffect = effects.size();
        TunnelHeaders.copyOuter(outer, flow);
        TunnelHeaders.copyOuter(outer, base);
        popped = false;
        // What the bridge below looks at was made here, and says nothing about the packet that came.
        mask.clear();
        below++;
        if (mayPass(under, under.port().name())) {
            pass(under, last);
        }
        below--;
        Actions inside = actions.build();
        actions = outside;
        if (inside.isEmpty()) {
            // Nobody gets it, so it need not be made.
        } else if (last) {
            outside.tunnelPush(push).addAll(inside);
        } else {
            ActionList.nest(
                    walk, () -> outside.copy(nested -> nested.tunnelPush(push).addAll(inside)));
        }
        int header = push.header().length;
        for (int i = firstEffect; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            effects.set(i, (packets, bytes, used) -> effect.credit(packets, bytes + packets * header, used));
        }
        mask.copyFrom(maskBefore);
        base.copyFrom(baseBefore);
        flow.copyFrom(flowBefore);
        popped = poppedBefore;
    }

    /** Bring the datapath's packet in line. */
    @Override
    public void commit() {
        isSlow |= HeaderCommit.commit(flow, base, mask, actions);
    }

    /** Give the packet the tag of a VLAN in the place of the one that it has, whose priority stays; 0 takes it off. */
    private void tag(int vid) {
        int tci = tci(PRESENT);
        boolean isTagged = (tci & PRESENT) != 0;
        if (isTagged && vid == (tci & VID) && vid != 0) {
            return;
        }
        int tpid = EtherType.VLAN;
        // Which bits of the tag that takes is known when the datapath's packet is brought in line.
        FlowKey unused = new FlowKey();
        if (isTagged) {
            tpid = (int) flow.get(FlowField.VLAN_TPID);
            VlanStack.pop(flow, unused);
        }
        if (vid != 0) {
            // The new tag takes over the priority of the packet as it is, so that too was looked at.
            tci(PCP | PRESENT | VID);
            VlanStack.push(flow, unused);
            VlanStack.setOutermost(flow, tpid, tci & PCP | PRESENT | vid);
        } else {
            popped |= isTagged;
        }
    }

    @Override
    public void effect(Effect effect) {
        effects.add(effect);
    }

    @Override
    public void depend(long tag) {
        tags |= tag;
    }

    @Override
    public long bits(BridgeExtension extension) {
        return bits == null ? 0 : bits.getOrDefault(extension, 0L);
    }

    @Override
    public void setBits(BridgeExtension extension, long value) {
        if (bits == null) {
            bits = new IdentityHashMap<>();
        }
        bits.put(extension, value);
    }

    /** Return whether somebody reads notes. */
    boolean isExplaining() {
        return trace != null;
    }

    @Override
    public void note(String text) {
        report(Type.DETAIL, text);
    }

    @Override
    public void warn(String text) {
        report(Type.WARNING, text);
    }

    /** Give the translation up. */
    void fail(XlateError why, String text) {
        error = why;
        report(Type.ERROR, text);
    }

    /** Note a step; return the list of notes that was in use, and use that of the step: {@link #resumeTrace} ends it. */
    @Nullable
    List<TraceNode> report(Type type, String text) {
        List<TraceNode> before = trace;
        if (before != null && noted < MAX_NOTES) {
            noted++;
            before.add(new TraceNode(type, text));
        }
        return before;
    }

    /** Let the notes to come be inside of the last one; return what {@link #resumeTrace} needs. */
    @Nullable
    List<TraceNode> enterTrace() {
        List<TraceNode> before = trace;
        if (before != null && !before.isEmpty()) {
            trace = before.get(before.size() - 1).children();
        }
        return before;
    }

    void resumeTrace(@Nullable List<TraceNode> before) {
        trace = before;
    }

    private void inBridge(String name, Runnable inside) {
        if (!isExplaining()) {
            inside.run();
            return;
        }
        report(Type.BRIDGE, "bridge(\"" + name + "\")");
        List<TraceNode> before = enterTrace();
        inside.run();
        resumeTrace(before);
    }

    private void enter(Place at, boolean last) {
        bridge = at.bridge();
        flow.set(FlowField.IN_PORT, at.port().number());
        inBridge(bridge.name(), () -> process(at, last));
    }

    private void process(Place at, boolean last) {
        OfBridge here = at.bridge();
        if (here.isReserved(at.bundle())) {
            warn("input port is reserved, dropping");
            return;
        }
        for (BridgeExtension extension : here.extensions()) {
            extension.ingress(this, at.bundle());
        }
        VirtualPort virtual = at.port().virtual();
        if (virtual != null && crossings == 0 && SwitchSnapshot.isTunnelled(original) && !virtual.receive(this)) {
            return;
        }
        if ((at.port().config() & PortConfig.NO_RECV) != 0) {
            warn("OFPPC_NO_RECV set, dropping");
            return;
        }
        boolean lastBefore = isLast;
        isLast = last;
        here.pipeline().process(this);
        isLast = lastBefore;
    }

    /** Let the packet leave by a patch port, and come into the bridge at its other end. */
    private void cross(OfPort patch, boolean last) {
        Place peer = snapshot.peerOf(patch);
        if (peer == null) {
            warn("patch port " + patch.name() + " has no peer, dropping");
            return;
        }
        if (!mayPass(peer, patch.name())) {
            return;
        }
        count(patch, peer.port());
        pass(peer, last);
    }

    /** Return whether the packet may go through one more bridge; if not, the translation has failed. */
    private boolean mayPass(Place next, String by) {
        boolean hasTables = next.bridge().pipeline() instanceof TablePipeline;
        if (!hasTables && (depth >= MAX_DEPTH || crossings >= MAX_CROSSINGS)) {
            loop = "bridge " + bridge().name() + ": a packet passed "
                    + (depth >= MAX_DEPTH ? MAX_DEPTH + " patch ports in a row" : MAX_CROSSINGS + " patch ports")
                    + " up to " + by + " and is dropped: the patch ports form a loop, remove one of them";
            report(Type.ERROR, loop);
            return false;
        }
        return true;
    }

    /** Let the packet come into another bridge, and afterwards go on here with the packet as it was. */
    private void pass(Place peer, boolean last) {
        OfBridge from = bridge();
        FlowKey before = flow.copy();
        FlowKey tunnelMask = mask.copy();
        boolean poppedBefore = popped;
        Map<BridgeExtension, Long> bitsBefore = bits;
        if (!peer.bridge().row().equals(from.row())) {
            bits = null;
        }
        if (popped) {
            // What the other bridge sees as the outermost tag stood behind another one.
            mask.matchAll(FlowField.INNER_VLAN_TCI).matchAll(FlowField.INNER_VLAN_TPID);
        }
        TableWalk.Saved saved = walk.leaveBridge();
        depth++;
        crossings++;
        enter(peer, last);
        depth--;
        walk.returnToBridge(saved);
        MaskFinish.copyTunnel(tunnelMask, mask);
        bits = bitsBefore;
        flow.copyFrom(before);
        popped = poppedBefore;
        bridge = from;
        // What goes wrong in another bridge is not this one's fault.
        error = null;
    }

    private void count(OfPort out, OfPort in) {
        PatchCounters sent = out.patchCounters();
        PatchCounters received = in.patchCounters();
        if (sent != null && received != null) {
            effects.add((packets, bytes, used) -> {
                sent.sent(packets, bytes);
                received.received(packets, bytes);
            });
        }
    }

    /** Hand the packet to controllers, as the datapath has it. */
    void upcall(byte[] cookie, int meter) {
        Action.Upcall upcall = new Action.Upcall(0, cookie, -1, false);
        if (meter < 0) {
            actions.userspace(upcall);
        } else {
            actions.sample(-1, nested -> nested.meter(meter).userspace(upcall));
        }
    }

    /** Return the number of a state that goes with this packet, which the actions are going to name. */
    int hold(int table, List<FrozenState.Frame> frames, List<OfpAct> actionSet, List<Bytes> stack, Bytes userdata) {
        FrozenState state = new FrozenState(
                table,
                bridge().row(),
                FrozenState.metadataOf(flow),
                List.copyOf(stack),
                frames,
                List.copyOf(actionSet),
                userdata);
        int number = recirculations.hold(state);
        held.add(number);
        return number;
    }
}
