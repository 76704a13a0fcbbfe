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
    private static final class Known {
        final FlowKey key;
        final FlowKey mask;
        /** What the kernel names it by, null where that is its key. */
        final @Nullable FlowId kernelId;
        /** The last dump that told of it, or during which it was made. */
        volatile long dump;

        Known(FlowKey key, FlowKey mask, @Nullable FlowId kernelId, long dump) {
            this.key = key;
            this.mask = mask;
            this.kernelId = kernelId;
            this.dump = dump;
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

    /** Install a flow, or change its actions. */
    void put(FlowKey key, FlowKey mask, Actions actions) throws NetlinkException {
        FlowId id = id(key, mask);
        Known there = known.get(id);
        if (there != null && modify(there.key, mask, actions, there.kernelId)) {
            return;
        }
        FlowId kernelId = hasIds ? id : null;
        Object name = kernelName(key, kernelId);
        // First of all, so that a dump that meets the flow knows it.
        Known made = new Known(key, mask, kernelId, dumps.get());
        known.put(id, made);
        byKernel.put(name, made);
        boolean isThere = false;
        try {
            flows.put(Flows.Put.CREATE, key, mask, actions, kernelId, false, false);
            isThere = true;
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
            // It is there, and nobody here knew; or another flow takes this packet, and those that it would take.
            isThere = modify(key, mask, actions, kernelId);
        } finally {
            if (!isThere) {
                known.remove(id);
                byKernel.remove(name);
            }
        }
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

    /** Return all flows, with keys and masks of the switch. */
    List<FlowEntry> dump() throws NetlinkException {
        List<FlowEntry> list = new ArrayList<>();
        long dump = dumps.incrementAndGet();
        flows.dump(false, record -> {
            FlowId kernelId = record.hasFlowId() ? new FlowId(record.flowIdHigh(), record.flowIdLow()) : null;
            Known flow = byKernel.computeIfAbsent(kernelName(record.key(), kernelId), name -> {
                Known found = new Known(record.key().copy(), record.mask().copy(), kernelId, dump);
                known.put(id(found.key, found.mask), found);
                return found;
            });
            flow.dump = dump;
            list.add(entry(record, flow.key, flow.mask));
        });
        forget(dump - 1);
        return list;
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
            list.add(new ShownFlow(ufid, entry(record, key, mask)));
        });
        return list;
    }

    private FlowEntry entry(FlowRecord record, FlowKey key, FlowKey mask) {
        long used = record.usedMillis() == 0 ? 0 : Math.max(1, usedTime.applyAsLong(record.usedMillis()));
        return new FlowEntry(key, mask, record.actions(), record.packets(), record.bytes(), used);
    }

    /** Remove all flows. */
    void flush() throws NetlinkException {
        flows.flush();
        known.clear();
        byKernel.clear();
    }
}
