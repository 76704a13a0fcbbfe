/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.util.ArrayList;
import java.util.List;

/** The datapaths of a kernel. Safe for use by several threads. */
public final class KernelDatapaths implements AutoCloseable {
    private final DatapathTransport transport;
    private final Exchange exchange;

    /** Open the way to them. */
    public KernelDatapaths(DatapathTransport transport) throws NetlinkException {
        this.transport = transport;
        this.exchange = new Exchange(transport, Protocol.GENERIC);
    }

    /** Return all datapaths. */
    public List<DatapathInfo> list() throws NetlinkException {
        List<DatapathInfo> list = new ArrayList<>();
        exchange.dump(
                Family.DATAPATH,
                DatapathTable.CMD_GET,
                0,
                Exchange.Body::none,
                (reader, message) -> list.add(DatapathInfo.read(reader, message)));
        return list;
    }

    /**
     * Make a datapath.
     *
     * @param features bits {@code DatapathTable.FEATURE_*}
     * @throws NetlinkException with EEXIST if there is one of this name, with EOPNOTSUPP where none can be made
     */
    public DatapathInfo create(String name, int features) throws NetlinkException {
        if (!transport.capabilities().datapaths()) {
            throw new NetlinkException(
                    Errno.EOPNOTSUPP,
                    "datapath " + name + " cannot be made: this kernel has one, which is always"
                            + " there; use that which list() gives");
        }
        return exchange.ask(
                Family.DATAPATH,
                0,
                DatapathTable.CMD_NEW,
                0,
                writer -> {
                    writer.putString(DatapathTable.NAME, name);
                    // No upcalls until channels are set.
                    writer.put(DatapathTable.UPCALL_PID, 0);
                    writer.put(DatapathTable.USER_FEATURES, features);
                },
                DatapathInfo::read);
    }

    /** Return the datapath of a name, or throw with ENODEV. */
    public DatapathInfo get(String name) throws NetlinkException {
        return exchange.ask(
                Family.DATAPATH,
                0,
                DatapathTable.CMD_GET,
                0,
                writer -> writer.putString(DatapathTable.NAME, name),
                DatapathInfo::read);
    }

    /** Remove a datapath with all its ports and flows. */
    public void delete(String name) throws NetlinkException {
        if (!transport.capabilities().datapaths()) {
            throw new NetlinkException(
                    Errno.EOPNOTSUPP,
                    "datapath " + name + " cannot be removed: this kernel has one,"
                            + " which is always there; remove its ports and flows instead");
        }
        exchange.run(
                Family.DATAPATH, 0, DatapathTable.CMD_DEL, 0, writer -> writer.putString(DatapathTable.NAME, name));
    }

    /** Open a datapath. */
    public KernelDatapath open(DatapathInfo info) throws NetlinkException {
        return new KernelDatapath(transport, info);
    }

    /**
     * Set the features of a datapath.
     *
     * @param cpuPids the channels for the upcalls of each processor, for {@link DatapathTable#FEATURE_PER_CPU_UPCALLS};
     *     empty otherwise
     */
    public DatapathInfo setFeatures(String name, int features, List<Integer> cpuPids) throws NetlinkException {
        if (!cpuPids.isEmpty() && !transport.capabilities().perCpuUpcalls()) {
            throw new NetlinkException(
                    Errno.EOPNOTSUPP,
                    "datapath " + name + ": this kernel has no channels for each processor; give none");
        }
        return exchange.ask(
                Family.DATAPATH,
                NetlinkHeader.ACK,
                DatapathTable.CMD_SET,
                0,
                writer -> {
                    writer.putString(DatapathTable.NAME, name);
                    writer.put(DatapathTable.USER_FEATURES, features);
                    if (!cpuPids.isEmpty()) {
                        Pids.write(writer, DatapathTable.PER_CPU_PIDS, cpuPids);
                    }
                },
                DatapathInfo::read);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
