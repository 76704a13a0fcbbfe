/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.FlagNames;
import io.opsswitch.openflow.field.MatchBits;
import io.opsswitch.openflow.field.PortText;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.TlvLayout;
import java.util.Locale;
import java.util.Map;

/** Writes a match as Open vSwitch prints it: the order and the forms are those that scripts know. For one match. */
public final class MatchFormatter {

    /** The priority that is not written. */
    public static final int DEFAULT_PRIORITY = 0x8000;

    private static final Map<Integer, String> IPV4_PROTOCOLS =
            Map.of(IpProtocol.ICMP, "icmp", IpProtocol.TCP, "tcp", IpProtocol.UDP, "udp", IpProtocol.SCTP, "sctp");
    private static final Map<Integer, String> IPV6_PROTOCOLS = Map.of(
            IpProtocol.ICMPV6, "icmp6", IpProtocol.TCP, "tcp6", IpProtocol.UDP, "udp6", IpProtocol.SCTP, "sctp6");
    private static final Map<Integer, String> TYPES = Map.of(
            EtherType.ARP, "arp", EtherType.RARP, "rarp", EtherType.MPLS, "mpls", EtherType.MPLS_MULTICAST, "mplsm");

    private final StringBuilder out = new StringBuilder();
    private final FlowKey value;
    private final FlowKey mask;
    private final TlvLayout layout;
    private final OfNames names;
    private int type;
    private boolean isTypeTold;
    private boolean isProtocolTold;

    private MatchFormatter(Match match, OfNames names) {
        this.value = match.value();
        this.mask = match.mask();
        this.layout = match.layout();
        this.names = names;
        this.type = (int) value.get(FlowField.ETH_TYPE);
    }

    /** Return the text of a match. */
    public static String format(Match match, OfNames names) {
        return format(match, names, DEFAULT_PRIORITY);
    }

    /** Return the text of a priority, unless it is the usual one, and of a match. */
    public static String format(Match match, OfNames names, int priority) {
        MatchFormatter formatter = new MatchFormatter(match, names);
        if (priority != DEFAULT_PRIORITY) {
            formatter.out.append("priority=").append(priority).append(',');
        }
        formatter.pipeline();
        formatter.kind();
        formatter.registers();
        formatter.tunnel();
        formatter.form("metadata");
        formatter.port("in_port", FlowField.IN_PORT);
        formatter.vlan("", FlowField.VLAN_TCI);
        if (match.mask().get(FlowField.VLAN_TCI) != 0) {
            formatter.vlan("1", FlowField.INNER_VLAN_TCI);
        }
        formatter.network();
        formatter.transport();
        StringBuilder out = formatter.out;
        if (out.length() > 0) {
            out.setLength(out.length() - 1);
        }
        return out.toString();
    }

    private long value(FlowField field) {
        return value.get(field);
    }

    private long mask(FlowField field) {
        return mask.get(field);
    }

    private void pair(String name, Object text) {
        out.append(name).append('=').append(text).append(',');
    }

    /** A field in its own form; the mask is that of the match. */
    private void form(String name, String field) {
        Field entry = Fields.get(field);
        if (!entry.isWild(mask)) {
            pair(name, FieldText.format(entry, entry.value(value), MatchBits.mask(entry, mask), names));
        }
    }

    private void form(String name) {
        form(name, name);
    }

    /** A number in decimal; with a mask both in hexadecimal, of a least number of digits. */
    private void number(String name, long is, long look, int bits, int digits) {
        if (look == 0) {
            return;
        }
        if (look == (1L << bits) - 1) {
            pair(name, Long.toUnsignedString(is));
        } else {
            pair(name, String.format(Locale.ROOT, "0x%0" + digits + "x/0x%0" + digits + "x", is, look));
        }
    }

    private void number(String name, FlowField field) {
        int digits = field.bits() == 16 ? 1 : field.bits() / 4;
        number(name, value(field), mask(field), field.bits(), digits);
    }

    private void port(String name, FlowField field) {
        if (mask(field) != 0) {
            pair(name, PortText.format((int) value(field), names));
        }
    }

    private void pipeline() {
        form("pkt_mark");
        if (mask(FlowField.RECIRC_ID) != 0) {
            pair("recirc_id", ByteBits.hex(Fields.get("recirc_id").value(value)));
        }
        form("dp_hash");
        form("conj_id");
        form("skb_priority");
        form("actset_output");
        long state = mask(FlowField.CT_STATE);
        if (state != 0) {
            StringBuilder flags = new StringBuilder();
            FlagNames.CT_STATE.format(flags, value(FlowField.CT_STATE), state, 0xff);
            pair("ct_state", flags);
        }
        number("ct_zone", FlowField.CT_ZONE);
        form("ct_mark");
        form("ct_label");
        form("ct_nw_src");
        form("ct_ipv6_src");
        form("ct_nw_dst");
        form("ct_ipv6_dst");
        if (mask(FlowField.CT_NW_PROTO) != 0) {
            pair("ct_nw_proto", value(FlowField.CT_NW_PROTO));
            number("ct_tp_src", FlowField.CT_TP_SRC);
            number("ct_tp_dst", FlowField.CT_TP_DST);
        }
    }

