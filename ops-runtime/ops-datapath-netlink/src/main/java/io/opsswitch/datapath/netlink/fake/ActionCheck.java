/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;

/** Refuses actions that kernels refuse, and the few that the kernel in memory cannot do. */
final class ActionCheck {
    private ActionCheck() {}

    static void check(Actions actions) throws NetlinkException {
        list(actions, 0, actions.end());
    }

    private static void list(Actions actions, int from, int end) throws NetlinkException {
        for (int at = from; at < end; at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.SET, Action.SET_MASKED -> settable(actions.setGroup(at));
                case Action.CT -> {
                    Action.Nat nat = actions.connTrack(at).nat();
                    if (nat != null && nat.isIpv6()) {
                        throw new NetlinkException(
                                Errno.EOPNOTSUPP, "the kernel in memory translates no IPv6 addresses (ct(nat))");
                    }
                }
                case Action.HASH -> {
                    // As up to Linux 6.6.
                    if (actions.argument(at) != Action.HASH_L4) {
                        throw new NetlinkException(Errno.EINVAL, "Invalid argument: hash algorithm");
                    }
                }
                case Action.PSAMPLE ->
                    throw new NetlinkException(Errno.EOPNOTSUPP, "the kernel in memory has no psample groups");
                default -> {
                    // Can be done.
                }
            }
            if (actions.nestedStart(at) != actions.next(at)) {
                list(actions, actions.nestedStart(at), actions.next(at));
            }
        }
    }

    private static void settable(KeyGroup group) throws NetlinkException {
        switch (group) {
            case PRIORITY, SKB_MARK, ETHERNET, IPV4, IPV6, TCP, UDP, SCTP, MPLS, TUNNEL, NSH -> {
                // Can be set.
            }
            default -> throw new NetlinkException(Errno.EINVAL, "Invalid argument: " + group + " cannot be set");
        }
    }
}
