/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static io.opsswitch.datapath.netlink.message.PortTable.CMD_DEL;
import static io.opsswitch.datapath.netlink.message.PortTable.CMD_GET;
import static io.opsswitch.datapath.netlink.message.PortTable.CMD_NEW;
import static io.opsswitch.datapath.netlink.message.PortTable.CMD_SET;

import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests about ports. */
final class PortRequests {
    /** {@code EFBIG}: Linux says so when a port's number is too large. */
    private static final int EFBIG = 27;

    private final FakeKernel kernel;
    private @Nullable Integer number;
    private @Nullable Integer type;
    private @Nullable String name;
    private @Nullable List<Integer> pids;
    private boolean hasOptions;
    private int destinationPort;
    private boolean groupPolicy;

    PortRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, ByteBuffer message, Answers answers)
            throws NetlinkException, MalformedMessageException {
        FakeDatapath datapath = kernel.datapath(reader.datapath());
        if (answers.isDump()) {
            for (FakePort port : datapath.ports.values()) {
                describe(answers, datapath, port, CMD_NEW);
            }
            return;
        }
        attributes(reader);
        switch (reader.command()) {
            case CMD_NEW -> {
                FakePort port = create(datapath);
                if (port != null) {
                    kernel.announce(datapath, port, CMD_NEW);
                    describe(answers, datapath, port, CMD_NEW);
                }
            }
            case CMD_GET -> describe(answers, datapath, find(datapath), CMD_NEW);
            case CMD_SET -> {
                FakePort port = find(datapath);
                change(port);
                kernel.announce(datapath, port, CMD_SET);
                describe(answers, datapath, port, CMD_NEW);
            }
            case CMD_DEL -> {
                FakePort port = find(datapath);
                if (port.number == 0) {
                    throw new NetlinkException(Errno.EINVAL, "Invalid argument: the local port cannot be removed");
                }
                describe(answers, datapath, port, CMD_DEL);
                if (kernel.windows) {
                    // Windows tells only of ports that its own switch loses.
                    datapath.ports.remove(port.number);
                } else {
                    kernel.removePort(datapath, port);
                }
            }
            default ->
                throw new NetlinkException(
                        Errno.EOPNOTSUPP, "Operation not supported: ovs_vport command " + reader.command());
        }
    }

    private void attributes(MessageReader reader) throws MalformedMessageException {
        while (reader.next()) {
            switch (reader.type()) {
                case PortTable.PORT_NO -> number = reader.getInt();
                case PortTable.TYPE -> type = reader.getInt();
                case PortTable.NAME -> name = reader.getString();
                case PortTable.UPCALL_PID -> {
                    List<Integer> list = new ArrayList<>();
                    for (int i = 0; i < reader.length(); i += Integer.BYTES) {
                        list.add(reader.getInt(i));
                    }
                    pids = list;
                }
                case PortTable.OPTIONS -> options(reader);
                default -> {
                    // Passed over, as kernels do.
                }
            }
        }
    }

    private void options(MessageReader reader) throws MalformedMessageException {
        hasOptions = true;
        reader.enter();
        while (reader.next()) {
            if (reader.type() == PortTable.OPTION_DST_PORT) {
                destinationPort = reader.getInt();
            } else if (reader.type() == PortTable.OPTION_EXTENSION) {
                reader.enter();
                while (reader.next()) {
                    groupPolicy |= reader.type() == PortTable.EXTENSION_GBP;
                }
                reader.leave();
            }
        }
        reader.leave();
    }

    /** Make a port; null if Windows says no more than "well" because there is such a tunnel. */
    private @Nullable FakePort create(FakeDatapath datapath) throws NetlinkException {
        String wanted = name;
        List<Integer> channels = pids;
        if (wanted == null || type == null || channels == null) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_vport lacks name, type or upcall_pid");
        }
        if (kernel.windows && channels.size() != 1) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: Windows wants one upcall_pid");
        }
        PortType kind = PortType.of(type);
        if (kind == PortType.UNKNOWN || kernel.windows && kind.number() > PortType.GENEVE.number()) {
            throw new NetlinkException(
                    kernel.windows ? Errno.EINVAL : Errno.EOPNOTSUPP, "no ports of type " + type + " here");
        }
        if (number != null && (number < 0 || number >= FakeDatapath.MAX_PORTS)) {
            throw new NetlinkException(kernel.windows ? Errno.EINVAL : EFBIG, "port number " + number);
        }
        boolean tunnel = kind != PortType.NETDEV && kind != PortType.INTERNAL;
        if (kernel.windows && tunnel) {
            for (FakePort port : datapath.ports.values()) {
                if (port.type == kind && port.destinationPort == destinationPort) {
                    return null;
                }
            }
        }
        requireDevice(kind, wanted, tunnel);
        for (FakeDatapath other : kernel.datapaths.values()) {
            if (other.port(wanted) != null) {
                throw new NetlinkException(Errno.EEXIST, "there is a port of the name " + wanted + " already");
            }
        }
        if (number != null && datapath.ports.containsKey(number)) {
            throw new NetlinkException(
                    kernel.windows ? Errno.EEXIST : Errno.EBUSY, "there is a port " + number + " already");
        }
        if (!kernel.windows && (kind == PortType.VXLAN || kind == PortType.GENEVE) && destinationPort == 0) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: a tunnel over UDP lacks its dst_port");
        }
        FakePort port = new FakePort(number == null ? datapath.freePort() : number, kind, wanted, channels);
        port.destinationPort = destinationPort;
        port.groupPolicy = groupPolicy;
        datapath.ports.put(port.number, port);
        return port;
    }

    private void requireDevice(PortType kind, String wanted, boolean tunnel) throws NetlinkException {
        // Linux makes internal ports; Windows binds what Hyper-V has made.
        boolean needsDevice = !tunnel && (kind == PortType.NETDEV || kernel.windows);
        if (needsDevice && !kernel.devices.contains(wanted)) {
            throw new NetlinkException(kernel.windows ? Errno.EINVAL : Errno.ENODEV, "there is no device " + wanted);
        }
        if (!needsDevice && kernel.devices.contains(wanted)) {
            throw new NetlinkException(Errno.EEXIST, "File exists: there is a device " + wanted);
        }
    }

    private void change(FakePort port) throws NetlinkException {
        if (type != null && type != port.type.number()) {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: the type of a port cannot be changed");
        }
        if (hasOptions) {
            if (kernel.windows || port.type == PortType.NETDEV || port.type == PortType.INTERNAL) {
                throw new NetlinkException(
                        kernel.windows ? Errno.EOPNOTSUPP : Errno.EINVAL, "the options of a port cannot be changed");
            }
            port.destinationPort = destinationPort;
        }
        List<Integer> channels = pids;
        if (channels != null) {
            port.pids = channels;
        }
    }

    private FakePort find(FakeDatapath datapath) throws NetlinkException {
        String wanted = name;
        FakePort port;
        if (wanted != null) {
            port = datapath.port(wanted);
        } else if (number != null) {
            if (!kernel.windows && (number < 0 || number >= FakeDatapath.MAX_PORTS)) {
                throw new NetlinkException(EFBIG, "File too large: port number " + Integer.toUnsignedString(number));
            }
            port = datapath.ports.get(number);
        } else {
            throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_vport has neither name nor port_no");
        }
        if (port == null) {
            throw new NetlinkException(
                    Errno.ENODEV, "No such device: there is no port " + (wanted == null ? number : wanted));
        }
        return port;
    }

    private void describe(Answers answers, FakeDatapath datapath, FakePort port, int command) throws NetlinkException {
        MessageWriter writer = answers.begin(Family.VPORT, command, datapath.number);
        write(kernel, writer, datapath, port);
        int stats = writer.putStruct(PortTable.STATS);
        writer.setLong(stats, port.rxPackets);
        writer.setLong(stats + 8, port.txPackets);
        writer.setLong(stats + 16, port.rxBytes);
        writer.setLong(stats + 24, port.txBytes);
        answers.end(writer);
    }

    private static void write(FakeKernel kernel, MessageWriter writer, FakeDatapath datapath, FakePort port)
            throws NetlinkException {
        writer.put(PortTable.PORT_NO, port.number);
        writer.put(PortTable.TYPE, port.type.number());
        writer.putString(PortTable.NAME, port.name);
        // Who did not ask for several channels does not understand several.
        boolean several = kernel.windows || (datapath.features & DatapathTable.FEATURE_VPORT_PIDS) != 0;
        int channels = several ? port.pids.size() : Math.min(1, port.pids.size());
        int at = writer.putStructs(PortTable.UPCALL_PID, channels);
        for (int i = 0; i < channels; i++) {
            writer.setInt(at + Integer.BYTES * i, port.pids.get(i));
        }
        if (!kernel.windows && (port.destinationPort != 0 || port.groupPolicy)) {
            writer.open(PortTable.OPTIONS);
            if (port.destinationPort != 0) {
                writer.put(PortTable.OPTION_DST_PORT, port.destinationPort);
            }
            if (port.groupPolicy) {
                writer.open(PortTable.OPTION_EXTENSION);
                writer.putFlag(PortTable.EXTENSION_GBP);
                writer.close();
            }
            writer.close();
        }
    }

    /** Write the event of a port into a buffer. */
    static void describe(
            FakeKernel kernel, ByteBuffer into, FakeDatapath datapath, FakePort port, int command, int pid) {
        try {
            MessageWriter writer = new MessageWriter();
            int family = kernel.family(Family.VPORT);
            int version = Family.VPORT.version();
            writer.begin(into, family, 0, command, version, datapath.number, PortTable.TABLE);
            writer.address(0, pid);
            write(kernel, writer, datapath, port);
            writer.end();
        } catch (NetlinkException e) {
            throw new IllegalStateException("the event of a port does not fit", e);
        }
    }
}
