/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchFormatter;
import java.util.List;
import java.util.Set;

/** Writes what {@code ofproto/trace} of ovs-appctl prints. Stateless. */
public final class TraceText {

    private static final int INDENT = 4;
    private static final Set<Integer> WITH_PORTS = Set.of(
            IpProtocol.ICMP, IpProtocol.IGMP, IpProtocol.TCP, IpProtocol.UDP, IpProtocol.ICMPV6, IpProtocol.SCTP);
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int ACTION_SET_WORD = FlowKey.PIPELINE_WORD + 9;
    private static final long UPPER_HALF = 0xffff_ffff_0000_0000L;

    /** Fields of which packets have none more often than not: they are written only if they are not zero. */
    private static final List<FlowField> CONTEXT = List.of(
            FlowField.IN_PORT,
            FlowField.SKB_PRIORITY,
            FlowField.PKT_MARK,
            FlowField.RECIRC_ID,
            FlowField.DP_HASH,
            FlowField.CT_STATE,
            FlowField.CT_ZONE,
            FlowField.CT_MARK,
            FlowField.CT_LABELS_HIGH,
            FlowField.CT_LABELS_LOW);

    private TraceText() {}

    /**
     * Return the whole text.
     *
     * @param options where keys have the fields {@code tun_metadata}
     * @param flow the packet as it came in, with its port as OpenFlow numbers it
     */
    public static String of(FlowKey flow, TlvLayout options, Translation translation, OfNames names, PortNames ports) {
        StringBuilder out =
                new StringBuilder("Flow: ").append(flow(flow, options, names)).append('\n');
        nodes(translation.trace(), 0, out);
        FlowKey last = translation.flow();
        out.append("\nFinal flow: ");
        FlowKey first = flow.copy();
        first.setWord(ACTION_SET_WORD, first.word(ACTION_SET_WORD) | (long) OfPorts.UNSET << Integer.SIZE);
        out.append(last == null || last.equals(first) ? "unchanged" : flow(last, options, names))
                .append('\n');
        out.append("Megaflow: ")
                .append(megaflow(flow, translation.mask(), options, names))
                .append('\n');
        out.append("Datapath actions: ").append(ActionFormat.text(translation.actions(), ports));
        if (translation.error() != null) {
            out.append("\nTranslation failed (").append(translation.error()).append("), packet is dropped.\n");
        } else if (translation.isSlow()) {
            out.append("\nThis flow is handled by the userspace slow path because it:")
                    .append("\n  - Uses action(s) not supported by datapath.");
        }
        return out.toString();
    }

    private static void nodes(List<TraceNode> nodes, int level, StringBuilder out) {
        for (int i = 0; i < nodes.size(); i++) {
            TraceNode node = nodes.get(i);
            TraceNode.Type type = node.type();
            if (type == TraceNode.Type.BRIDGE) {
                out.append('\n');
            }
            int more = i + 1 < nodes.size() || type.isIndenting() ? 1 : 0;
            String indent = " ".repeat((level + more) * INDENT);
            out.append(indent);
            switch (type) {
                case DETAIL -> out.append(" -> ").append(node.text());
                case WARNING -> out.append(" >> ").append(node.text());
                case ERROR -> out.append(" >>>> ").append(node.text()).append(" <<<<");
                case BRIDGE ->
                    out.append(node.text())
                            .append('\n')
                            .append(indent)
                            .append("-".repeat(node.text().length()));
                case TABLE, BUCKET, THAW, ACTION -> out.append(node.text());
            }
            out.append('\n');
            nodes(node.children(), level + 2 * more, out);
        }
    }

    /** Return the text of a megaflow: bits of a tag that is not there are not written. */
    static String megaflow(FlowKey flow, FlowKey looked, TlvLayout options, OfNames names) {
        FlowKey mask = looked.copy()
                .matchAll(FlowField.IN_PORT)
                .matchAll(FlowField.RECIRC_ID)
                .matchAll(FlowField.PACKET_TYPE);
        if (!hasTag(flow, FlowField.VLAN_TCI)) {
            mask.set(FlowField.VLAN_TCI, 0).set(FlowField.VLAN_TPID, 0);
        }
        if (!hasTag(flow, FlowField.INNER_VLAN_TCI)) {
            mask.set(FlowField.INNER_VLAN_TCI, 0).set(FlowField.INNER_VLAN_TPID, 0);
        }
        return MatchFormatter.format(Match.of(flow, mask, options), names);
    }

    private static boolean hasTag(FlowKey flow, FlowField tag) {
        return (flow.get(tag) & FlowField.VLAN_PRESENT) != 0;
    }

