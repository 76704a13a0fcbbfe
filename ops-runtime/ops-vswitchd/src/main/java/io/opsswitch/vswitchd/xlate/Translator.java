/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Translates packets: asks the pipelines of the bridges that a packet passes through, and writes their decisions down as
 * actions of a datapath. Safe for use by several threads; its only state are the translations that wait for their packets
 * to come back, of which each {@link Translation} holds some until it is released.
 */
public final class Translator {
    private static final List<OfpAct> TO_TABLES = List.of(new OfpAct.Output(OfPorts.TABLE, 0));

    private final LongSupplier clock;
    private final Recirculations recirculations = new Recirculations();
    private final MaskPool masks = new MaskPool();
    /** Packets of the switch itself that a translation gave rise to during which nothing can be sent. */
    private final Queue<Injection> pending = new ConcurrentLinkedQueue<>();

    private volatile @Nullable PacketInjector injector;
    private volatile DatapathAbilities abilities = DatapathAbilities.USUAL;
    private volatile boolean megaflows = true;
    private volatile int vlanLimit = VlanStack.MAX;

    /** Create a translator; the clock gives milliseconds and never goes back. */
    public Translator(LongSupplier clock) {
        this.clock = clock;
    }

    /** Return the translations that wait for their packets to come back. */
    public Recirculations recirculations() {
        return recirculations;
    }

    /** Set whether flows may have masks; without, what is decided is only for packets that are the same in all fields. */
    public void setMegaflows(boolean areOn) {
        megaflows = areOn;
    }

    /**
     * Set how many VLAN tags bridges look at, from 1 to {@link VlanStack#MAX}; flows that are there are not looked at again
     * for that.
     *
     * @return whether it was another number before
     */
    public boolean setVlanLimit(int tags) {
        boolean changes = vlanLimit != tags;
        vlanLimit = tags;
        return changes;
    }

    /** Return a packet as bridges get to see it. */
    public FlowKey seen(FlowKey key) {
        return VlanLimit.apply(key, vlanLimit);
    }

    private Journey journey(SwitchSnapshot snapshot, FlowKey key, Purpose purpose) {
        return new Journey(snapshot, recirculations, masks, key, purpose, abilities, vlanLimit, clock.getAsLong())
                .exact(!megaflows || !abilities.hasMasks());
    }

    /** Have packets of the switch itself sent by this; without it they are lost. */
    public void setInjector(PacketInjector sender) {
        injector = sender;
    }

    /** Say what the datapath can do; flows that are there are not looked at again for that. */
    public void setAbilities(DatapathAbilities value) {
        abilities = value;
    }

    /** Return what the datapath can do. */
    public DatapathAbilities abilities() {
        return abilities;
    }

    /** Send what could not be sent while flows were checked. Call without locks. */
    public void sendPending() {
        for (Injection next = pending.poll(); next != null; next = pending.poll()) {
            send(next);
        }
    }

    private Translation finish(Journey journey, Translation translation) {
        for (Injection injection : journey.injections) {
            if (journey.purpose == Purpose.REVALIDATION) {
                pending.add(injection);
            } else {
                send(injection);
            }
        }
        return translation;
    }

    private void send(Injection injection) {
        PacketInjector sender = injector;
        if (sender != null) {
            FlowKey metadata =
                    new FlowKey().set(FlowField.IN_PORT, injection.at().port().number());
            sender.packetOut(injection.at().bridge().row(), metadata, TO_TABLES, injection.frame());
        }
    }

    /**
     * Translate a packet.
     *
     * @param key the packet's fields; not kept
     * @param learn whether a packet is there that may change tables, or a decision is only being checked again
     */
    public Translation translate(SwitchSnapshot snapshot, FlowKey key, boolean learn) {
        return translate(snapshot, key, learn, 0);
    }

    /**
     * Translate a packet.
     *
     * @param key the packet's fields; not kept
     * @param learn whether a packet is there that may change tables, or a decision is only being checked again
     * @param length the bytes of the packet, which count if the datapath cannot look at them; 0 if there is none
     */
    public Translation translate(SwitchSnapshot snapshot, FlowKey key, boolean learn, int length) {
        Journey journey = journey(snapshot, key, learn ? Purpose.PACKET : Purpose.REVALIDATION);
        journey.length = length;
        return finish(journey, Arrival.fromDatapath(journey));
    }

    /** Translate a packet that does not exist, and note what is found on the way for people to read. */
    public Translation explain(SwitchSnapshot snapshot, FlowKey key) {
        Journey journey = journey(snapshot, key, Purpose.EXPLANATION);
        return finish(journey, Arrival.fromDatapath(journey));
    }

    /**
     * Explain what happens to a packet in a bridge; the key has the number of its port in OpenFlow.
     *
     * @param actions what is done with it; null if the bridge decides
     * @param isThere whether there is such a packet, so that tables change as it makes them
     * @param hasNames whether ports are written by name
     */
    public Translation explain(
            SwitchSnapshot snapshot,
            OfBridge bridge,
            FlowKey key,
            @Nullable List<OfpAct> actions,
            boolean isThere,
            boolean hasNames) {
        Journey journey = journey(snapshot, key, isThere ? Purpose.DEMONSTRATION : Purpose.EXPLANATION)
                .withNames(hasNames);
        return finish(journey, Arrival.inBridge(journey, bridge, actions));
    }

    /** Do actions with a packet in a bridge; the key has the number of its port in OpenFlow. */
    public Translation packetOut(SwitchSnapshot snapshot, OfBridge bridge, FlowKey key, List<OfpAct> actions) {
        Journey journey = journey(snapshot, key, Purpose.PACKET);
        return finish(journey, Arrival.inBridge(journey, bridge, actions));
    }

    /** A packet of a controller that is sent when the changes have come about under which it was translated. */
    public record Staged(Translation translation, List<Injection> injections) {}

    /**
     * Do actions with a packet as the tables of its bridge are going to be. To be called by whoever changes them, with their
     * lock held; what the packet changes by itself comes about with its effects.
     *
     * @param version the version of the tables that is being made
     */
    public Staged stage(
            SwitchSnapshot snapshot, OfBridge bridge, FlowKey key, List<OfpAct> actions, int length, long version) {
        Journey journey = journey(snapshot, key, Purpose.STAGED);
        journey.length = length;
        journey.version = version;
        return new Staged(Arrival.inBridge(journey, bridge, actions), List.copyOf(journey.injections));
    }

    /** Send the packets of the switch itself that a staged one gave rise to. Call without locks. */
    public void sendInjections(Staged staged) {
        staged.injections().forEach(this::send);
    }

    /** Go on with a packet that a controller has held; the metadata has the number of its port in OpenFlow. */
    public Translation resume(SwitchSnapshot snapshot, FlowKey key, Continuation continuation, FlowKey metadata) {
        Journey journey = journey(snapshot, key, Purpose.PACKET);
        return finish(journey, Arrival.resumed(journey, FrozenState.of(continuation, metadata)));
    }

    /** Let go of what the actions of a translation name: nothing uses them any more. */
    public void release(Translation translation) {
        if (!translation.recirculations().isEmpty()) {
            recirculations.release(translation.recirculations(), clock.getAsLong());
        }
    }
}
