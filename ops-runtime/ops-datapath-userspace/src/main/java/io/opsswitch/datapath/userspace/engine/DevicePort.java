/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkDriver;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import io.opsswitch.datapath.userspace.device.Device;
import io.opsswitch.datapath.userspace.device.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A port that is a network device of this host. State is read from the system; settings may be changed by any thread. */
public abstract class DevicePort extends PortBase {

    private static final Vlog VLOG = Vlog.module("netdev_linux");

    private final Device device;
    private final List<RxQueue> receiveQueues;
    private final Object linkLock = new Object();
    private boolean isClosed;
    private @Nullable NetworkLink seen;
    private int lastIfindex;
    private long lastCarrierChanges;
    private long linkResets;

    /** Create a port on an open device. */
    protected DevicePort(int number, String name, String type, Device device) {
        super(number, name, type);
        this.device = device;
        List<RxQueue> queues = new ArrayList<>();
        for (FrameSource source : device.sources()) {
            queues.add(new RxQueue(this, queues.size(), source));
        }
        this.receiveQueues = List.copyOf(queues);
    }

    /** The driver of the system's device, as Open vSwitch tells it. */
    @Override
    public Map<String, String> status() {
        return NetworkDriver.status(name());
    }

    @Override
    public final List<RxQueue> receiveQueues() {
        return receiveQueues;
    }

    /** Return the device. */
    public final Device device() {
        return device;
    }

    /** Look whether the system's device came, went or changed, and follow it; return whether it did since last time. */
    public final synchronized boolean refresh() {
        if (isClosed) {
            return false;
        }
        NetworkLink link;
        try {
            link = query();
        } catch (NativeException e) {
            // The system could not answer, so nothing is known to have changed.
            VLOG.warn("state of device %s is unknown: %s", name(), e.getMessage());
            return false;
        }
        countLinkResets(link);
        follow(link);
        boolean isChanged = !Objects.equals(link, seen);
        seen = link;
        return isChanged;
    }

    /** Close the device. Called when no worker uses it any more. */
    public final synchronized void close() {
        if (!isClosed) {
            isClosed = true;
            device.close();
        }
    }

    /**
     * Adapt to the system's device, which may have been removed, or removed and made anew.
     *
     * @param link its state, or null if it is gone
     */
    protected abstract void follow(@Nullable NetworkLink link);

    /** Return whether a device of this name is the one that this port is. */
    protected abstract boolean isOurs(NetworkLink link);

    /** Return the system's state of the device, or null if it is gone. */
    private @Nullable NetworkLink query() throws NativeException {
        try {
            NetworkLink link = NetworkLinks.query(name());
            return isOurs(link) ? link : null;
        } catch (NativeException e) {
            if (e.errno() == NativeException.ENODEV) {
                return null;
            }
            throw e;
        }
    }

    /** Return the system's state of the device, or null if it is gone or the system does not tell. */
    private @Nullable NetworkLink link() {
        try {
            return query();
        } catch (NativeException e) {
            VLOG.warn("state of device %s is unknown: %s", name(), e.getMessage());
            return null;
        }
    }

    @Override
    public final long macAddress() {
        NetworkLink link = link();
        return link == null ? 0 : link.mac();
    }

    @Override
    public final void setMacAddress(long address) throws DatapathException {
        try {
            NetworkLinks.setMac(name(), address);
        } catch (NativeException e) {
            throw new DatapathException(e.getMessage(), e);
        }
    }

    @Override
    public final void setAdminUp(boolean isUp) throws DatapathException {
        try {
            NetworkLinks.setUp(name(), isUp);
        } catch (NativeException e) {
            throw new DatapathException(e.getMessage(), e);
        }
    }

    @Override
    public final void setMtu(int mtu) throws DatapathException {
        try {
            NetworkLinks.setMtu(name(), mtu);
        } catch (NativeException e) {
            throw new DatapathException(e.getMessage(), e);
        }
    }

    @Override
    public final PortState state() {
        NetworkLink link = link();
        long resets = countLinkResets(link);
        if (link == null) {
            return new PortState(false, false, false, 0, false, 0, 0, resets, LinkModes.NONE);
        }
        return new PortState(
                true,
                link.adminUp(),
                link.linkUp(),
                link.speedMbps() * 1_000_000,
                link.fullDuplex(),
                link.mtu(),
                link.ifindex(),
                resets,
                new LinkModes(link.medium(), link.advertised(), link.supported(), link.peer()));
    }

    /** The system counts for each device; this port may see several devices of its name come and go. */
    protected final long countLinkResets(@Nullable NetworkLink link) {
        synchronized (linkLock) {
            if (link == null) {
                if (lastIfindex != 0) {
                    linkResets++;
                    lastIfindex = 0;
                }
            } else {
                if (link.ifindex() == lastIfindex) {
                    linkResets += link.carrierChanges() - lastCarrierChanges;
                }
                lastIfindex = link.ifindex();
                lastCarrierChanges = link.carrierChanges();
            }
            return linkResets;
        }
    }

    @Override
    public final synchronized PortStatistics statistics() {
        long lost = isClosed ? 0 : device.takeDrops();
        if (lost > 0) {
            countLost(lost);
        }
        return super.statistics();
    }

    @Override
    protected final TxQueue newQueue(int slot) {
        return new BurstQueue(this, device, slot);
    }
}
