/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.Translating;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One translation: where the packet is, what it looks like by now, and what has been decided about it. Used by one
 * thread.
 *
 * <p>The packet's tag exists twice: as the packet stands now ({@code tci}), and as it stands in the datapath after the
 * actions so far ({@code wireTci}). An output brings the second in line with the first, so that a packet sent to many
 * ports in one form is changed once.
 */
final class Journey implements Translating {

    /** How many bridges a packet may pass through one inside another. */
    static final int MAX_DEPTH = 64;
    /** How many bridges a packet may pass through in all: bounds what parallel patches multiply. */
    static final int MAX_CROSSINGS = MAX_DEPTH * MAX_DEPTH;

    private static final int MAX_NOTES = 1000;
    private static final int PRESENT = FlowField.VLAN_PRESENT;
    private static final int VID = FlowField.VLAN_VID_MASK;
    private static final int PCP = 0xe000;
    private static final int TPID = 0x8100;
    private static final long ETH_TYPE_IPV4 = 0x0800;
    private static final long ETH_TYPE_IPV6 = 0x86dd;

    private final SwitchSnapshot snapshot;
    private final FlowKey key;
    private final boolean learn;
    private final boolean explain;
    private final long now;
    private final FlowKey mask = new FlowKey();
    private final Actions.Builder actions = Actions.builder();
    private final List<Effect> effects = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Map<BridgeExtension, Long> bits = new IdentityHashMap<>();
    private @Nullable Place place;
    private long tags;
    private int tci;
    private int wireTci;
    private int depth;
    private int crossings;
    private @Nullable String error;

    Journey(SwitchSnapshot snapshot, FlowKey key, boolean learn, boolean explain, long now) {
        this.snapshot = snapshot;
        this.key = key;
        this.learn = learn;
        this.explain = explain;
        this.now = now;
        this.tci = (int) key.get(FlowField.VLAN_TCI);
        this.wireTci = tci;
    }

    Translation run() {
        // Open vSwitch always looks at these, and its tools show them; they cost next to no flow.
        long type = field(FlowField.ETH_TYPE);
        if (type == ETH_TYPE_IPV4 || type == ETH_TYPE_IPV6) {
            mask.matchAll(FlowField.IP_FRAG);
        }
        Place start = snapshot.ofDatapathPort((int) field(FlowField.IN_PORT));
        if (start == null) {
            note("no bridge has the input port, dropping");
        } else {
            enter(start);
        }
        if (error != null) {
            return new Translation(Actions.DROP, mask, List.of(), tags, notes, error);
        }
        return new Translation(actions.build(), mask, effects, tags, notes, null);
    }

    @Override
    public Place place() {
        if (place == null) {
            throw new IllegalStateException("the packet is in no bridge");
        }
        return place;
    }

    @Override
    public long field(FlowField field) {
        mask.matchAll(field);
        return key.get(field);
    }

    @Override
    public int vid() {
        mask.set(FlowField.VLAN_TCI, mask.get(FlowField.VLAN_TCI) | PRESENT | VID);
        return tci & VID;
    }

    @Override
    public boolean mayLearn() {
        return learn;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void output(Bundle to, int vlan) {
        if (error != null || to.ports().isEmpty()) {
            return;
        }
        OfPort port = to.ports().get(0);
        if (port.equals(place().port())) {
            return;
        }
        int before = tci;
        int vid = to.vlans().vidFor(vlan);
        tci = vid == 0 ? 0 : (tci & PCP) | PRESENT | vid;
        if (port.peer() != null) {
            cross(port);
        } else {
            commit();
            actions.output(port.datapathPort());
        }
        for (BridgeExtension extension : place().bridge().extensions()) {
            extension.egress(this, to);
        }
        tci = before;
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
        return bits.getOrDefault(extension, 0L);
    }

    @Override
    public void setBits(BridgeExtension extension, long value) {
        bits.put(extension, value);
    }

    @Override
    public void note(String text) {
        if (explain && notes.size() < MAX_NOTES) {
            notes.add(text);
        }
    }

    private void enter(Place at) {
        place = at;
        OfBridge bridge = at.bridge();
        if (explain) {
            note("bridge(\"" + bridge.name() + "\") in_port " + at.port().name());
        }
        if (bridge.isReserved(at.bundle())) {
            note("input port is reserved, dropping");
            return;
        }
        for (BridgeExtension extension : bridge.extensions()) {
            extension.ingress(this, at.bundle());
        }
        bridge.pipeline().process(this);
    }

    /** Let the packet leave by a patch port, and come into the bridge at its other end. */
    private void cross(OfPort patch) {
        Place peer = snapshot.peerOf(patch);
        if (peer == null) {
            note("patch port " + patch.name() + " has no peer, dropping");
            return;
        }
        if (depth >= MAX_DEPTH || crossings >= MAX_CROSSINGS) {
            error = "bridge " + place().bridge().name() + ": a packet passed "
                    + (depth >= MAX_DEPTH ? MAX_DEPTH + " patch ports in a row" : MAX_CROSSINGS + " patch ports")
                    + " up to " + patch.name() + " and is dropped: the patch ports form a loop, remove one of them";
            note(error);
            return;
        }
        count(patch, peer.port());
        Place from = place();
        int before = tci;
        Map<BridgeExtension, Long> bitsBefore = bits;
        if (!peer.bridge().row().equals(from.bridge().row())) {
            bits = new IdentityHashMap<>();
        }
        depth++;
        crossings++;
        enter(peer);
        depth--;
        bits = bitsBefore;
        tci = before;
        place = from;
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

    /** Bring the tag of the packet in the datapath in line with what it shall be. */
    private void commit() {
        boolean wanted = (tci & PRESENT) != 0;
        boolean there = (wireTci & PRESENT) != 0;
        if (wanted == there && (!wanted || (tci & VID) == (wireTci & VID))) {
            return;
        }
        if (there) {
            actions.popVlan();
        }
        if (wanted) {
            // The new tag takes over the priority of the packet as it came in, so that too was looked at.
            field(FlowField.VLAN_TCI);
            actions.pushVlan(TPID, tci & (PCP | VID));
        }
        wireTci = tci;
    }
}
