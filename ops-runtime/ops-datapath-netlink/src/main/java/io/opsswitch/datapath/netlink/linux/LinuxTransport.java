/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Linux kernel's datapaths, by generic netlink. Numbers of families and groups are asked for once and kept.
 *
 * <p>Safe for use by several threads.
 */
public final class LinuxTransport implements DatapathTransport {

    /** The number of OVS_DP_ATTR_PER_CPU_PIDS: a kernel whose datapaths have such an attribute can do it. */
    private static final int PER_CPU_PIDS = 8;

    /** As many 32-bit numbers as one attribute holds. */
    private static final int MOST_PIDS = (0xffff - 4) / 4;

    private final Map<Family, FamilyInfo> families = new ConcurrentHashMap<>();
    private final Set<LinuxChannel> channels = ConcurrentHashMap.newKeySet();

    /**
     * Create a transport.
     *
     * @throws NetlinkException with ENOSYS if the native library cannot be loaded; the message says why
     */
    public LinuxTransport() throws NetlinkException {
        try {
            NativeLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            throw new NetlinkException(Errno.ENOSYS, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String name() {
        return "linux";
    }

    /**
     * {@inheritDoc}
     *
     * <p>Without the datapath module in the kernel, what the oldest supported one can do.
     */
    @Override
    public Capabilities capabilities() {
        boolean perCpu;
        try {
            perCpu = info(Family.DATAPATH).largestAttribute() >= PER_CPU_PIDS;
        } catch (NetlinkException e) {
            perCpu = false; // whoever goes on meets the same error in family()
        }
        return new Capabilities(true, true, true, MOST_PIDS, perCpu, true);
    }

    @Override
    public int family(Family family) throws NetlinkException {
        return info(family).number();
    }

    /** Return the number of a group. */
    int group(MulticastGroup group) throws NetlinkException {
        return switch (group) {
            case VPORT -> info(Family.VPORT).group("ovs_vport");
            case CONNTRACK_NEW -> 1;
            case CONNTRACK_UPDATE -> 2;
            case CONNTRACK_DESTROY -> 3;
        };
    }

    private FamilyInfo info(Family family) throws NetlinkException {
        FamilyInfo known = families.get(family);
        if (known == null) {
            try (NetlinkChannel channel = open(Protocol.GENERIC)) {
                known = FamilyInfo.query(channel, family.title());
            }
            families.put(family, known);
        }
        return known;
    }

    @Override
    public void refresh() {
        families.clear();
    }

    @Override
    public boolean takesSeveral() {
        return true;
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        try {
            LinuxChannel channel = LinuxChannel.open(this, protocol);
            channels.add(channel);
            return channel;
        } catch (NativeException e) {
            throw new NetlinkException(e.errno(), e.getMessage());
        }
    }

    void closed(LinuxChannel channel) {
        channels.remove(channel);
    }

    @Override
    public int openChannels() {
        return channels.size();
    }

    @Override
    public void close() {
        channels.forEach(LinuxChannel::close);
    }
}
