/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.MatchBits;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.field.Prerequisite;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a match in NXM or OXM, the fields in the order of Open vSwitch. For one match. */
final class OxmWriter {

    private static final int OF15 = 6;
    private static final List<Field> METADATA = list("dp_hash recirc_id conj_id");
    private static final List<Field> ETHERNET = list("eth_src eth_dst eth_type");
    private static final List<Field> MPLS = list("mpls_tc mpls_bos mpls_ttl mpls_label");
    private static final List<Field> ARP = list("arp_op arp_spa arp_tpa arp_sha arp_tha");
    private static final List<Field> TUNNEL =
            list("tun_id tun_flags tun_src tun_dst tun_ipv6_src tun_ipv6_dst tun_gbp_id tun_gbp_flags tun_metadata*64 "
                    + "tun_erspan_idx tun_erspan_ver tun_erspan_dir tun_erspan_hwid tun_gtpu_flags tun_gtpu_msgtype");
    private static final List<Field> NSH =
            list("nsh_flags nsh_ttl nsh_mdtype nsh_np nsh_spi nsh_si nsh_c1 nsh_c2 nsh_c3 nsh_c4");
    private static final List<Field> REGISTERS = list("reg*16");
    private static final List<Field> WIDE_REGISTERS = list("xreg*8");
    private static final List<Field> CONNECTION =
            list("pkt_mark ct_state ct_zone ct_mark ct_label ct_nw_src ct_ipv6_src ct_nw_dst ct_ipv6_dst");
    private static final List<Field> CONNECTION_PORTS = list("ct_nw_proto ct_tp_src ct_tp_dst");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int version;
    private final Match match;
    private final FlowKey value;
    private final FlowKey mask;
    /** Whether a field told that only Ethernet frames are meant. */
    private boolean impliesEthernet;

    OxmWriter(Match match, int version) {
        this.match = match;
        this.value = match.value();
        this.mask = match.mask();
        this.version = version;
    }

    private static List<Field> list(String names) {
        List<Field> result = new ArrayList<>();
        for (String name : names.split(" ")) {
            int star = name.indexOf('*');
            int count = star < 0 ? 1 : Integer.parseInt(name.substring(star + 1));
            for (int i = 0; i < count; i++) {
                result.add(Fields.get(star < 0 ? name : name.substring(0, star) + i));
            }
        }
        return List.copyOf(result);
    }

    byte[] write(long cookie, long cookieMask) {
        boolean isEthernet = isExact(FlowField.PACKET_TYPE) && value.get(FlowField.PACKET_TYPE) == 0;
        if (!isEthernet) {
            put(Fields.PACKET_TYPE);
        }
        putAll(METADATA);
        put(version == 0 ? Fields.IN_PORT : Fields.IN_PORT_OXM);
        put(Fields.get("actset_output"));
        putAll(ETHERNET);
        vlan();
        network();
        putAll(TUNNEL);
        putAll(NSH);
        putAll(version < OF15 ? REGISTERS : WIDE_REGISTERS);
        putAll(CONNECTION);
        if (value.get(FlowField.CT_NW_PROTO) != 0) {
            putAll(CONNECTION_PORTS);
        }
        put(Fields.METADATA);
        if (cookieMask != 0) {
            cookie(cookie & cookieMask, cookieMask);
        }
        byte[] fields = out.toByteArray();
        if (!isEthernet || impliesEthernet) {
            return fields;
        }
        out.reset();
        put(Fields.PACKET_TYPE);
        out.writeBytes(fields);
        return out.toByteArray();
    }

    private boolean isExact(FlowField field) {
        return (mask.word(field.word()) & field.wordMask()) == field.wordMask();
    }

    private void vlan() {
        if (version == 0) {
            put(Fields.VLAN_TCI);
            return;
        }
        put(Fields.VLAN_VID);
        if ((value.get(FlowField.VLAN_TCI) & 0x1fff) != 0 && !Fields.VLAN_PCP.isWild(mask)) {
            // OXM has no mask for it: one that looks at some of its bits cannot be said.
            write(out, Fields.VLAN_PCP, version, Fields.VLAN_PCP.value(value), null);
        }
    }

