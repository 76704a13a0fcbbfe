/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.DropReason;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import io.opsswitch.vswitchd.xlate.headers.HeaderCommit;
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

    final MaskPool masks;
    final List<Effect> effects = new ArrayList<>(2);
    private final FlowKey original;
    /** The packet as the datapath knows it, of which bridges see what their limit of tags lets them. */
    final FlowKey received;

    final int vlanLimit;
    private final long now;
    final DatapathAbilities abilities;
    /** The version in which the first bridge's tables are looked up; 0 for the one that is in use. */
    long version;
    /** The bytes of the packet; 0 if there is none. */
    int length;

    /** Null if nobody reads them. */
    private final @Nullable Notes notes;

    private boolean hasNames;
    boolean isExact;
    /** Made when an extension has something to keep. */
    @Nullable
    Map<BridgeExtension, Long> bits;

    private @Nullable OfBridge bridge;
    long tags;
    boolean isSlow;
    /** Whether the decision must not be kept for packets to come. */
    boolean isPassing;

    private boolean isLast = true;
    /** Whether the packet's outermost tag has been taken off, so that what is now the outermost was behind it. */
    boolean popped;

    /** Whether only the first part of the packet is put out. */
    boolean isCut;

    /** How many bridges the packet is in, one inside another. */
    int passages;

    int crossings;
    /** How many outer packets this one is inside of. */
    int below;

    /** Of the bridge where a packet of the datapath came in; null for others. */
    @Nullable
    PipelineSettings arrival;

    /** Says that patch ports form a loop, if they do. */
    @Nullable
    String loop;

    Journey(
            SwitchSnapshot snapshot,
            Recirculations recirculations,
            MaskPool masks,
            FlowKey key,
            Purpose purpose,
            DatapathAbilities abilities,
            int vlanLimit,
            long now) {
        this.abilities = abilities;
        this.snapshot = snapshot;
        this.recirculations = recirculations;
        this.masks = masks;
        this.received = key;
        this.vlanLimit = vlanLimit;
        this.original = VlanLimit.apply(key, vlanLimit);
        this.flow = original.copy();
        this.base = original.copy();
        this.purpose = purpose;
        this.now = now;
        this.notes = purpose.isForPeople() ? new Notes() : null;
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

    /** Return the settings of the tables of the bridge that the packet is in. */
    PipelineSettings pipelineSettings() {
        return bridge().pipeline() instanceof TablePipeline pipeline ? pipeline.settings() : NO_TABLES;
    }

    @Override
    public byte[] tunnelOptions(FlowKey key) {
        return TunnelOptions.wire(key, pipelineSettings());
    }

    OfBridge bridge() {
        if (bridge == null) {
            throw new IllegalStateException("the packet is in no bridge");
        }
        return bridge;
    }

    boolean isInBridge() {
        return bridge != null;
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
        return VlanTag.tci(this, VlanTag.PRESENT | VlanTag.VID) & VlanTag.VID;
    }

    @Override
    public boolean isTagged() {
        return (VlanTag.tci(this, VlanTag.PRESENT) & VlanTag.PRESENT) != 0;
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

    /** Note that the datapath cannot do this. */
    void setSlow() {
        isSlow = true;
    }

    @Override
    public boolean mayLearn() {
        return (purpose == Purpose.PACKET || purpose == Purpose.STAGED || purpose == Purpose.DEMONSTRATION)
                && below == 0;
    }

    @Override
    public boolean mayHaveSideEffects() {
        return mayLearn();
    }

    @Override
    public boolean hasNativeTunnels() {
        return abilities.pushesTunnels();
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
        Departure.byBundle(this, to, vlan, last);
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
        TunnelOutput.byMetadata(this, datapathPort, hasOptions);
    }

    @Override
    public void encapsulate(Action.TunnelPush push, Place under, FlowKey outer, boolean last) {
        TunnelOutput.encapsulate(this, push, under, outer, last);
    }

    /** Bring the datapath's packet in line. */
    @Override
    public void commit() {
        HeaderCommit.commit(flow, base, mask, actions);
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
        return notes != null;
    }

    /** Return the notes; none if nobody reads them. */
    List<TraceNode> trace() {
        return notes == null ? List.of() : notes.roots();
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
        reportError(text);
    }

    /** Note, or have logged, what ends or spoils the translation. */
    void reportError(String text) {
        report(Type.ERROR, text);
        ErrorLog.report(this, text);
    }

    /** Note a step; return the list of notes that was in use, and use that of the step: {@link #resumeTrace} ends it. */
    @Nullable
    List<TraceNode> report(Type type, String text) {
        return notes == null ? null : notes.add(type, text);
    }

    /** Let the notes to come be inside of the last one; return what {@link #resumeTrace} needs. */
    @Nullable
    List<TraceNode> enterTrace() {
        return notes == null ? null : notes.enter();
    }

    void resumeTrace(@Nullable List<TraceNode> before) {
        if (notes != null && before != null) {
            notes.resume(before);
        }
    }
}
