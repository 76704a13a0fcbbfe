/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.userspace.device.HostTap;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import org.jspecify.annotations.Nullable;

/**
 * A network device that this process made for its host. When somebody deletes the device the port stays, reported as not
 * present, until it is removed.
 */
final class TapPort extends DevicePort {

    private final int ifindex;

    TapPort(int number, String name, String type, HostTap tap, NetworkLink link) {
        super(number, name, type, tap);
        this.ifindex = link.ifindex();
        countLinkResets(link);
    }

    @Override
    protected boolean isOurs(NetworkLink link) {
        return link.ifindex() == ifindex;
    }

    @Override
    protected void follow(@Nullable NetworkLink link) {
        // The poll thread notices by itself that nothing comes any more.
    }
}
