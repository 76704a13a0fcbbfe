/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields, all of them: the one table that codec, parser and printer of matches and actions read.
 *
 * <p>A row has, in this order:
 *
 * <ol>
 *   <li>the name, then the second name; {@code name*n} stands for n fields that are numbered from 0,
 *       {@code name*n+m} for n that are numbered from m;
 *   <li>the bytes of a value, and after a slash the bits that count if these are fewer;
 *   <li>m: matches may have masks; w: actions may write it; p: of the pipeline, not of the packet; k: a mask of all bits is
 *       sent as a mask;
 *   <li>how it is written, see {@link Form};
 *   <li>what a packet has to be, see {@link Prerequisite};
 *   <li>the place in the key: a field, a part {@code [low..high]} of it, or two fields of 64 bits; {@code own} counts the
 *       words from {@code FlowKey.PIPELINE_WORD} on; {@code @n} is the bit of the value that begins there, if it is not 0; an
 *       exclamation mark tells that a match on one value looks at the whole field of the key;
 *   <li>the numbers on the wire: name, class and number, or experimenter, x and number; {@code @} the version that has it
 *       first. The star in a name stands for the number of the field, by which numbers go up as well.
 * </ol>
 */
public final class Fields {

    private static final String TABLE = """
            dp_hash 4 m HEX NONE DP_HASH NXOXM_ET_DP_HASH=2320:x:0 NXM_NX_DP_HASH=1:35
            recirc_id 4 - DECIMAL NONE RECIRC_ID NXM_NX_RECIRC_ID=1:36
            packet_type 4 p PACKET_TYPE NONE PACKET_TYPE OXM_OF_PACKET_TYPE=8000:44@1.5
            conj_id 4 - DECIMAL NONE own9[0..31] NXM_NX_CONJ_ID=1:37
            tun_id,tunnel_id 8 mwp HEX NONE TUN_ID NXM_NX_TUN_ID=1:16 OXM_OF_TUNNEL_ID=8000:38@1.3
            tun_src 4 mwp IPV4 NONE TUN_IPV4_SRC NXM_NX_TUN_IPV4_SRC=1:31
            tun_dst 4 mwp IPV4 NONE TUN_IPV4_DST NXM_NX_TUN_IPV4_DST=1:32
            tun_ipv6_src 16 mwp IPV6 NONE TUN_IPV6_SRC_HIGH+TUN_IPV6_SRC_LOW NXM_NX_TUN_IPV6_SRC=1:109
            tun_ipv6_dst 16 mwp IPV6 NONE TUN_IPV6_DST_HIGH+TUN_IPV6_DST_LOW NXM_NX_TUN_IPV6_DST=1:110
            tun_flags 2/1 mwpk TUNNEL_FLAGS NONE TUN_FLAGS[3..3] NXM_NX_TUN_FLAGS=1:104
            tun_ttl 1 - DECIMAL NONE TUN_TTL
            tun_tos 1 - DECIMAL NONE TUN_TOS
            tun_gbp_id 2 mwp DECIMAL NONE TUN_GBP_ID NXM_NX_TUN_GBP_ID=1:38
            tun_gbp_flags 1 mwp HEX NONE TUN_GBP_FLAGS NXM_NX_TUN_GBP_FLAGS=1:39
            tun_erspan_idx 4/20 mwp HEX NONE TUN_ERSPAN_IDX NXOXM_ET_ERSPAN_IDX=2320:x:11
            tun_erspan_ver 1/4 mwp DECIMAL NONE TUN_ERSPAN_VERSION NXOXM_ET_ERSPAN_VER=2320:x:12
            tun_erspan_dir 1/1 mwp DECIMAL NONE TUN_ERSPAN_DIR NXOXM_ET_ERSPAN_DIR=2320:x:13
            tun_erspan_hwid 1/6 mwp HEX NONE TUN_ERSPAN_HWID NXOXM_ET_ERSPAN_HWID=2320:x:14
            tun_gtpu_flags 1 mp HEX NONE TUN_GTPU_FLAGS NXOXM_ET_GTPU_FLAGS=2320:x:15
            tun_gtpu_msgtype 1 mp DECIMAL NONE TUN_GTPU_MSGTYPE NXOXM_ET_GTPU_MSGTYPE=2320:x:16
            tun_metadata*64 124 mwp HEX NONE family NXM_NX_TUN_METADATA*=1:40
            metadata 8 mwp HEX NONE own0 OXM_OF_METADATA=8000:2@1.2
            in_port 2 wp PORT NONE IN_PORT[0..15]! NXM_OF_IN_PORT=0:0
            in_port_oxm 4 wp PORT32 NONE IN_PORT[0..15]! OXM_OF_IN_PORT=8000:0@1.2
            actset_output 4 - PORT32 NONE own9[32..63] ONFOXM_ET_ACTSET_OUTPUT=4f4e4600:x:43@1.3 OXM_OF_ACTSET_OUTPUT=8000:43@1.5
            skb_priority 4 - HEX NONE SKB_PRIORITY
            pkt_mark 4 mw HEX NONE PKT_MARK NXM_NX_PKT_MARK=1:33
            ct_state 4 mk CT_STATE NONE CT_STATE[0..7] NXM_NX_CT_STATE=1:105
            ct_zone 2 - HEX NONE CT_ZONE NXM_NX_CT_ZONE=1:106
            ct_mark 4 mw HEX NONE CT_MARK NXM_NX_CT_MARK=1:107
            ct_label 16 mw HEX NONE CT_LABELS_HIGH+CT_LABELS_LOW NXM_NX_CT_LABEL=1:108
            ct_nw_proto 1 - DECIMAL CT CT_NW_PROTO NXM_NX_CT_NW_PROTO=1:119
            ct_nw_src 4 m IPV4 CT CT_IPV4_SRC NXM_NX_CT_NW_SRC=1:120
            ct_nw_dst 4 m IPV4 CT CT_IPV4_DST NXM_NX_CT_NW_DST=1:121
            ct_ipv6_src 16 m IPV6 CT CT_IPV6_SRC_HIGH+CT_IPV6_SRC_LOW NXM_NX_CT_IPV6_SRC=1:122
            ct_ipv6_dst 16 m IPV6 CT CT_IPV6_DST_HIGH+CT_IPV6_DST_LOW NXM_NX_CT_IPV6_DST=1:123
            ct_tp_src 2 m DECIMAL CT CT_TP_SRC NXM_NX_CT_TP_SRC=1:124
            ct_tp_dst 2 m DECIMAL CT CT_TP_DST NXM_NX_CT_TP_DST=1:125
            reg*16 4 mwp HEX NONE family NXM_NX_REG*=1:0
            reg*16+16 4 mwp HEX NONE family NXOXM_ET_REG*=2320:x:17
            xreg*16 8 mwp HEX NONE family OXM_OF_PKT_REG*=8001:0@1.3
            xxreg*4 16 mwp HEX NONE family NXM_NX_XXREG*=1:111
            xxreg*4+4 16 mwp HEX NONE family NXOXM_ET_XXREG*=2320:x:33
            eth_src,dl_src 6 mw ETHERNET ETHERNET ETH_SRC NXM_OF_ETH_SRC=0:2 OXM_OF_ETH_SRC=8000:4@1.2
            eth_dst,dl_dst 6 mw ETHERNET ETHERNET ETH_DST NXM_OF_ETH_DST=0:1 OXM_OF_ETH_DST=8000:3@1.2
            eth_type,dl_type 2 - HEX ETHERNET ETH_TYPE NXM_OF_ETH_TYPE=0:3 OXM_OF_ETH_TYPE=8000:5@1.2
            vlan_tci 2 mw HEX ETHERNET VLAN_TCI NXM_OF_VLAN_TCI=0:4
            dl_vlan 2/12 w DECIMAL ETHERNET VLAN_TCI[0..11]
            vlan_vid 2/12 mw DECIMAL ETHERNET VLAN_TCI[0..12] OXM_OF_VLAN_VID=8000:6@1.2
            dl_vlan_pcp 1/3 w DECIMAL ETHERNET VLAN_TCI[13..15]
            vlan_pcp 1/3 w DECIMAL VLAN_VID VLAN_TCI[13..15] OXM_OF_VLAN_PCP=8000:7@1.2
            mpls_label 4/20 w DECIMAL MPLS MPLS_LSE_0[12..31] OXM_OF_MPLS_LABEL=8000:34@1.2
            mpls_tc 1/3 w DECIMAL MPLS MPLS_LSE_0[9..11] OXM_OF_MPLS_TC=8000:35@1.2
            mpls_bos 1/1 - DECIMAL MPLS MPLS_LSE_0[8..8] OXM_OF_MPLS_BOS=8000:36@1.3
            mpls_ttl 1 w DECIMAL MPLS MPLS_LSE_0[0..7] NXM_NX_MPLS_TTL=1:30
            ip_src,nw_src 4 mw IPV4 IPV4 IPV4_SRC NXM_OF_IP_SRC=0:7 OXM_OF_IPV4_SRC=8000:11@1.2
            ip_dst,nw_dst 4 mw IPV4 IPV4 IPV4_DST NXM_OF_IP_DST=0:8 OXM_OF_IPV4_DST=8000:12@1.2
            ipv6_src 16 mw IPV6 IPV6 IPV6_SRC_HIGH+IPV6_SRC_LOW NXM_NX_IPV6_SRC=1:19 OXM_OF_IPV6_SRC=8000:26@1.2
            ipv6_dst 16 mw IPV6 IPV6 IPV6_DST_HIGH+IPV6_DST_LOW NXM_NX_IPV6_DST=1:20 OXM_OF_IPV6_DST=8000:27@1.2
            ipv6_label 4/20 mw HEX IPV6 IPV6_LABEL[0..19]! NXM_NX_IPV6_LABEL=1:27 OXM_OF_IPV6_FLABEL=8000:28@1.2
            nw_proto,ip_proto 1 - DECIMAL IP IP_PROTO NXM_OF_IP_PROTO=0:6 OXM_OF_IP_PROTO=8000:10@1.2
            nw_tos 1 w DECIMAL IP IP_TOS[2..7]@2 NXM_OF_IP_TOS=0:5
            ip_dscp 1/6 w DECIMAL IP IP_TOS[2..7] OXM_OF_IP_DSCP=8000:8@1.2
            nw_ecn,ip_ecn 1/2 w DECIMAL IP IP_TOS[0..1] NXM_NX_IP_ECN=1:28 OXM_OF_IP_ECN=8000:9@1.2
            nw_ttl 1 w DECIMAL IP IP_TTL NXM_NX_IP_TTL=1:29
            ip_frag,nw_frag 1/2 m FRAG IP IP_FRAG[0..1] NXM_NX_IP_FRAG=1:26
            arp_op 2 w DECIMAL ARP IP_PROTO NXM_OF_ARP_OP=0:15 OXM_OF_ARP_OP=8000:21@1.2
            arp_spa 4 mw IPV4 ARP IPV4_SRC NXM_OF_ARP_SPA=0:16 OXM_OF_ARP_SPA=8000:22@1.2
            arp_tpa 4 mw IPV4 ARP IPV4_DST NXM_OF_ARP_TPA=0:17 OXM_OF_ARP_TPA=8000:23@1.2
            arp_sha 6 mw ETHERNET ARP ARP_SHA NXM_NX_ARP_SHA=1:17 OXM_OF_ARP_SHA=8000:24@1.2
            arp_tha 6 mw ETHERNET ARP ARP_THA NXM_NX_ARP_THA=1:18 OXM_OF_ARP_THA=8000:25@1.2
            tcp_src,tp_src 2 mw DECIMAL TCP TP_SRC NXM_OF_TCP_SRC=0:9 OXM_OF_TCP_SRC=8000:13@1.2
            tcp_dst,tp_dst 2 mw DECIMAL TCP TP_DST NXM_OF_TCP_DST=0:10 OXM_OF_TCP_DST=8000:14@1.2
            tcp_flags 2/12 m TCP_FLAGS TCP TCP_FLAGS[0..11]! NXM_NX_TCP_FLAGS=1:34 ONFOXM_ET_TCP_FLAGS=4f4e4600:x:42@1.3 OXM_OF_TCP_FLAGS=8000:42@1.5
            udp_src 2 mw DECIMAL UDP TP_SRC NXM_OF_UDP_SRC=0:11 OXM_OF_UDP_SRC=8000:15@1.2
            udp_dst 2 mw DECIMAL UDP TP_DST NXM_OF_UDP_DST=0:12 OXM_OF_UDP_DST=8000:16@1.2
            sctp_src 2 mw DECIMAL SCTP TP_SRC OXM_OF_SCTP_SRC=8000:17@1.2
            sctp_dst 2 mw DECIMAL SCTP TP_DST OXM_OF_SCTP_DST=8000:18@1.2
            icmp_type 1 w DECIMAL ICMPV4 TP_SRC[0..7]! NXM_OF_ICMP_TYPE=0:13 OXM_OF_ICMPV4_TYPE=8000:19@1.2
            icmp_code 1 w DECIMAL ICMPV4 TP_DST[0..7]! NXM_OF_ICMP_CODE=0:14 OXM_OF_ICMPV4_CODE=8000:20@1.2
            icmpv6_type 1 w DECIMAL ICMPV6 TP_SRC[0..7]! NXM_NX_ICMPV6_TYPE=1:21 OXM_OF_ICMPV6_TYPE=8000:29@1.2
            icmpv6_code 1 w DECIMAL ICMPV6 TP_DST[0..7]! NXM_NX_ICMPV6_CODE=1:22 OXM_OF_ICMPV6_CODE=8000:30@1.2
            nd_target 16 mw IPV6 ND ND_TARGET_HIGH+ND_TARGET_LOW NXM_NX_ND_TARGET=1:23 OXM_OF_IPV6_ND_TARGET=8000:31@1.2
            nd_sll 6 mw ETHERNET ND_SOLICIT ARP_SHA NXM_NX_ND_SLL=1:24 OXM_OF_IPV6_ND_SLL=8000:32@1.2
            nd_tll 6 mw ETHERNET ND_ADVERT ARP_THA NXM_NX_ND_TLL=1:25 OXM_OF_IPV6_ND_TLL=8000:33@1.2
            nd_reserved 4 w DECIMAL ND ND_RESERVED ERICOXM_OF_ICMPV6_ND_RESERVED=1000:1
            nd_options_type 1 w DECIMAL ND ND_OPTION_TYPE ERICOXM_OF_ICMPV6_ND_OPTIONS_TYPE=1000:2
            nsh_flags 1 mw DECIMAL NSH NSH_FLAGS NXOXM_NSH_FLAGS=5ad650:x:1
            nsh_mdtype 1 - DECIMAL NSH NSH_MDTYPE NXOXM_NSH_MDTYPE=5ad650:x:2
            nsh_np 1 - DECIMAL NSH NSH_NP NXOXM_NSH_NP=5ad650:x:3
            nsh_spi,nsp 4/24 w HEX NSH NSH_PATH[8..31] NXOXM_NSH_SPI=5ad650:x:4
            nsh_si,nsi 1 w DECIMAL NSH NSH_PATH[0..7] NXOXM_NSH_SI=5ad650:x:5
            nsh_c1,nshc1 4 mw HEX NSH NSH_C1 NXOXM_NSH_C1=5ad650:x:6
            nsh_c2,nshc2 4 mw HEX NSH NSH_C2 NXOXM_NSH_C2=5ad650:x:7
            nsh_c3,nshc3 4 mw HEX NSH NSH_C3 NXOXM_NSH_C3=5ad650:x:8
            nsh_c4,nshc4 4 mw HEX NSH NSH_C4 NXOXM_NSH_C4=5ad650:x:9
            nsh_ttl 1 w DECIMAL NSH NSH_TTL NXOXM_NSH_TTL=5ad650:x:10
            """;

