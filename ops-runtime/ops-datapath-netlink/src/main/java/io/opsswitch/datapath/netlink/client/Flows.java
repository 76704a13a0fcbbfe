/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.FlowTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The flows of a datapath. Where it has no masks, a flow is one exact key: a mask that leaves out a bit of it is refused.
 * Safe for use by several threads; putting a flow allocates nothing.
 */
public final class Flows {
    /** Who names a flow by its identifier knows the rest. */
    private static final int COUNTERS_ONLY = FlowTable.OMIT_KEY | FlowTable.OMIT_MASK | FlowTable.OMIT_ACTIONS;

    private final Exchange exchange;
    private final Exchange dumps;
    private final Capabilities capabilities;
    private final int datapath;
    private final PutWriter puts;

    Flows(Exchange exchange, Exchange dumps, Capabilities capabilities, int datapath) {
        this.exchange = exchange;
        this.dumps = dumps;
        this.capabilities = capabilities;
        this.datapath = datapath;
        this.puts = new PutWriter(capabilities);
    }

    /** What to do with a flow that is there, or is not. */
    public enum Put {
        /** Make it; EEXIST if it is there. */
        CREATE(FlowTable.CMD_NEW, NetlinkHeader.CREATE),
        /** Make it, or change it if it is there. */
        CREATE_OR_MODIFY(FlowTable.CMD_NEW, 0),
        /** Change it; ENOENT if it is not there. */
        MODIFY(FlowTable.CMD_SET, 0);

        private final int command;
        private final int flags;

        Put(int command, int flags) {
            this.command = command;
            this.flags = flags;
        }

        int command() {
            return command;
        }

        int flags() {
            return flags;
        }
    }

    /**
     * A unique identifier of a flow.
     *
     * @param high its first 8 bytes
     * @param low its other 8 bytes
     */
    public record FlowId(long high, long low) {}

    /** Takes flows of a dump. */
    @FunctionalInterface
    public interface FlowSink {
        /** Take a flow; it changes when the call has ended. */
        void accept(FlowRecord flow) throws NetlinkException;
    }

    /**
     * Put a flow.
     *
     * @param id its identifier, or null; left out where the datapath has none
     * @param clear whether to set its counters to 0
     * @param probe whether failure is expected, so that the kernel does not log it
     */
    public void put(
            Put put, FlowKey key, FlowKey mask, Actions actions, @Nullable FlowId id, boolean clear, boolean probe)
            throws NetlinkException {
        exchange.lock();
        try {
            MessageWriter writer = exchange.begin(Family.FLOW, NetlinkHeader.ACK | put.flags, put.command, datapath);
            puts.flow(writer, key, mask, actions, id);
            if (clear) {
                writer.putFlag(FlowTable.CLEAR);
            }
            if (probe) {
                writer.putFlag(FlowTable.PROBE);
            }
            exchange.send();
        } finally {
            exchange.unlock();
        }
    }

    /**
     * Read a flow.
     *
     * @param into takes it
     * @return whether there is such a flow
     */
    public boolean get(FlowKey key, FlowRecord into) throws NetlinkException {
        return find(FlowTable.CMD_GET, key, null, into);
    }

    /** Read the flow of an identifier; where the datapath has none, by its key. */
    public boolean get(FlowKey key, FlowId id, FlowRecord into) throws NetlinkException {
        return find(FlowTable.CMD_GET, key, id, into);
    }

    /**
     * Remove a flow: that of the identifier, or where there is none, or the datapath has none, that of the key.
     *
     * @param into takes its last counters
     * @return whether there was such a flow
     */
    public boolean delete(FlowKey key, @Nullable FlowId id, FlowRecord into) throws NetlinkException {
        return find(FlowTable.CMD_DEL, key, id, into);
    }

    private boolean find(int command, FlowKey key, @Nullable FlowId id, FlowRecord into) throws NetlinkException {
        exchange.lock();
        try {
            MessageWriter writer = exchange.begin(Family.FLOW, NetlinkHeader.ECHO, command, datapath);
            if (id != null && capabilities.flowIds()) {
                PutWriter.identifier(writer, id);
                if (command == FlowTable.CMD_DEL) {
                    writer.put(FlowTable.UFID_FLAGS, COUNTERS_ONLY);
                }
            } else {
                puts.key(writer, key);
            }
            ByteBuffer message = exchange.send();
            if (message.hasRemaining()) {
                into.read(exchange.reader(), message);
            }
            return true;
        } catch (MalformedMessageException e) {
            throw e.asNetlinkException();
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENOENT) {
                return false;
            }
            throw e;
        } finally {
            exchange.unlock();
        }
    }

    /** Remove all flows. */
    public void flush() throws NetlinkException {
        exchange.run(Family.FLOW, 0, FlowTable.CMD_DEL, datapath, Exchange.Body::none);
    }

    /**
     * Hand on each flow; other requests may be made meanwhile.
     *
     * @param terse whether identifier and counters are enough; ignored where flows have no identifier
     */
    public void dump(boolean terse, FlowSink sink) throws NetlinkException {
        FlowRecord flow = new FlowRecord();
        dumps.dump(
                Family.FLOW,
                FlowTable.CMD_GET,
                datapath,
                writer -> {
                    if (terse && capabilities.flowIds()) {
                        writer.put(FlowTable.UFID_FLAGS, COUNTERS_ONLY);
                    }
                },
                (reader, message) -> {
                    flow.read(reader, message);
                    sink.accept(flow);
                });
    }
}