    private void network() {
        int type = Prerequisite.ethType(value);
        switch (type) {
            case EtherType.MPLS, EtherType.MPLS_MULTICAST -> putAll(MPLS);
            case EtherType.ARP, EtherType.RARP -> putAll(ARP);
            case EtherType.IPV4, EtherType.IPV6 -> ip(type == EtherType.IPV4);
            default -> {
                // Nothing of what is in such a packet can be matched.
            }
        }
    }

    private void ip(boolean isIpv4) {
        put(isIpv4 ? Fields.IPV4_SRC : Fields.get("ipv6_src"));
        put(isIpv4 ? Fields.IPV4_DST : Fields.get("ipv6_dst"));
        put(Fields.get("ip_frag"));
        put(version == 0 ? Fields.NW_TOS : Fields.IP_DSCP);
        put(Fields.IP_ECN);
        put(Fields.IP_TTL);
        put(Fields.get("ipv6_label"));
        Field protocol = Fields.get("nw_proto");
        if (protocol.isWild(mask)) {
            return;
        }
        put(protocol);
        int number = (int) value.get(FlowField.IP_PROTO);
        switch (number) {
            case 6 -> ports("tcp");
            case 17 -> ports("udp");
            case 132 -> ports("sctp");
            default -> icmp(isIpv4, number);
        }
        if (number == 6) {
            put(Fields.get("tcp_flags"));
        }
    }

    private void ports(String protocol) {
        put(Fields.get(protocol + "_src"));
        put(Fields.get(protocol + "_dst"));
    }

    private void icmp(boolean isIpv4, int protocol) {
        if (protocol != (isIpv4 ? IpProtocol.ICMP : IpProtocol.ICMPV6)) {
            return;
        }
        put(Fields.get(isIpv4 ? "icmp_type" : "icmpv6_type"));
        put(Fields.get(isIpv4 ? "icmp_code" : "icmpv6_code"));
        if (Prerequisite.ND.isMet(value, mask)) {
            put(Fields.get("nd_reserved"));
            put(Fields.get("nd_target"));
            put(Fields.get("nd_options_type"));
            put(Fields.get(Prerequisite.ND_SOLICIT.isMet(value, mask) ? "nd_sll" : "nd_tll"));
        }
    }

    private void putAll(List<Field> fields) {
        fields.forEach(this::put);
    }

    private void put(Field field) {
        if (field.isWild(mask)) {
            return;
        }
        byte[] look = bits(field);
        boolean isMasked = field.tunnelIndex() >= 0 ? isMaskedTunnel(field, look) : !ByteBits.isOnes(look);
        write(out, field, version, field.value(value, match.layout()), isMasked ? look : null);
        impliesEthernet |= field.tunnelIndex() < 0 && field.prerequisite() != Prerequisite.NONE;
    }

    private byte[] bits(Field field) {
        return field.tunnelIndex() < 0 ? MatchBits.mask(field, mask) : field.value(mask, match.layout());
    }

    private boolean isMaskedTunnel(Field field, byte[] look) {
        return match.layout().isMasked(field.tunnelIndex()) || !ByteBits.isOnes(look);
    }

    /** Append one field with its header; those without a number on the wire have no place there. */
    static void write(ByteArrayOutputStream out, Field field, int version, byte[] bytes, byte @Nullable [] look) {
        OxmCode code = field.code(version);
        if (code == null) {
            throw new IllegalArgumentException("the field " + field + " has no number in OXM or NXM");
        }
        word(out, code.header(look != null, bytes.length));
        if (code.vendor() != 0) {
            word(out, code.vendor());
        }
        out.writeBytes(bytes);
        if (look != null) {
            out.writeBytes(look);
        }
    }

    private static void word(ByteArrayOutputStream out, int word) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(word >>> shift);
        }
    }

    private void cookie(long cookie, long cookieMask) {
        boolean isMasked = cookieMask != -1;
        word(out, OxmReader.COOKIE | (isMasked ? 0x110 : 8));
        word(out, (int) (cookie >>> 32));
        word(out, (int) cookie);
        if (isMasked) {
            word(out, (int) (cookieMask >>> 32));
            word(out, (int) cookieMask);
        }
    }
}