    private static final List<Field> ALL = new ArrayList<>();
    private static final Map<String, Field> BY_NAME = new HashMap<>();
    private static final Map<String, Field> BY_CODE_NAME = new HashMap<>();
    private static final Map<Long, Field> BY_NUMBER = new HashMap<>();

    static {
        for (String row : TABLE.split("\n")) {
            String[] columns = row.trim().split(" ");
            int star = columns[0].indexOf('*');
            int count = star < 0
                    ? 1
                    : Integer.parseInt(columns[0].substring(star + 1).replaceFirst("\\+.*", ""));
            for (int i = 0; i < count; i++) {
                boolean tunnel = columns[0].startsWith("tun_metadata");
                add(new Field(FieldRow.of(columns, i), ALL.size(), tunnel ? i : -1));
            }
        }
    }

    /** Port of arrival, with the numbers of OpenFlow 1.0. */
    public static final Field IN_PORT = get("in_port");
    /** Port of arrival, with the numbers of later versions. */
    public static final Field IN_PORT_OXM = get("in_port_oxm");
    /** Type of a packet. */
    public static final Field PACKET_TYPE = get("packet_type");
    /** Identifier of a tunnel. */
    public static final Field TUN_ID = get("tun_id");
    /** Metadata. */
    public static final Field METADATA = get("metadata");
    /** Ethernet source. */
    public static final Field ETH_SRC = get("eth_src");
    /** Ethernet destination. */
    public static final Field ETH_DST = get("eth_dst");
    /** VLAN tag as a whole. */
    public static final Field VLAN_TCI = get("vlan_tci");
    /** VLAN identifier with the bit that tells that there is a tag. */
    public static final Field VLAN_VID = get("vlan_vid");
    /** Priority in a VLAN tag. */
    public static final Field VLAN_PCP = get("vlan_pcp");
    /** VLAN identifier as OpenFlow 1.0 has it. */
    public static final Field DL_VLAN = get("dl_vlan");
    /** Priority in a VLAN tag as OpenFlow 1.0 has it. */
    public static final Field DL_VLAN_PCP = get("dl_vlan_pcp");
    /** Label of MPLS. */
    public static final Field MPLS_LABEL = get("mpls_label");
    /** Traffic class of MPLS. */
    public static final Field MPLS_TC = get("mpls_tc");
    /** Time to live of MPLS. */
    public static final Field MPLS_TTL = get("mpls_ttl");
    /** IPv4 source. */
    public static final Field IPV4_SRC = get("ip_src");
    /** IPv4 destination. */
    public static final Field IPV4_DST = get("ip_dst");
    /** DSCP in its place in the type of service. */
    public static final Field NW_TOS = get("nw_tos");
    /** DSCP. */
    public static final Field IP_DSCP = get("ip_dscp");
    /** ECN. */
    public static final Field IP_ECN = get("nw_ecn");
    /** Time to live. */
    public static final Field IP_TTL = get("nw_ttl");
    /** Mark of a connection. */
    public static final Field CT_MARK = get("ct_mark");
    /** Labels of a connection. */
    public static final Field CT_LABEL = get("ct_label");
    /** State of a connection. */
    public static final Field CT_STATE = get("ct_state");

