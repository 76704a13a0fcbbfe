/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static io.opsswitch.datapath.netlink.message.DatapathTable.CMD_DEL;
import static io.opsswitch.datapath.netlink.message.DatapathTable.CMD_GET;
import static io.opsswitch.datapath.netlink.message.DatapathTable.CMD_NEW;
import static io.opsswitch.datapath.netlink.message.DatapathTable.CMD_SET;

import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests about datapaths. */
final class DatapathRequests {
    private final FakeKernel kernel;
    private @Nullable String name;
    private @Nullable Integer features;
    private @Nullable Integer pid;
    private List<Integer> cpuPids = List.of();

    DatapathRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, Answers answers) throws NetlinkException, MalformedMessageException {
        if (answers.isDump()) {
            for (FakeDatapath datapath : kernel.datapaths.values()) {
                describe(answers, datapath);
            }
            return;
        }
        while (reader.next()) {
            switch (reader.type()) {
                case DatapathTable.NAME -> name = reader.getString();
                case DatapathTable.USER_FEATURES -> features = reader.getInt();
                case DatapathTable.UPCALL_PID -> pid = reader.getInt();
                case DatapathTable.PER_CPU_PIDS -> {
                    cpuPids = new ArrayList<>();
                    for (int i = 0; i < reader.length(); i += Integer.BYTES) {
                        cpuPids.add(reader.getInt(i));
                    }
                }
                default -> {
                    // Passed over, as kernels do.
                }
            }
        }
        FakeDatapath datapath;
        switch (reader.command()) {
            case CMD_NEW -> datapath = create();
            case CMD_GET -> datapath = find(reader.datapath());
            case CMD_SET -> {
                datapath = find(reader.datapath());
                if (!kernel.windows) {
                    change(datapath);
                }
            }
            case CMD_DEL -> {
                if (kernel.windows) {
                    throw new NetlinkException(Errno.EINVAL, "Windows' datapath cannot be removed");
                }
                datapath = find(reader.datapath());
                for (FakePort port : List.copyOf(datapath.ports.values())) {
                    kernel.removePort(datapath, port);
                }
                kernel.datapaths.remove(datapath.number);
            }
            default ->
                throw new NetlinkException(
                        Errno.EOPNOTSUPP, "Operation not supported: ovs_datapath command " + reader.command());
        }
        describe(answers, datapath);
    }

    private FakeDatapath create() throws NetlinkException {
        String wanted = name;
        if (wanted == null || pid == null) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_datapath lacks name or upcall_pid");
        }
        if (kernel.windows) {
            FakeDatapath only = kernel.datapaths.get(0);
            boolean same = only != null && only.name.equals(wanted);
            throw new NetlinkException(same ? Errno.EEXIST : Errno.ENODEV, "there is one datapath here, not " + wanted);
        }
        boolean taken = kernel.devices.contains(wanted)
                || kernel.datapaths.values().stream().anyMatch(d -> d.name.equals(wanted) || d.port(wanted) != null);
        if (taken) {
            throw new NetlinkException(Errno.EEXIST, "File exists: there is something of the name " + wanted);
        }
        FakeDatapath datapath = new FakeDatapath(kernel.newDatapathNumber(), wanted);
        FakePort local = new FakePort(0, PortType.INTERNAL, wanted, List.of(pid));
        datapath.ports.put(0, local);
        change(datapath);
        kernel.datapaths.put(datapath.number, datapath);
        kernel.announce(datapath, local, PortTable.CMD_NEW);
        return datapath;
    }

    private void change(FakeDatapath datapath) throws NetlinkException {
        if (features != null) {
            if ((features & ~0xf) != 0) {
                throw new NetlinkException(
                        Errno.EOPNOTSUPP, "Operation not supported: features 0x" + Integer.toHexString(features));
            }
            datapath.features = features;
        }
        if (!cpuPids.isEmpty()) {
            datapath.cpuPids = List.copyOf(cpuPids);
        }
    }

    private FakeDatapath find(int number) throws NetlinkException {
        String wanted = name;
        if (wanted == null) {
            return kernel.datapath(number);
        }
        for (FakeDatapath datapath : kernel.datapaths.values()) {
            if (datapath.name.equals(wanted)) {
                return datapath;
            }
        }
        throw new NetlinkException(Errno.ENODEV, "No such device: there is no datapath " + wanted);
    }

    private void describe(Answers answers, FakeDatapath datapath) throws NetlinkException {
        MessageWriter writer = answers.begin(Family.DATAPATH, CMD_NEW, datapath.number);
        writer.putString(DatapathTable.NAME, datapath.name);
        int stats = writer.putStruct(DatapathTable.STATS);
        writer.setLong(stats, datapath.hits);
        writer.setLong(stats + 8, datapath.missed);
        writer.setLong(stats + 16, datapath.lost);
        writer.setLong(stats + 24, datapath.flows.size());
        if (!kernel.windows) {
            int megaflow = writer.putStruct(DatapathTable.MEGAFLOW_STATS);
            writer.setLong(megaflow, datapath.maskHits);
            writer.setInt(megaflow + 8, (int)
                    datapath.flows.stream().map(flow -> flow.mask).distinct().count());
            writer.put(DatapathTable.USER_FEATURES, datapath.features);
            writer.put(DatapathTable.MASKS_CACHE_SIZE, 256);
        }
        answers.end(writer);
    }
}
