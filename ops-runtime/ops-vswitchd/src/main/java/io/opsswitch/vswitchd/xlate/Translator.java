/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.Journey.Purpose;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Translates packets: asks the pipelines of the bridges that a packet passes through, and writes their decisions down as
 * actions of a datapath. Safe for use by several threads; its only state are the translations that wait for their packets
 * to come back, of which each {@link Translation} holds some until it is released.
 */
public final class Translator {
    private final LongSupplier clock;
    private final Recirculations recirculations = new Recirculations();
    private volatile boolean exact;

    /** Create a translator; the clock gives milliseconds and never goes back. */
    public Translator(LongSupplier clock) {
        this.clock = clock;
    }

    /** Return the translations that wait for their packets to come back. */
    public Recirculations recirculations() {
        return recirculations;
    }

    /** Set whether what is decided is only for packets that are the same in all fields, so that each has its own flow. */
    public void setExact(boolean isExact) {
        exact = isExact;
    }

    private Journey journey(SwitchSnapshot snapshot, FlowKey key, Purpose purpose) {
        return new Journey(snapshot, recirculations, key, purpose, clock.getAsLong());
    }

    /**
     * Translate a packet.
     *
     * @param key the packet's fields; not kept
     * @param learn whether a packet is there that may change tables, or a decision is only being checked again
     */
    public Translation translate(SwitchSnapshot snapshot, FlowKey key, boolean learn) {
        boolean matchesAll = exact;
        Translation translation = journey(snapshot, key, learn ? Purpose.PACKET : Purpose.REVALIDATION)
                .run();
        FlowKey mask = translation.mask();
        if (mask.get(FlowField.VLAN_TCI) == 0) {
            // The keys of datapaths cannot say that a tag may be there or not; a flow is for packets with one or
            // without.
            mask.set(FlowField.VLAN_TCI, FlowField.VLAN_PRESENT | FlowField.VLAN_VID_MASK);
        }
        if (matchesAll) {
            for (int word = 0; word < FlowKey.PIPELINE_WORD; word++) {
                mask.setWord(word, -1L);
            }
        }
        return translation;
    }

    /** Translate a packet that does not exist, and note what is found on the way for people to read. */
    public Translation explain(SwitchSnapshot snapshot, FlowKey key) {
        return journey(snapshot, key, Purpose.EXPLANATION).run();
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
        return journey(snapshot, key, isThere ? Purpose.DEMONSTRATION : Purpose.EXPLANATION)
                .withNames(hasNames)
                .run(bridge, actions);
    }

    /** Do actions with a packet in a bridge; the key has the number of its port in OpenFlow. */
    public Translation packetOut(SwitchSnapshot snapshot, OfBridge bridge, FlowKey key, List<OfpAct> actions) {
        return journey(snapshot, key, Purpose.PACKET).run(bridge, actions);
    }

    /** Go on with a packet that a controller has held; the metadata has the number of its port in OpenFlow. */
    public Translation resume(SwitchSnapshot snapshot, FlowKey key, Continuation continuation, FlowKey metadata) {
        return journey(snapshot, key, Purpose.PACKET).resume(FrozenState.of(continuation, metadata));
    }

    /** Let go of what the actions of a translation name: nothing uses them any more. */
    public void release(Translation translation) {
        if (!translation.recirculations().isEmpty()) {
            recirculations.release(translation.recirculations(), clock.getAsLong());
        }
    }
}