    private Fields() {}

    private static void add(Field field) {
        ALL.add(field);
        BY_NAME.put(field.name(), field);
        if (field.alias() != null) {
            BY_NAME.put(field.alias(), field);
        }
        for (OxmCode code : field.codes()) {
            BY_CODE_NAME.put(code.name(), field);
            BY_NUMBER.put(number(code.vendor(), code.oxmClass(), code.number()), field);
        }
    }

    private static long number(int vendor, int oxmClass, int number) {
        return (long) oxmClass << 48 | (long) number << 41 | vendor & 0xffffffffL;
    }

    /** Return all fields, in the order of Open vSwitch. */
    public static List<Field> all() {
        return List.copyOf(ALL);
    }

    /** Return the field of a name, or of the name of one of its numbers on the wire; null if there is none. */
    public static @Nullable Field byName(String name) {
        Field field = BY_CODE_NAME.get(name);
        return field == null ? BY_NAME.get(name) : field;
    }

    /** Return the field that has a name in flows, or null. */
    public static @Nullable Field byFlowName(String name) {
        return BY_NAME.get(name);
    }

    /** Return the field of a number on the wire, or null. */
    public static @Nullable Field byNumber(int vendor, int oxmClass, int number) {
        return BY_NUMBER.get(number(vendor, oxmClass, number));
    }

    /**
     * Return the field of a name that is in the table.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static Field get(String name) {
        Field field = byName(name);
        if (field == null) {
            throw new IllegalArgumentException("no field is named " + name);
        }
        return field;
    }
}
