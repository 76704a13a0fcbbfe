/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import io.netty.util.NetUtil;
import io.opsswitch.ovsdb.Remote;
import org.jspecify.annotations.Nullable;

/**
 * Whom a bridge must be able to reach through itself.
 *
 * @param address an IPv4 address in dotted form: in-band control knows no others
 * @param port the TCP port there
 */
public record InBandRemote(String address, int port) {

    /**
     * Return whom a target names, or null if that is no host to connect to, or none with an IPv4 address in the target: what
     * a name stands for may have to be asked by way of the bridge.
     */
    public static @Nullable InBandRemote of(String target, int defaultPort) {
        Remote remote;
        try {
            remote = Remote.parse(target, defaultPort);
        } catch (IllegalArgumentException e) {
            return null; // Whoever opens it says what is wrong with it.
        }
        return remote.isActive() && !remote.isUnix() && NetUtil.isValidIpV4Address(remote.host())
                ? new InBandRemote(remote.host(), remote.port())
                : null;
    }

    /** Return whether it is this host, which is reached by no bridge. */
    public boolean isLoopback() {
        return address.startsWith("127.");
    }
}
