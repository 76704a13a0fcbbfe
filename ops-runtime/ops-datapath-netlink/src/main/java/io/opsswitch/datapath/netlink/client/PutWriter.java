/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.message.ActionsWriter;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.message.FlowTable;
import io.opsswitch.datapath.netlink.message.KeyWriter;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import org.jspecify.annotations.Nullable;

/** Writes what a request says of a flow. Used by one thread at a time; allocates nothing. */
final class PutWriter {
    private static final int FLOW_ID_BYTES = 16;

    private final Capabilities capabilities;
    private final KeyWriter keys = new KeyWriter(false);
    private final ActionsWriter actionsWriter = new ActionsWriter();
    private final FlowKey exact = new FlowKey();

    PutWriter(Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    /** Write identifier, key, mask and actions of a flow, as far as the datapath has these. */
    void flow(MessageWriter writer, FlowKey key, FlowKey mask, Actions actions, @Nullable FlowId id)
            throws NetlinkException {
        boolean megaflows = capabilities.megaflows();
        if (!megaflows) {
            requireExact(key, mask);
        }
        if (id != null && capabilities.flowIds()) {
            identifier(writer, id);
        }
        keys.key(writer, FlowTable.KEY, key, megaflows ? mask : null);
        if (megaflows) {
            keys.mask(writer, FlowTable.MASK, key, mask);
        }
        actionsWriter.write(writer, FlowTable.ACTIONS, actions);
    }

    /** Write the key of a flow. */
    void key(MessageWriter writer, FlowKey key) throws NetlinkException {
        keys.key(writer, FlowTable.KEY, key, null);
    }

    /** Write the identifier of a flow. */
    static void identifier(MessageWriter writer, FlowId id) throws NetlinkException {
        int at = writer.putRoom(FlowTable.UFID, FLOW_ID_BYTES);
        writer.setBigLong(at, id.high());
        writer.setBigLong(at + Long.BYTES, id.low());
    }

    private void requireExact(FlowKey key, FlowKey mask) throws NetlinkException {
        ExactMask.of(key, exact);
        if (!ExactMask.covers(mask, exact)) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "a flow whose mask leaves out bits of its key: this datapath has no masks; give the exact key of a"
                            + " packet and its exact mask");
        }
    }
}
