/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.userspace.device.NetworkDevice;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * An existing network device, known by its name. When it is deleted the port stays, reported as not present, and when a
 * device of that name appears the port takes it.
 */
final class SystemPort extends DevicePort {

    private static final Vlog VLOG = Vlog.module("netdev_linux");

    private final NetworkDevice device;
    /** The system's number of the device that is received from, 0 = none. Guarded by this. */
    private int attached;

    SystemPort(int number, String name, String type, NetworkDevice device) {
        super(number, name, type, device);
        this.device = device;
    }

    /** Begin to receive. */
    synchronized void attach(NetworkLink link) throws NativeException {
        device.attach(link);
        attached = link.ifindex();
        countLinkResets(link);
    }

    @Override
    public boolean isPolledOnCores() {
        return type().equals(PortFactory.AF_XDP);
    }

    @Override
    public String description() {
        return type().equals(PortFactory.SYSTEM)
                ? ""
                : "n_rxq=" + receiveQueues().size();
    }

    @Override
    public int numaNode() {
        try {
            Path file = Path.of("/sys/class/net", name(), "device/numa_node");
            return Math.max(0, Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | InvalidPathException | NumberFormatException e) {
            // Devices without hardware have none, and the first node is as good as any.
            return 0;
        }
    }

    @Override
    protected boolean isOurs(NetworkLink link) {
        return true;
    }

    @Override
    protected synchronized void follow(@Nullable NetworkLink link) {
        int ifindex = link == null ? 0 : link.ifindex();
        if (ifindex == attached) {
            return;
        }
        try {
            if (link == null) {
                VLOG.info("device %s is gone", name());
                device.detach();
            } else {
                VLOG.info("device %s is there again", name());
                device.attach(link);
            }
            attached = ifindex;
        } catch (NativeException e) {
            // It may be gone again by now; the next change of any device is the next try.
            attached = 0;
            VLOG.warn("device %s cannot be used: %s", name(), e.getMessage());
        }
    }
}