    private void kind() {
        long packetType = value(FlowField.PACKET_TYPE);
        boolean isMegaflow = mask(FlowField.RECIRC_ID) != 0;
        if (mask(FlowField.PACKET_TYPE) != 0 && (packetType != 0 || isMegaflow)) {
            out.append(FieldText.packetType(packetType)).append(',');
            if (packetType >>> 16 == 1) {
                type = (int) packetType & 0xffff;
            }
        }
        if (mask(FlowField.ETH_TYPE) == 0) {
            return;
        }
        String name = TYPES.get(type);
        if (type == EtherType.IPV4 || type == EtherType.IPV6) {
            boolean isIpv4 = type == EtherType.IPV4;
            String protocol = mask(FlowField.IP_PROTO) == 0
                    ? null
                    : (isIpv4 ? IPV4_PROTOCOLS : IPV6_PROTOCOLS).get((int) value(FlowField.IP_PROTO));
            isProtocolTold = protocol != null;
            name = protocol != null ? protocol : isIpv4 ? "ip" : "ipv6";
        }
        if (name != null) {
            isTypeTold = true;
            out.append(name).append(',');
        }
    }

    private void registers() {
        for (int i = 0; i < 16; i++) {
            form("reg" + i);
        }
    }

    private void tunnel() {
        form("tun_id");
        form("tun_src");
        form("tun_dst");
        form("tun_ipv6_src");
        form("tun_ipv6_dst");
        number("tun_gbp_id", FlowField.TUN_GBP_ID);
        unmasked("tun_gbp_flags", FlowField.TUN_GBP_FLAGS, "%#x");
        if (mask(FlowField.TUN_TOS) != 0) {
            pair("tun_tos", Long.toHexString(value(FlowField.TUN_TOS)));
        }
        unmasked("tun_ttl", FlowField.TUN_TTL, "%d");
        unmasked("tun_erspan_ver", FlowField.TUN_ERSPAN_VERSION, "%d");
        long version = value(FlowField.TUN_ERSPAN_VERSION);
        if (version == 1) {
            unmasked("tun_erspan_idx", FlowField.TUN_ERSPAN_IDX, "%#x");
        } else if (version == 2) {
            unmasked("tun_erspan_dir", FlowField.TUN_ERSPAN_DIR, "%d");
            unmasked("tun_erspan_hwid", FlowField.TUN_ERSPAN_HWID, "%#x");
        }
        unmasked("gtpu_flags", FlowField.TUN_GTPU_FLAGS, "%#x");
        unmasked("gtpu_msgtype", FlowField.TUN_GTPU_MSGTYPE, "%d");
        tunnelFlags();
        for (long rest = mask.word(TlvLayout.PRESENT_WORD); rest != 0; rest &= rest - 1) {
            option(Long.numberOfTrailingZeros(rest));
        }
    }

    /** The order of the flags in text is that of Open vSwitch: oam, df, csum, key. */
    private void tunnelFlags() {
        long look = rotate(mask(FlowField.TUN_FLAGS));
        if (look != 0) {
            StringBuilder flags = new StringBuilder();
            FlagNames.TUNNEL.format(flags, rotate(value(FlowField.TUN_FLAGS)), look, 0xf);
            pair("tun_flags", flags);
        }
    }

    private static long rotate(long flags) {
        return (flags << 1 | flags >>> 3) & 0xf;
    }

    /** C's printf writes no 0x before a zero. */
    private void unmasked(String name, FlowField field, String format) {
        if (mask(field) != 0) {
            long is = value(field);
            pair(name, is == 0 ? "0" : String.format(Locale.ROOT, format, is));
        }
    }

    private void option(int index) {
        Field field = Fields.get("tun_metadata" + index);
        out.append(field.name());
        if ((value.word(TlvLayout.PRESENT_WORD) >>> index & 1) == 0) {
            out.append("=NP");
        } else {
            byte[] look = field.value(mask, layout);
            if (!(layout.isMasked(index) || !ByteBits.isOnes(look)) || !ByteBits.isZero(look)) {
                out.append('=').append(ByteBits.hex(field.value(value, layout)));
                if (!ByteBits.isOnes(look)) {
                    out.append('/').append(ByteBits.hex(look));
                }
            }
        }
        out.append(',');
    }

