/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate.headers;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;

/**
 * Writes the actions that make of a packet in a datapath what a translation has made of its key, in the order in which
 * Open vSwitch writes them. Stateless.
 */
public final class HeaderCommit {

    private static final long ECN = 3;

    private static final GroupCommit ETHERNET =
            GroupCommit.of(KeyGroup.ETHERNET, true, FlowField.ETH_SRC, FlowField.ETH_DST);
    private static final GroupCommit IPV4 = GroupCommit.of(
            KeyGroup.IPV4, true, FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.IP_TOS, FlowField.IP_TTL);
    private static final GroupCommit IPV6 = GroupCommit.of(
                    KeyGroup.IPV6, true, FlowField.IPV6_LABEL, FlowField.IP_TOS, FlowField.IP_TTL)
            .and(FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW)
            .and(FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW);
    private static final GroupCommit ARP = GroupCommit.of(
            KeyGroup.ARP,
            true,
            FlowField.IPV4_SRC,
            FlowField.IPV4_DST,
            FlowField.IP_PROTO,
            FlowField.ARP_SHA,
            FlowField.ARP_THA);
    private static final GroupCommit TCP = ports(KeyGroup.TCP, true);
    private static final GroupCommit UDP = ports(KeyGroup.UDP, true);
    private static final GroupCommit SCTP = ports(KeyGroup.SCTP, true);
    private static final GroupCommit ICMP = ports(KeyGroup.ICMP, false);
    private static final GroupCommit ICMPV6 = ports(KeyGroup.ICMPV6, false);
    private static final GroupCommit ND_EXTENSIONS =
            GroupCommit.of(KeyGroup.ND_EXTENSIONS, true, FlowField.ND_RESERVED, FlowField.ND_OPTION_TYPE);
    private static final GroupCommit ND = GroupCommit.of(KeyGroup.ND, true, FlowField.ARP_SHA, FlowField.ARP_THA)
            .and(FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW);
    private static final GroupCommit PRIORITY = GroupCommit.of(KeyGroup.PRIORITY, true, FlowField.SKB_PRIORITY);
    private static final GroupCommit MARK = GroupCommit.of(KeyGroup.SKB_MARK, true, FlowField.PKT_MARK);

    private HeaderCommit() {}

    private static GroupCommit ports(KeyGroup group, boolean masked) {
        return GroupCommit.of(group, masked, FlowField.TP_SRC, FlowField.TP_DST);
    }

    /**
     * Write the actions.
     *
     * @param wanted the packet as the translation has it
     * @param base the packet as the actions so far leave it; brought in line
     * @param mask the bits that the flow matches; gets those that setting whole groups of fields takes
     */
    public static void commit(FlowKey wanted, FlowKey base, FlowKey mask, Actions.Builder actions) {
        ETHERNET.commit(wanted, base, mask, actions);
        boolean unlabelled = EtherType.isMpls((int) base.get(FlowField.ETH_TYPE))
                && !EtherType.isMpls((int) wanted.get(FlowField.ETH_TYPE));
        if (unlabelled) {
            // The headers behind the labels can be set only when these are gone.
            MplsStack.commit(wanted, base, actions);
        }
        network(wanted, base, mask, actions);
        transport(wanted, base, mask, actions);
        if (!unlabelled) {
            MplsStack.commit(wanted, base, actions);
        }
        VlanStack.commit(wanted, base, mask, actions);
        PRIORITY.commit(wanted, base, mask, actions);
        MARK.commit(wanted, base, mask, actions);
    }

    private static void network(FlowKey wanted, FlowKey base, FlowKey mask, Actions.Builder actions) {
        if (wanted.get(FlowField.IP_PROTO) == 0) {
            return;
        }
        switch ((int) base.get(FlowField.ETH_TYPE)) {
            case EtherType.IPV4 -> IPV4.commit(wanted, base, mask, keptEcn(wanted, base), actions);
            case EtherType.IPV6 -> {
                IPV6.commit(wanted, base, mask, keptEcn(wanted, base), actions);
                if (base.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6) {
                    ND_EXTENSIONS.commit(wanted, base, mask, actions);
                    ND.commit(wanted, base, mask, actions);
                }
            }
            case EtherType.ARP -> ARP.commit(wanted, base, mask, actions);
            default -> {
                // No other header can be set.
            }
        }
    }

    /** A tunnel's end may have changed the congestion bits of the packet inside: they are set only if that is meant. */
    private static long keptEcn(FlowKey wanted, FlowKey base) {
        boolean tunnelled = base.get(FlowField.TUN_IPV4_DST) != 0
                || base.get(FlowField.TUN_IPV6_DST_HIGH) != 0
                || base.get(FlowField.TUN_IPV6_DST_LOW) != 0;
        long changed = wanted.get(FlowField.IP_TOS) ^ base.get(FlowField.IP_TOS);
        return tunnelled && (changed & ECN) == 0 ? ECN : 0;
    }

    private static void transport(FlowKey wanted, FlowKey base, FlowKey mask, Actions.Builder actions) {
        long type = base.get(FlowField.ETH_TYPE);
        if (type != EtherType.IPV4 && type != EtherType.IPV6) {
            return;
        }
        switch ((int) wanted.get(FlowField.IP_PROTO)) {
            case IpProtocol.TCP -> TCP.commit(wanted, base, mask, actions);
            case IpProtocol.UDP -> UDP.commit(wanted, base, mask, actions);
            case IpProtocol.SCTP -> SCTP.commit(wanted, base, mask, actions);
            case IpProtocol.ICMP -> {
                if (type == EtherType.IPV4) {
                    ICMP.commit(wanted, base, mask, actions);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (type == EtherType.IPV6) {
                    ICMPV6.commit(wanted, base, mask, actions);
                }
            }
            default -> {
                // No other header can be set.
            }
        }
    }
}
