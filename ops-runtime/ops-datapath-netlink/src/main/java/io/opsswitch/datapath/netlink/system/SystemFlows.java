/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.FlowUfid;
import io.opsswitch.datapath.netlink.client.Flows;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a kernel, by the keys and masks that the switch knows them by: what a kernel tells of a flow has lost bits
 * that it does not know. Flows of others are known from the first dump on, by what the kernel tells of them.
 *
 * <p>Safe for use by several threads.
 */
final class SystemFlows {

    /** A flow of the kernel, by the key and the mask that the switch has. */
    private final class Known implements Pending.Made {
        final FlowKey key;
        final FlowKey mask;
        /** What the kernel names it by, null where that is its key. */
        final @Nullable FlowId kernelId;
        /** What it does, in the kernel's form. */
        volatile Actions actions;
        /** The last dump that told of it, or during which it was made. */
        volatile long dump;
        /** Where its making waits, null once the kernel was told. */
        volatile @Nullable Pending pending;

        Known(FlowKey key, FlowKey mask, @Nullable FlowId kernelId, Actions actions, long dump) {
            this.key = key;
            this.mask = mask;
            this.kernelId = kernelId;
            this.actions = actions;
            this.dump = dump;
        }

        /** Have the kernel know of it before anything else is asked about it. */
        void settle() {
            Pending waiting = pending;
            if (waiting != null) {
                waiting.flush();
            }
        }

        @Override
        public void done(@Nullable NetlinkException refusal) throws NetlinkException {
            pending = null;
            if (refusal == null) {
                return;
            }
            boolean isThere = false;
            try {
                if (refusal.errno() != Errno.EEXIST) {
                    throw refusal;
                }
                // It is there, and nobody here knew; or another flow takes this packet, and those that it would take.
                isThere = modify(key, mask, actions, kernelId);
            } finally {
                if (!isThere) {
                    known.remove(id(key, mask), this);
                    byKernel.remove(kernelName(key, kernelId), this);
                }
            }
        }
    }

    private final Flows flows;
    private final boolean hasIds;
    private final LongUnaryOperator usedTime;
    /** By key and mask as the switch has them. */
    private final Map<FlowId, Known> known = new ConcurrentHashMap<>();
    /** By what the kernel names them: a {@link FlowId}, or an exact key. */
    private final Map<Object, Known> byKernel = new ConcurrentHashMap<>();

    private final AtomicLong dumps = new AtomicLong();

    /**
     * Create for the flows of a datapath.
     *
     * @param hasIds whether flows have identifiers there
     * @param usedTime turns a time of the kernel's clock into one of the switch's
     */
    SystemFlows(Flows flows, boolean hasIds, LongUnaryOperator usedTime) {
        this.flows = flows;
        this.hasIds = hasIds;
        this.usedTime = usedTime;
    }

    private static FlowId id(FlowKey key, FlowKey mask) {
        return new FlowId(KernelUfid.half(FlowUfid.high(key, mask)), KernelUfid.half(FlowUfid.low(key, mask)));
    }

    private Object kernelName(FlowKey key, @Nullable FlowId kernelId) {
        if (kernelId != null) {
            return kernelId;
        }
        FlowKey exact = new FlowKey();
        ExactMask.of(key, exact);
        return key.masked(exact);
    }

    /**
     * Install a flow, or change its actions.
     *
     * @param pending where the making of a flow is added to what waits already; null if the kernel is to be told at once
     */
    void put(FlowKey key, FlowKey mask, Actions actions, @Nullable Pending pending) throws NetlinkException {
        FlowId id = id(key, mask);
        Known there = known.get(id);
        if (there != null) {
            there.settle();
            if (modify(there.key, mask, actions, there.kernelId)) {
                there.actions = actions;
                return;
            }
        }
        FlowId kernelId = hasIds ? id : null;
        // First of all, so that a dump that meets the flow knows it.
        Known made = new Known(key, mask, kernelId, actions, dumps.get());
        made.pending = pending;
        known.put(id, made);
        byKernel.put(kernelName(key, kernelId), made);
        NetlinkException refusal = null;
        try {
            if (pending != null) {
                pending.create(key, mask, actions, kernelId, made);
                return;
            }
            flows.put(Flows.Put.CREATE, key, mask, actions, kernelId, false, false);
        } catch (NetlinkException e) {
            refusal = e;
        }
        made.done(refusal);
    }