    private void vlan(String suffix, FlowField field) {
        long look = mask(field);
        long tci = value(field);
        if (look == 0) {
            return;
        }
        long vid = look & 0xfff;
        long pcp = look & 0xe000;
        boolean isTagged = (look & tci & FlowField.VLAN_PRESENT) != 0;
        if (isTagged && (vid == 0 || vid == 0xfff) && (pcp == 0 || pcp == 0xe000) && (vid | pcp) != 0) {
            if (vid != 0) {
                pair("dl_vlan" + suffix, tci & 0xfff);
            }
            if (pcp != 0) {
                pair("dl_vlan_pcp" + suffix, tci >>> 13);
            }
        } else {
            String text = String.format(Locale.ROOT, "0x%04x", tci);
            pair("vlan_tci" + suffix, look == 0xffff ? text : text + String.format(Locale.ROOT, "/0x%04x", look));
        }
    }

    private void network() {
        form("dl_src");
        form("dl_dst");
        if (!isTypeTold && mask(FlowField.ETH_TYPE) != 0) {
            pair("dl_type", String.format(Locale.ROOT, "0x%04x", type));
        }
        boolean isArp = FixedMatch10.isArp(type);
        if (type == EtherType.IPV6) {
            form("ipv6_src");
            form("ipv6_dst");
            label();
        } else if (isArp) {
            form("arp_spa");
            form("arp_tpa");
        } else if (type == EtherType.NSH) {
            nsh();
        } else {
            form("nw_src");
            form("nw_dst");
        }
        if (!isProtocolTold && mask(FlowField.IP_PROTO) != 0) {
            pair(isArp ? "arp_op" : "nw_proto", value(FlowField.IP_PROTO));
        }
        if (isArp) {
            form("arp_sha");
            form("arp_tha");
        }
        form("nw_tos");
        form("nw_ecn");
        form("nw_ttl");
        form("mpls_label");
        form("mpls_tc");
        form("mpls_ttl");
        form("mpls_bos");
        number("mpls_lse1", FlowField.MPLS_LSE_1);
        number("mpls_lse2", FlowField.MPLS_LSE_2);
        long frag = mask(FlowField.IP_FRAG) & 3;
        if (frag != 0) {
            pair("nw_frag", FieldText.fragment((int) value(FlowField.IP_FRAG), (int) frag));
        }
    }

    private void label() {
        long look = mask(FlowField.IPV6_LABEL);
        if (look != 0) {
            String text = String.format(Locale.ROOT, "0x%05x", value(FlowField.IPV6_LABEL));
            pair("ipv6_label", look == 0xffffffffL ? text : text + String.format(Locale.ROOT, "/0x%05x", look));
        }
    }

    private void nsh() {
        number("nsh_flags", FlowField.NSH_FLAGS);
        number("nsh_ttl", FlowField.NSH_TTL);
        number("nsh_mdtype", FlowField.NSH_MDTYPE);
        number("nsh_np", FlowField.NSH_NP);
        nshHex("nsh_spi");
        number("nsh_si", value(FlowField.NSH_PATH) & 0xff, mask(FlowField.NSH_PATH) & 0xff, 8, 2);
        if (mask(FlowField.NSH_MDTYPE) == 0xff && value(FlowField.NSH_MDTYPE) == 1) {
            nshHex("nsh_c1");
            nshHex("nsh_c2");
            nshHex("nsh_c3");
            nshHex("nsh_c4");
        }
    }

    /** Here a zero has its 0x. */
    private void nshHex(String name) {
        Field field = Fields.get(name);
        if (!field.isWild(mask)) {
            byte[] look = MatchBits.mask(field, mask);
            String text = "0x" + Long.toHexString(field.get(value, 0, 32));
            pair(name, ByteBits.isOnes(look) ? text : text + "/0x" + Long.toHexString(ByteBits.get(look, 0, 32)));
        }
    }

    private void transport() {
        int protocol = (int) value(FlowField.IP_PROTO);
        boolean isIcmp4 = type == EtherType.IPV4 && protocol == IpProtocol.ICMP;
        boolean isIcmp6 = type == EtherType.IPV6 && protocol == IpProtocol.ICMPV6;
        number(isIcmp4 || isIcmp6 ? "icmp_type" : "tp_src", FlowField.TP_SRC);
        number(isIcmp4 || isIcmp6 ? "icmp_code" : "tp_dst", FlowField.TP_DST);
        if (isIcmp6) {
            form("nd_target");
            form("nd_sll");
            form("nd_tll");
            number("nd_reserved", FlowField.ND_RESERVED);
            number("nd_options_type", FlowField.ND_OPTION_TYPE);
        }
        if (protocol == 6 && mask(FlowField.TCP_FLAGS) != 0 && Prerequisite.IP.isMet(value, null)) {
            StringBuilder flags = new StringBuilder();
            FlagNames.TCP.format(flags, value(FlowField.TCP_FLAGS), mask(FlowField.TCP_FLAGS) & 0xfff, 0xfff);
            pair("tcp_flags", flags);
        }
    }
}