    /** Return the text of a packet: the fields that it has. */
    static String flow(FlowKey flow, TlvLayout options, OfNames names) {
        FlowKey mask = new FlowKey();
        CONTEXT.stream().filter(field -> flow.get(field) != 0).forEach(mask::matchAll);
        if (flow.get(FlowField.IN_PORT) == OfPorts.NONE) {
            mask.set(FlowField.IN_PORT, 0);
        }
        mask.matchAll(FlowField.PACKET_TYPE);
        for (int word = FlowKey.PIPELINE_WORD; word < FlowKey.WORDS; word++) {
            if (word == ACTION_SET_WORD || word == TlvLayout.PRESENT_WORD) {
                continue;
            }
            long value = flow.word(word);
            boolean isMetadata = word == FlowKey.PIPELINE_WORD;
            long low = (value & ~UPPER_HALF) != 0 ? ~UPPER_HALF : 0;
            long high = (value & UPPER_HALF) != 0 ? UPPER_HALF : 0;
            mask.setWord(word, isMetadata && value != 0 ? -1L : low | high);
        }
        tunnel(flow, mask);
        mask.matchAll(FlowField.ETH_DST).matchAll(FlowField.ETH_SRC).matchAll(FlowField.ETH_TYPE);
        mask.matchAll(FlowField.VLAN_TCI);
        if (flow.get(FlowField.VLAN_TCI) != 0) {
            mask.matchAll(FlowField.INNER_VLAN_TCI);
        }
        network(flow, mask);
        return MatchFormatter.format(Match.of(flow, mask, options), names);
    }

    private static void tunnel(FlowKey flow, FlowKey mask) {
        boolean isTunnelled = flow.get(FlowField.TUN_IPV4_DST) != 0
                || flow.get(FlowField.TUN_IPV6_DST_HIGH) != 0
                || flow.get(FlowField.TUN_IPV6_DST_LOW) != 0;
        if (isTunnelled) {
            KeyGroup.TUNNEL.fields().forEach(mask::matchAll);
            if ((flow.get(FlowField.TUN_FLAGS) & FlowField.TUN_KEY) == 0) {
                mask.set(FlowField.TUN_ID, 0);
            }
            mask.setWord(TlvLayout.PRESENT_WORD, flow.word(TlvLayout.PRESENT_WORD));
        } else if (flow.get(FlowField.TUN_ID) != 0) {
            mask.matchAll(FlowField.TUN_ID);
        }
    }

    private static void network(FlowKey flow, FlowKey mask) {
        int type = (int) flow.get(FlowField.ETH_TYPE);
        switch (type) {
            case EtherType.IPV4 -> mask.matchAll(FlowField.IPV4_SRC).matchAll(FlowField.IPV4_DST);
            case EtherType.IPV6 -> {
                mask.matchAll(FlowField.IPV6_SRC_HIGH).matchAll(FlowField.IPV6_SRC_LOW);
                mask.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
                mask.matchAll(FlowField.IPV6_LABEL);
                if (isNeighbour(flow)) {
                    mask.matchAll(FlowField.ARP_SHA).matchAll(FlowField.ARP_THA);
                    mask.matchAll(FlowField.ND_TARGET_HIGH).matchAll(FlowField.ND_TARGET_LOW);
                }
            }
            case EtherType.ARP, EtherType.RARP -> {
                mask.matchAll(FlowField.IPV4_SRC).matchAll(FlowField.IPV4_DST).matchAll(FlowField.IP_PROTO);
                mask.matchAll(FlowField.ARP_SHA).matchAll(FlowField.ARP_THA);
            }
            case EtherType.MPLS, EtherType.MPLS_MULTICAST -> labels(flow, mask);
            case EtherType.NSH -> KeyGroup.NSH.fields().forEach(mask::matchAll);
            default -> {}
        }
        if (type == EtherType.IPV4 || type == EtherType.IPV6) {
            transport(flow, mask);
        }
    }

    private static boolean isNeighbour(FlowKey flow) {
        long message = flow.get(FlowField.TP_SRC);
        return flow.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6
                && flow.get(FlowField.TP_DST) == 0
                && (message == 135 || message == 136);
    }

    private static void labels(FlowKey flow, FlowKey mask) {
        for (FlowField label : List.of(FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2)) {
            mask.matchAll(label);
            if ((flow.get(label) & BOTTOM_OF_STACK) != 0) {
                return;
            }
        }
    }

    private static void transport(FlowKey flow, FlowKey mask) {
        mask.matchAll(FlowField.IP_FRAG).matchAll(FlowField.IP_TOS).matchAll(FlowField.IP_TTL);
        mask.matchAll(FlowField.IP_PROTO);
        int protocol = (int) flow.get(FlowField.IP_PROTO);
        boolean isLater = (flow.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) != 0;
        if (!isLater && WITH_PORTS.contains(protocol)) {
            mask.matchAll(FlowField.TP_SRC).matchAll(FlowField.TP_DST);
            if (protocol == IpProtocol.TCP) {
                mask.matchAll(FlowField.TCP_FLAGS);
            }
        }
    }
}