    /** Change the actions of a flow; return whether it is there. */
    private boolean modify(FlowKey key, FlowKey mask, Actions actions, @Nullable FlowId kernelId)
            throws NetlinkException {
        try {
            flows.put(Flows.Put.MODIFY, key, mask, actions, kernelId, false, false);
            return true;
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
            return false;
        }
    }

    /** Remove a flow; return whether it was there. */
    boolean remove(FlowKey key, FlowKey mask) throws NetlinkException {
        FlowId id = id(key, mask);
        Known there = known.remove(id);
        if (there != null) {
            there.settle();
        }
        FlowKey whole = there == null ? key : there.key;
        FlowId kernelId = there != null ? there.kernelId : hasIds ? id : null;
        byKernel.remove(kernelName(whole, kernelId));
        return flows.delete(whole, kernelId, new FlowRecord());
    }

    /** Remove the flows of packets that come in by a port. */
    void removeOf(int port) throws NetlinkException {
        for (Known each : List.copyOf(known.values())) {
            if (each.key.get(FlowField.IN_PORT) == port) {
                remove(each.key, each.mask);
            }
        }
    }

    /**
     * Return all flows, with keys and masks of the switch. Where flows have identifiers, the kernel tells no more of those
     * that are known than these and counters; what they do is then what they were given last.
     */
    List<FlowEntry> dump() throws NetlinkException {
        List<FlowEntry> list = new ArrayList<>(known.size());
        long dump = dumps.incrementAndGet();
        FlowRecord whole = new FlowRecord();
        // At first most flows are of a former run, and would be asked for one by one.
        flows.dump(hasIds && dump > 1, record -> {
            FlowId kernelId = record.hasFlowId() ? new FlowId(record.flowIdHigh(), record.flowIdLow()) : null;
            Known flow = byKernel.get(kernelName(record.key(), kernelId));
            if (flow == null) {
                flow = meet(record, kernelId, whole, dump);
            } else if (record.hasActions()) {
                flow.actions = record.actions();
            }
            if (flow != null) {
                flow.dump = dump;
                list.add(entry(record, flow.key, flow.mask, flow.actions));
            }
        });
        forget(dump - 1);
        return list;
    }

    /** Get to know a flow that somebody else made, by its record or by asking for it; null if it is gone by now. */
    private @Nullable Known meet(FlowRecord record, @Nullable FlowId kernelId, FlowRecord whole, long dump)
            throws NetlinkException {
        FlowRecord told = record;
        if (!record.hasKey() || !record.hasMask() && hasIds || !record.hasActions()) {
            boolean isThere =
                    kernelId == null ? flows.get(record.key(), whole) : flows.get(record.key(), kernelId, whole);
            if (!isThere) {
                return null;
            }
            told = whole;
        }
        Known found = new Known(told.key().copy(), told.mask().copy(), kernelId, told.actions(), dump);
        // Unless the switch made it meanwhile.
        Known there = byKernel.putIfAbsent(kernelName(found.key, kernelId), found);
        if (there != null) {
            return there;
        }
        known.put(id(found.key, found.mask), found);
        return found;
    }

    /** Forget flows that somebody else has removed: those that neither a dump nor the one after it told of. */
    private void forget(long dump) {
        for (Known flow : known.values()) {
            if (flow.dump < dump) {
                known.remove(id(flow.key, flow.mask), flow);
                byKernel.remove(kernelName(flow.key, flow.kernelId), flow);
            }
        }
    }

    /** Return all flows as the kernel tells of them. */
    List<ShownFlow> show() throws NetlinkException {
        List<ShownFlow> list = new ArrayList<>();
        flows.dump(false, record -> {
            FlowKey key = record.key().copy();
            FlowKey mask = record.mask().copy();
            String ufid = record.hasFlowId()
                    ? KernelUfid.text(record.flowIdHigh(), record.flowIdLow())
                    : FlowUfid.of(key, mask);
            list.add(new ShownFlow(ufid, entry(record, key, mask, record.actions())));
        });
        return list;
    }

    private FlowEntry entry(FlowRecord record, FlowKey key, FlowKey mask, Actions actions) {
        long used = record.usedMillis() == 0 ? 0 : Math.max(1, usedTime.applyAsLong(record.usedMillis()));
        return new FlowEntry(key, mask, actions, record.packets(), record.bytes(), used);
    }

    /** Remove all flows. */
    void flush() throws NetlinkException {
        known.values().forEach(Known::settle);
        flows.flush();
        known.clear();
        byKernel.clear();
    }
}
