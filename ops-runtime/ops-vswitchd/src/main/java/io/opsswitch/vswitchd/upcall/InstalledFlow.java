/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.xlate.Translation;
import java.util.List;

/**
 * What the switch knows about a flow that it installed in a datapath. Guarded by the entry of its {@link FlowId} in the
 * {@link FlowTable}: all methods are called from within the table's updates.
 */
public final class InstalledFlow {
    private final FlowKey key;
    private final long created;
    private Translation translation;
    private long generation;
    private long sequence;
    private long packets;
    private long bytes;
    private long used;
    private volatile long lastPass;

    InstalledFlow(FlowKey key, Translation translation, long generation, long sequence, long created) {
        this.key = key;
        this.translation = translation;
        this.generation = generation;
        this.sequence = sequence;
        this.created = created;
    }

    /** Count from what the flow has had before it was taken over. */
    void startFrom(FlowEntry entry) {
        packets = entry.packets();
        bytes = entry.bytes();
        used = entry.usedMillis();
    }

    /** Return the fields of the packet that the flow was made for, all of them. */
    public FlowKey key() {
        return key;
    }

    /** Return the actions that the datapath has. */
    public Actions actions() {
        return translation.flowActions();
    }

    /** Return the tags that the decision depends on. */
    public long tags() {
        return translation.tags();
    }

    /** Return the generation of the configuration that it was translated under. */
    public long generation() {
        return generation;
    }

    /** Return the state of the {@link ChangeLog} before it was translated or found to be right. */
    public long sequence() {
        return sequence;
    }

    /** Return when the flow was last used, or made if it never was, in milliseconds. */
    public long lastActive() {
        return Math.max(used, created);
    }

    /** Return the number of the last look at all flows that found this one in the datapath; 0 before the first. */
    public long lastPass() {
        return lastPass;
    }

    /** Note that a look at all flows found this one in the datapath. */
    public void setLastPass(long number) {
        lastPass = number;
    }

    /** Take over a newer translation, or the finding that the old one is right; return the old one. */
    public Translation validated(Translation newer, long newGeneration, long newSequence) {
        Translation older = translation;
        translation = newer;
        generation = newGeneration;
        sequence = newSequence;
        return older;
    }

    /** Return the translation that was found to be right last. */
    Translation translation() {
        return translation;
    }

    /** Note that changes up to a state of the {@link ChangeLog} do not concern this flow. */
    public void unconcerned(long newSequence) {
        sequence = newSequence;
    }

    /** Take over the datapath's counters and apply the effects of what is new; return the number of new packets. */
    public long credit(long totalPackets, long totalBytes, long usedMillis) {
        // A datapath may start to count afresh when the actions of a flow are replaced.
        long newPackets = totalPackets >= packets ? totalPackets - packets : totalPackets;
        long newBytes = totalPackets >= packets ? totalBytes - bytes : totalBytes;
        packets = totalPackets;
        bytes = totalBytes;
        used = Math.max(used, usedMillis);
        if (newPackets > 0) {
            List<Effect> effects = translation.effects();
            for (Effect effect : effects) {
                effect.credit(newPackets, newBytes, used);
            }
        }
        return newPackets;
    }
}
