/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.userspace.device.RingDevice;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * An existing network device, known by its name. When it is deleted the port stays, reported as not present, and when a
 * device of that name appears the port takes it.
 */
final class SystemPort extends DevicePort {

    private static final Logger LOGGER = System.getLogger(SystemPort.class.getName());

    private final RingDevice ring;
    /** The system's number of the device that the ring receives from, 0 = none. Guarded by this. */
    private int attached;

    SystemPort(int number, String name, int slots, RingDevice ring) {
        super(number, name, PortFactory.SYSTEM, slots, ring);
        this.ring = ring;
    }

    /** Begin to receive. */
    synchronized void attach(NetworkLink link) throws NativeException {
        ring.attach(link.ifindex());
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
            if (ifindex == 0) {
                LOGGER.log(Level.INFO, "device {0} is gone", name());
                ring.detach();
            } else {
                LOGGER.log(Level.INFO, "device {0} is there again", name());
                ring.attach(ifindex);
            }
            attached = ifindex;
        } catch (NativeException e) {
            // It may be gone again by now; the next change of any device is the next try.
            attached = 0;
            LOGGER.log(Level.WARNING, "device {0} cannot be used: {1}", name(), e.getMessage());
        }
    }
}
