/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.message.AttributeTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.message.Tables;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The state of the kernel in memory, and who answers which request. Guarded by its own lock. */
final class FakeKernel {
    /** Name and number of the datapath that Windows always has. */
    private static final String WINDOWS_DATAPATH = "ovs-system";

    final boolean windows;
    final Map<Integer, FakeDatapath> datapaths = new TreeMap<>();
    final Set<String> devices = new HashSet<>();
    final Tracker tracker = new Tracker();
    final Map<Integer, Long> zoneLimits = new TreeMap<>();
    private final Map<Integer, FakeChannel> channels = new HashMap<>();
    private int nextPid = 1000;
    private int nextDatapath = 1;
    long nowMillis = 1000;
    boolean isLoaded = true;
    boolean isEnabled = true;
    /** How often the datapaths went away: channels from before are of no use any more. */
    int losses;

    int queueLimit = 1024;

    /** Where an answer is written, before as much room is kept for it as it takes. */
    final ByteBuffer answerDraft = Answers.fresh();

    /** Where an upcall is written. */
    final ByteBuffer upcallDraft = Answers.fresh();

    FakeKernel(boolean windows) {
        this.windows = windows;
        if (windows) {
            datapaths.put(0, new FakeDatapath(0, WINDOWS_DATAPATH));
        }
    }

    void setLoaded(boolean loaded) {
        if (isLoaded && !loaded) {
            losses++;
            datapaths.clear();
            if (windows) {
                datapaths.put(0, new FakeDatapath(0, WINDOWS_DATAPATH));
            }
        }
        isLoaded = loaded;
        notifyAll();
    }

    void setEnabled(boolean enabled) {
        if (isEnabled && !enabled) {
            datapaths.put(0, new FakeDatapath(0, WINDOWS_DATAPATH));
        }
        isEnabled = enabled;
        notifyAll();
    }

    int register(FakeChannel channel) {
        channels.put(++nextPid, channel);
        return nextPid;
    }

    void forget(FakeChannel channel) {
        channels.remove(channel.pid());
    }

    int newDatapathNumber() {
        return nextDatapath++;
    }

    /** Return who gets the upcalls of a number, or null. */
    @Nullable
    FakeChannel upcallChannel(int pid) {
        FakeChannel channel = channels.get(pid);
        return channel != null && channel.takesPackets() ? channel : null;
    }

    int family(Family family) throws NetlinkException {
        return FakeTransport.number(windows, family);
    }

    List<ByteBuffer> answer(FakeChannel channel, ByteBuffer message) throws NetlinkException {
        MessageReader reader = new MessageReader();
        try {
            int type = NetlinkHeader.type(message);
            Answers answers = new Answers(this, message);
            if (channel.protocol() == Protocol.NETFILTER) {
                reader.openConntrack(message);
                new ConntrackRequests(this).answer(reader, type, answers);
                return answers.list();
            }
            Family family = familyOf(type);
            AttributeTable table = Tables.of(family);
            reader.open(message, table);
            if (reader.version() < family.version()) {
                throw new NetlinkException(
                        Errno.EINVAL,
                        table.name() + ": version " + reader.version() + ", where " + family.version() + " is wanted");
            }
            if (windows && reader.datapath() != 0) {
                throw new NetlinkException(Errno.EINVAL, table.name() + ": datapath " + reader.datapath() + ", not 0");
            }
            dispatch(family, reader, message, answers);
            return answers.list();
        } catch (MalformedMessageException e) {
            NetlinkException refusal = new NetlinkException(Errno.EINVAL, "Invalid argument: " + e.getMessage());
            refusal.initCause(e);
            throw refusal;
        }
    }

    private Family familyOf(int type) throws NetlinkException {
        for (Family family : Family.values()) {
            if ((windows || family != Family.WINDOWS_NETDEV) && family(family) == type) {
                return family;
            }
        }
        throw new NetlinkException(Errno.EINVAL, "no family has the number " + type);
    }

    private void dispatch(Family family, MessageReader reader, ByteBuffer message, Answers answers)
            throws NetlinkException, MalformedMessageException {
        switch (family) {
            case DATAPATH -> new DatapathRequests(this).answer(reader, answers);
            case VPORT -> new PortRequests(this).answer(reader, message, answers);
            case FLOW -> new FlowRequests(this).answer(reader, message, answers);
            case PACKET -> new PacketRequests(this).execute(reader, message);
            case METER -> new MeterRequests(this).answer(reader, answers);
            case CT_LIMIT -> new ZoneLimitRequests(this).answer(reader, answers);
            case WINDOWS_NETDEV -> new NetdevRequests(this).answer(reader, answers);
        }
    }

    /** Return the datapath that a request names in its header, or throw with ENODEV. */
    FakeDatapath datapath(int number) throws NetlinkException {
        FakeDatapath datapath = datapaths.get(number);
        if (datapath == null) {
            throw new NetlinkException(Errno.ENODEV, "No such device: there is no datapath " + number);
        }
        return datapath;
    }

    void removePort(FakeDatapath datapath, FakePort port) {
        datapath.ports.remove(port.number);
        announce(datapath, port, PortTable.CMD_DEL);
    }

    /** Tell those who have subscribed to ports. Windows tells only of ports that go. */
    void announce(FakeDatapath datapath, FakePort port, int command) {
        if (windows && command != PortTable.CMD_DEL) {
            return;
        }
        for (FakeChannel channel : channels.values()) {
            if (channel.isIn(MulticastGroup.VPORT)) {
                ByteBuffer event = Answers.fresh();
                PortRequests.describe(this, event, datapath, port, command, channel.pid());
                channel.offer(event);
            }
        }
    }

    /** Tell those who have subscribed to connections. */
    void announce(Tracker.Entry entry, MulticastGroup group) {
        for (FakeChannel channel : channels.values()) {
            if (channel.isIn(group)) {
                ByteBuffer event = Answers.fresh();
                ConntrackRequests.describe(entry, event, group, channel.pid());
                channel.offer(event);
            }
        }
    }
}
