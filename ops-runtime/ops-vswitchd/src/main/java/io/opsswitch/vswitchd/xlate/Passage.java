/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import java.util.List;
import java.util.Map;

/** How a packet comes into bridges: the first one, and others by patch ports. Works on the fields of a {@link Journey}. */
final class Passage {

    /** How many bridges without tables a packet may pass through one inside another. */
    static final int MAX_DEPTH = 64;
    /** How many bridges without tables a packet may pass through in all: bounds what parallel patches multiply. */
    static final int MAX_CROSSINGS = MAX_DEPTH * MAX_DEPTH;

    private Passage() {}

    /** Let the packet come into a bridge by a port. */
    static void enter(Journey journey, Place at, boolean isLast) {
        OfBridge bridge = at.bridge();
        journey.setBridge(bridge);
        journey.flow.set(FlowField.IN_PORT, at.port().number());
        inBridge(journey, bridge.name(), () -> process(journey, at, isLast));
    }

    /** Do something in a bridge, and say in the notes in which. */
    static void inBridge(Journey journey, String name, Runnable inside) {
        if (!journey.isExplaining()) {
            inside.run();
            return;
        }
        journey.report(Type.BRIDGE, "bridge(\"" + name + "\")");
        List<TraceNode> before = journey.enterTrace();
        inside.run();
        journey.resumeTrace(before);
    }

    private static void process(Journey journey, Place at, boolean isLast) {
        OfBridge here = at.bridge();
        if (here.isReserved(at.bundle())) {
            journey.warn("input port is reserved, dropping");
            return;
        }
        for (BridgeExtension extension : here.extensions()) {
            extension.ingress(journey, at.bundle());
        }
        VirtualPort virtual = at.port().virtual();
        if (virtual != null
                && journey.crossings == 0
                && SwitchSnapshot.isTunnelled(journey.original())
                && !virtual.receive(journey)) {
            return;
        }
        if ((at.port().config() & PortConfig.NO_RECV) != 0) {
            journey.warn("OFPPC_NO_RECV set, dropping");
            return;
        }
        boolean lastBefore = journey.isLast();
        journey.setLast(isLast);
        here.pipeline().process(journey);
        journey.setLast(lastBefore);
    }

    /** Let the packet leave by a patch port, and come into the bridge at its other end. */
    static void cross(Journey journey, OfPort patch, boolean isLast) {
        Place peer = journey.snapshot.peerOf(patch);
        if (peer == null) {
            journey.warn("patch port " + patch.name() + " has no peer, dropping");
            return;
        }
        if (!mayPass(journey, peer, patch.name())) {
            return;
        }
        count(journey, patch, peer.port());
        pass(journey, peer, isLast);
    }

    /** Return whether the packet may go through one more bridge; if not, the translation has failed. */
    static boolean mayPass(Journey journey, Place next, String by) {
        boolean hasTables = next.bridge().pipeline() instanceof TablePipeline;
        if (hasTables || journey.passages < MAX_DEPTH && journey.crossings < MAX_CROSSINGS) {
            return true;
        }
        journey.loop = "bridge " + journey.bridge().name() + ": a packet passed "
                + (journey.passages >= MAX_DEPTH ? MAX_DEPTH + " patch ports in a row" : MAX_CROSSINGS + " patch ports")
                + " up to " + by + " and is dropped: the patch ports form a loop, remove one of them";
        journey.reportError(journey.loop);
        return false;
    }

    /** Let the packet come into another bridge, and afterwards go on here with the packet as it was. */
    static void pass(Journey journey, Place peer, boolean isLast) {
        OfBridge from = journey.bridge();
        FlowKey before = journey.flow.copy();
        FlowKey tunnelMask = journey.mask.copy();
        boolean poppedBefore = journey.popped;
        Map<BridgeExtension, Long> bitsBefore = journey.bits;
        if (!peer.bridge().row().equals(from.row())) {
            journey.bits = null;
        }
        if (journey.popped) {
            // What the other bridge sees as the outermost tag stood behind another one.
            journey.mask.matchAll(FlowField.INNER_VLAN_TCI).matchAll(FlowField.INNER_VLAN_TPID);
        }
        TableWalk.Saved saved = journey.walk.leaveBridge();
        journey.passages++;
        journey.crossings++;
        enter(journey, peer, isLast);
        journey.passages--;
        journey.walk.returnToBridge(saved);
        MaskFinish.copyTunnel(tunnelMask, journey.mask);
        journey.bits = bitsBefore;
        journey.flow.copyFrom(before);
        journey.popped = poppedBefore;
        journey.setBridge(from);
        // What goes wrong in another bridge is not this one's fault.
        journey.error = null;
    }

    private static void count(Journey journey, OfPort out, OfPort in) {
        PatchCounters sent = out.patchCounters();
        PatchCounters received = in.patchCounters();
        if (sent != null && received != null) {
            journey.effect((packets, bytes, used) -> {
                sent.sent(packets, bytes);
                received.received(packets, bytes);
            });
        }
    }
}
