/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.userspace.device.NetworkDevice;
import io.opsswitch.datapath.userspace.engine.DevicePort;
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

    SystemPort(int number, String name, String type, int slots, NetworkDevice device) {
        super(number, name, type, slots, device);
        this.device = device;
    }

    /** Begin to receive. */
    synchronized void attach(NetworkLink link) throws NativeException {
        device.attach(link);
        attached = link.ifindex();
        countLinkResets(link);
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
