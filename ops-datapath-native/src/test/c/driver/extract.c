/* SPDX-License-Identifier: Apache-2.0 */
/* The key of a frame: Ethernet, one VLAN tag, IPv4 with TCP, UDP or ICMP, and ARP. */
#include "request.h"

#define ETHERTYPE_VLAN 0x8100
#define ETHERTYPE_IPV4 0x0800
#define ETHERTYPE_ARP 0x0806

static USHORT be16(const UCHAR *p) {
    return (USHORT) (p[0] << 8 | p[1]);
}

static void ipv4(struct out *out, const UCHAR *p, ULONG left) {
    if (left < 20 || (p[0] & 15) * 4u > left) {
        return;
    }
    UCHAR fragment = (be16(p + 6) & 0x1fff) != 0 ? 2 : (be16(p + 6) & 0x2000) != 0 ? 1 : 0;
    UCHAR key[12];
    memcpy(key, p + 12, 8);
    key[8] = p[9];
    key[9] = p[1];
    key[10] = p[8];
    key[11] = fragment;
    out_attr(out, KEY_IPV4, key, sizeof key);
    const UCHAR *l4 = p + (p[0] & 15) * 4;
    left -= (p[0] & 15) * 4u;
    if (fragment == 2) {
        return;
    }
    if (p[9] == 6 && left >= 20) {
        UCHAR flags[2] = {l4[12] & 15, l4[13]};
        out_attr(out, KEY_TCP, l4, 4);
        out_attr(out, KEY_TCP_FLAGS, flags, 2);
    } else if (p[9] == 17 && left >= 8) {
        out_attr(out, KEY_UDP, l4, 4);
    } else if (p[9] == 1 && left >= 8) {
        out_attr(out, KEY_ICMP, l4, 2);
    }
}

static void arp(struct out *out, const UCHAR *p, ULONG left) {
    if (left < 28) {
        return;
    }
    UCHAR key[24] = {0};
    memcpy(key, p + 14, 4);
    memcpy(key + 4, p + 24, 4);
    memcpy(key + 8, p + 6, 2);
    memcpy(key + 10, p + 8, 6);
    memcpy(key + 16, p + 18, 6);
    out_attr(out, KEY_ARP, key, sizeof key);
}

/* From the type on. */
static void network(struct out *out, const UCHAR *p, ULONG left) {
    if (left < 2) {
        return;
    }
    out_attr(out, KEY_ETHERTYPE, p, 2);
    if (be16(p) == ETHERTYPE_IPV4) {
        ipv4(out, p + 2, left - 2);
    } else if (be16(p) == ETHERTYPE_ARP) {
        arp(out, p + 2, left - 2);
    }
}

ULONG extract_key(const struct meta *meta, const UCHAR *frame, ULONG length, UCHAR *to, ULONG room) {
    struct out out = {.base = to, .room = room};
    out_u32(&out, KEY_RECIRC_ID, meta->recirculation);
    /* The driver tells these of untracked frames too. */
    out_u32(&out, KEY_CT_STATE, meta->ct_state);
    out_attr(&out, KEY_CT_ZONE, &meta->ct_zone, sizeof meta->ct_zone);
    out_u32(&out, KEY_CT_MARK, meta->ct_mark);
    out_attr(&out, KEY_CT_LABELS, meta->ct_labels, sizeof meta->ct_labels);
    out_attr(&out, KEY_CT_ORIG_TUPLE_IPV4, meta->ct_tuple, sizeof meta->ct_tuple);
    UCHAR ethernet[12];
    memcpy(ethernet, frame + 6, 6); /* source first */
    memcpy(ethernet + 6, frame, 6);
    out_attr(&out, KEY_ETHERNET, ethernet, sizeof ethernet);
    out_u32(&out, KEY_IN_PORT, meta->in_port);
    if (meta->tunnel_length > 0) {
        out_attr(&out, KEY_TUNNEL | 0x8000, meta->tunnel, meta->tunnel_length);
    }
    if (length >= 18 && be16(frame + 12) == ETHERTYPE_VLAN) {
        UCHAR tci[2] = {frame[14] | 0x10, frame[15]};
        out_attr(&out, KEY_ETHERTYPE, frame + 12, 2);
        out_attr(&out, KEY_VLAN, tci, 2);
        ULONG nest = out_begin_nest(&out, KEY_ENCAP);
        network(&out, frame + 16, length - 16);
        out_end_nest(&out, nest);
    } else {
        network(&out, frame + 12, length - 12);
    }
    return out.full ? 0 : out.size;
}
