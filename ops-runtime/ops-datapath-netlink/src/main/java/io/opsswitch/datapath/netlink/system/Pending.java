/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.Batch;
import io.opsswitch.datapath.netlink.client.Flows;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a thread has decided about packets and not yet told the kernel: flows to make and packets to execute, in their order.
 *
 * <p>One thread adds and flushes. Another one that wants to change a flow whose making waits here flushes first, so this
 * object's monitor guards all; who holds it takes no lock of the switch's tables.
 */
final class Pending implements AutoCloseable {

    /** Twice as many as packets that are taken at once. */
    private static final int MOST = 128;

    private final Batch batch;
    private final BiConsumer<String, NetlinkException> onFailure;
    /** By place in the batch: a flow to make, or null for a packet. */
    private final @Nullable Made[] flows = new Made[MOST];

    private int count;

    /** Create; failures are told with what could not be done. */
    Pending(Batch batch, BiConsumer<String, NetlinkException> onFailure) {
        this.batch = batch;
        this.onFailure = onFailure;
    }

    /** A flow that waits to be made. */
    interface Made {
        /** Hear that the kernel has it, as far as anybody knows; null, or why not. */
        void done(@Nullable NetlinkException refusal) throws NetlinkException;
    }

    /** Add the making of a flow, which is told what became of it. */
    synchronized void create(FlowKey key, FlowKey mask, Actions actions, @Nullable FlowId id, Made flow)
            throws NetlinkException {
        flushIfFull();
        batch.put(Flows.Put.CREATE, key, mask, actions, id);
        flows[count++] = flow;
    }

    /** Add the execution of a packet, which is copied. */
    synchronized void execute(ByteBuffer packet, FlowKey metadata, Actions actions, int largestFragment, long hash)
            throws NetlinkException {
        flushIfFull();
        batch.execute(packet, metadata, actions, largestFragment, hash);
        count++;
    }

    private void flushIfFull() {
        if (count == MOST || !batch.hasRoom()) {
            flush();
        }
    }

    /** Have the kernel do what was added, and return when it has. */
    synchronized void flush() {
        if (count == 0) {
            return;
        }
        int sent = count;
        count = 0;
        NetlinkException unknown = null;
        try {
            batch.send(this::refused);
        } catch (NetlinkException e) {
            unknown = e;
        }
        for (int i = 0; i < sent; i++) {
            Made flow = flows[i];
            flows[i] = null;
            if (flow != null) {
                finish(flow, unknown);
            }
        }
        if (unknown != null) {
            onFailure.accept("could not execute actions on a packet", unknown);
        }
    }

    private void refused(int place, NetlinkException why) {
        Made flow = flows[place];
        if (flow == null) {
            onFailure.accept("could not execute actions on a packet", why);
        } else {
            flows[place] = null;
            finish(flow, why);
        }
    }

    private void finish(Made flow, @Nullable NetlinkException refusal) {
        try {
            flow.done(refusal);
        } catch (NetlinkException e) {
            onFailure.accept("could not install a flow", e);
        }
    }

    /** Free the channel; what was not flushed is forgotten. */
    @Override
    public void close() {
        batch.close();
    }
}
