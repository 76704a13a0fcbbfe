/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;

/**
 * Takes out of matches the fields that their packets cannot have, so that matches for the same packets are equal. Those
 * that come with NXM or OXM have no such fields, since each has to name what its fields need.
 */
public final class Normalizer {

    private Normalizer() {}

    /** Return a match for the same packets without fields that do not count; itself if there are none. */
    public static Match normalize(Match match) {
        FlowKey mask = match.mask().copy();
        FlowKey value = match.value();
        boolean isPlain = mask.get(FlowField.PACKET_TYPE) == 0 || value.get(FlowField.PACKET_TYPE) == 0;
        int type = isPlain
                ? (int) value.get(FlowField.ETH_TYPE)
                : value.get(FlowField.PACKET_TYPE) >>> 16 == 1 ? (int) value.get(FlowField.PACKET_TYPE) & 0xffff : 0;
        boolean isIpv4 = type == EtherType.IPV4;
        boolean isIpv6 = type == EtherType.IPV6;
        boolean isArp = FixedMatch10.isArp(type);
        int protocol = (int) value.get(FlowField.IP_PROTO);
        boolean isIcmp6 = isIpv6 && protocol == IpProtocol.ICMPV6;
        boolean isSolicit = isIcmp6 && value.get(FlowField.TP_SRC) == 135;
        boolean isAdvert = isIcmp6 && value.get(FlowField.TP_SRC) == 136;
        boolean hasPorts = protocol == IpProtocol.TCP || protocol == IpProtocol.UDP || protocol == IpProtocol.SCTP;
        clear(mask, isPlain, FlowField.ETH_SRC, FlowField.ETH_DST);
        clear(mask, isIpv4 || isArp, FlowField.IPV4_SRC, FlowField.IPV4_DST);
        clear(
                mask,
                (isIpv4 || isIpv6) && hasPorts || isIpv4 && protocol == IpProtocol.ICMP || isIcmp6,
                FlowField.TP_SRC,
                FlowField.TP_DST);
        clear(mask, isIpv4 || isIpv6 || isArp, FlowField.IP_PROTO);
        clear(mask, isIpv4 || isIpv6, FlowField.IP_TOS, FlowField.IP_TTL);
        clear(mask, isSolicit || isArp, FlowField.ARP_SHA);
        clear(mask, isAdvert || isArp, FlowField.ARP_THA);
        clear(
                mask,
                isIpv6,
                FlowField.IPV6_SRC_HIGH,
                FlowField.IPV6_SRC_LOW,
                FlowField.IPV6_DST_HIGH,
                FlowField.IPV6_DST_LOW,
                FlowField.IPV6_LABEL);
        clear(mask, isSolicit || isAdvert, FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW);
        clear(mask, EtherType.isMpls(type), FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2);
        return mask.equals(match.mask()) ? match : Match.of(value, mask, match.layout());
    }

    private static void clear(FlowKey mask, boolean mayCount, FlowField... fields) {
        if (!mayCount) {
            for (FlowField field : fields) {
                mask.set(field, 0);
            }
        }
    }
}
