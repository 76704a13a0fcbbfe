/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static io.opsswitch.datapath.netlink.message.FlowTable.CMD_DEL;
import static io.opsswitch.datapath.netlink.message.FlowTable.CMD_GET;
import static io.opsswitch.datapath.netlink.message.FlowTable.CMD_NEW;
import static io.opsswitch.datapath.netlink.message.FlowTable.CMD_SET;

import io.opsswitch.datapath.netlink.message.ActionsWriter;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.FlowTable;
import io.opsswitch.datapath.netlink.message.KeyWriter;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Answers requests about flows. */
final class FlowRequests {
    private final FakeKernel kernel;
    private final KeyWriter keys = new KeyWriter(false);
    private final FlowRecord record = new FlowRecord();
    private boolean clear;
    private int omit;
    private boolean names;

    FlowRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, ByteBuffer message, Answers answers)
            throws NetlinkException, MalformedMessageException {
        FakeDatapath datapath = kernel.datapath(reader.datapath());
        int command = reader.command();
        int flags = reader.messageFlags();
        while (reader.next()) {
            switch (reader.type()) {
                case FlowTable.CLEAR -> clear = true;
                case FlowTable.UFID_FLAGS -> omit = reader.getInt();
                case FlowTable.KEY, FlowTable.UFID -> names = true;
                default -> {
                    // Read below.
                }
            }
        }
        if (answers.isDump()) {
            for (FakeFlow flow : datapath.flows) {
                describe(answers, datapath, flow);
            }
            return;
        }
        if (command == CMD_DEL && !names) {
            datapath.flows.clear();
            return;
        }
        record.read(reader, message);
        if (kernel.windows && record.hasMask()) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: flows have no masks here");
        }
        FakeFlow flow = find(datapath);
        switch (command) {
            case CMD_NEW -> flow = put(datapath, flow, (flags & NetlinkHeader.CREATE) != 0);
            case CMD_SET -> {
                if (flow == null) {
                    throw noSuchFlow();
                }
                change(flow);
            }
            case CMD_GET, CMD_DEL -> {
                if (flow == null) {
                    throw noSuchFlow();
                }
                if (command == CMD_DEL) {
                    datapath.flows.remove(flow);
                }
            }
            default ->
                throw new NetlinkException(Errno.EOPNOTSUPP, "Operation not supported: ovs_flow command " + command);
        }
        if (kernel.windows || (flags & NetlinkHeader.ECHO) != 0 || command == CMD_GET) {
            describe(answers, datapath, flow);
        }
    }

    private static NetlinkException noSuchFlow() {
        return new NetlinkException(Errno.ENOENT, "No such file or directory: there is no such flow");
    }

    private @Nullable FakeFlow find(FakeDatapath datapath) {
        for (FakeFlow flow : datapath.flows) {
            boolean same = record.hasFlowId() && flow.hasId && !kernel.windows
                    ? flow.idHigh == record.flowIdHigh() && flow.idLow == record.flowIdLow()
                    : record.hasKey() && flow.key.equals(record.key());
            // The same masked key is the same flow, whichever packet it was made for.
            boolean overlaps = record.hasKey()
                    && record.hasMask()
                    && flow.mask.equals(record.mask())
                    && flow.masked.equals(record.key().masked(record.mask()));
            if (same || overlaps) {
                return flow;
            }
        }
        return null;
    }

    private FakeFlow put(FakeDatapath datapath, @Nullable FakeFlow old, boolean create) throws NetlinkException {
        if (!record.hasKey() || !record.hasActions()) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_flow lacks key or actions");
        }
        ActionCheck.check(record.actions());
        if (old != null) {
            if (create) {
                throw new NetlinkException(Errno.EEXIST, "File exists: there is such a flow");
            }
            change(old);
            return old;
        }
        FakeFlow flow = new FakeFlow(record);
        datapath.flows.add(flow);
        return flow;
    }

    private void change(FakeFlow flow) throws NetlinkException {
        if (record.hasActions()) {
            ActionCheck.check(record.actions());
            flow.actions = record.actions();
        }
        if (clear) {
            flow.clear();
        }
    }

    private void describe(Answers answers, FakeDatapath datapath, @Nullable FakeFlow flow) throws NetlinkException {
        if (flow == null) {
            return;
        }
        MessageWriter writer = answers.begin(Family.FLOW, CMD_NEW, datapath.number);
        if (flow.hasId && !kernel.windows) {
            int at = writer.putRoom(FlowTable.UFID, 16);
            writer.setBigLong(at, flow.idHigh);
            writer.setBigLong(at + Long.BYTES, flow.idLow);
        }
        boolean terse = flow.hasId;
        if (!terse || (omit & FlowTable.OMIT_KEY) == 0) {
            keys.key(writer, FlowTable.KEY, flow.key, null);
        }
        if (!kernel.windows && (!terse || (omit & FlowTable.OMIT_MASK) == 0)) {
            keys.mask(writer, FlowTable.MASK, flow.key, flow.mask);
        }
        if (!terse || (omit & FlowTable.OMIT_ACTIONS) == 0) {
            new ActionsWriter().write(writer, FlowTable.ACTIONS, flow.actions);
        }
        if (flow.packets > 0 || kernel.windows) {
            int stats = writer.putStruct(FlowTable.STATS);
            writer.setLong(stats, flow.packets);
            writer.setLong(stats + 8, flow.bytes);
        }
        if (flow.used != 0) {
            writer.put(FlowTable.USED, flow.used);
        }
        if (flow.tcpFlags != 0) {
            writer.put(FlowTable.TCP_FLAGS, flow.tcpFlags & 0xff);
        }
        answers.end(writer);
    }
}
