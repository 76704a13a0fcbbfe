/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/** What a channel can subscribe to. The last three want a channel of {@link Protocol#NETFILTER}. */
public enum MulticastGroup {
    /** Ports that come, change and go. */
    VPORT,
    /** New connections. */
    CONNTRACK_NEW,
    /** Connections that changed. */
    CONNTRACK_UPDATE,
    /** Connections that ended. */
    CONNTRACK_DESTROY
}
