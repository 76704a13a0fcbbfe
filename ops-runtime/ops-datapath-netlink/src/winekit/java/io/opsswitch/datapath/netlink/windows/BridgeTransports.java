/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.io.IOException;

/** Makes transports to the Windows library for other processes than the one that started it. */
public final class BridgeTransports {
    private BridgeTransports() {}

    /** Return a transport by the bridge that listens on a loopback port. */
    public static WindowsTransport to(int port) throws IOException {
        return new WindowsTransport(new BridgeDoor(port, new BridgeConnection(port)));
    }
}
