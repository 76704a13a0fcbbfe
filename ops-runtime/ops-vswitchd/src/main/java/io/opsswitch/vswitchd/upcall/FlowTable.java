/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.xlate.Translation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The flows that the switch installed in one datapath. Every change of a flow, here and in the datapath, happens inside
 * an atomic update of its entry, so that installing and revalidating threads cannot undo each other's work. Safe for use
 * by several threads.
 */
public final class FlowTable {
    private final Datapath datapath;
    private final Consumer<Translation> released;
    private final ConcurrentHashMap<FlowId, InstalledFlow> flows = new ConcurrentHashMap<>();

    /**
     * Create a table without flows for a datapath.
     *
     * @param released is told of each translation that nothing uses any more
     */
    public FlowTable(Datapath datapath, Consumer<Translation> released) {
        this.datapath = datapath;
        this.released = released;
    }

    /** Return how many flows are installed. */
    public int size() {
        return flows.size();
    }

    /**
     * Install the flow of a translation, unless a translation of newer configuration has been there first.
     *
     * @param key the packet's key; copied
     * @param translation is this table's from now on: released when nothing uses it any more
     */
    public void install(FlowKey key, Translation translation, long generation, long sequence, long now) {
        FlowKey kept = key.copy();
        flows.compute(FlowId.of(kept, translation.mask()), (id, there) -> {
            if (there != null && there.generation() > generation) {
                released.accept(translation);
                return there;
            }
            if (there == null) {
                datapath.putFlow(kept, id.mask(), translation.flowActions());
                DatapathLog.created(datapath, kept, id.mask(), translation.flowActions());
                return new InstalledFlow(kept, translation, generation, sequence, now);
            }
            if (!there.actions().equals(translation.flowActions())) {
                replaceActions(id, there, translation);
            }
            released.accept(there.validated(translation, generation, sequence));
            return there;
        });
    }

    /**
     * Take over a flow that is in the datapath and that somebody else has installed, with the actions that it is to have;
     * if it is here by now, it stays as it is.
     *
     * @param translation is this table's from now on, as in {@link #install}
     */
    public void adopt(FlowId id, FlowEntry entry, Translation translation, long generation, long sequence, long now) {
        flows.compute(id, (same, there) -> {
            if (there != null) {
                released.accept(translation);
                return there;
            }
            InstalledFlow adopted = new InstalledFlow(entry.key(), translation, generation, sequence, now);
            if (!entry.actions().equals(translation.flowActions())) {
                replaceActions(id, adopted, translation);
            }
            adopted.startFrom(entry);
            return adopted;
        });
    }

    /** Return whether a flow is here. */
    public boolean has(FlowId id) {
        return flows.containsKey(id);
    }

    /** Update a flow: the function sees it, or null if it is not here, and tells whether it stays. */
    public void update(FlowId id, Function<@Nullable InstalledFlow, Boolean> stays) {
        flows.compute(id, (same, there) -> {
            if (stays.apply(there)) {
                return there;
            }
            datapath.removeFlow(id.maskedKey(), id.mask());
            DatapathLog.deleted(datapath, there == null ? id.maskedKey() : there.key(), id.mask());
            if (there != null) {
                released.accept(there.translation());
            }
            return null;
        });
    }

    /** Remove the flows that a condition holds for; it may be asked again, inside the update that removes the flow. */
    public void removeIf(Predicate<InstalledFlow> condition) {
        flows.forEach((id, flow) -> {
            if (condition.test(flow)) {
                update(id, same -> same != null && !condition.test(same));
            }
        });
    }

    /** Remove all flows. */
    public void clear() {
        for (FlowId id : flows.keySet()) {
            update(id, flow -> false);
        }
    }

    /** Release a translation that was not installed, or not any more. */
    public void release(Translation translation) {
        released.accept(translation);
    }

    /** Give a flow other actions in the datapath; called from within {@link #update}. */
    public void replaceActions(FlowId id, InstalledFlow flow, Translation translation) {
        datapath.putFlow(flow.key(), id.mask(), translation.flowActions());
        DatapathLog.modified(datapath, flow.key(), id.mask(), translation.flowActions());
    }
}
