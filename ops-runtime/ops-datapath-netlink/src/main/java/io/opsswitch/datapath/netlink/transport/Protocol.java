/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/** The netlink protocol a channel speaks. */
public enum Protocol {
    /** Generic netlink: all datapath families. */
    GENERIC(16),
    /** Netfilter: connection tracking. */
    NETFILTER(12);

    private final int number;

    Protocol(int number) {
        this.number = number;
    }

    /** Return its number. */
    public int number() {
        return number;
    }
}
