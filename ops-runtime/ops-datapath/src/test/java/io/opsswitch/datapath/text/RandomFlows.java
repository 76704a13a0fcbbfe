/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.Random;

/**
 * Random matches that keep Open vSwitch's rules: fields only of the protocols that the key has, what tells the protocol
 * matched in full, and what its text cannot tell in one of the ways that it can.
 */
final class RandomFlows {

    private final Random random;
    private final FlowKey key = new FlowKey();
    private final FlowKey mask = new FlowKey();

    RandomFlows(Random random) {
        this.random = random;
    }

    FlowMatch next() {
        key.clear();
        mask.clear();
        exact(FlowField.RECIRC_ID, random.nextInt(3));
        some(FlowField.DP_HASH, FlowField.SKB_PRIORITY, FlowField.IN_PORT, FlowField.PKT_MARK);
        some(FlowField.CT_ZONE, FlowField.CT_MARK);
        some(FlowField.CT_LABELS_HIGH, FlowField.CT_LABELS_LOW);
        if (random.nextBoolean()) {
            set(FlowField.CT_STATE, random.nextInt(256), 1 + random.nextInt(255));
        }
        if (random.nextInt(3) == 0) {
            tunnel();
        }
        boolean isEthernet = random.nextInt(6) > 0;
        if (isEthernet) {
            exact(FlowField.PACKET_TYPE, 0);
            some(FlowField.ETH_SRC, FlowField.ETH_DST);
            tags();
        } else {
            mask.matchAll(FlowField.VLAN_TCI);
        }
        payload();
        if (!isEthernet) {
            exact(FlowField.PACKET_TYPE, 0x10000 | (int) key.get(FlowField.ETH_TYPE));
        }
        return new FlowMatch(key.masked(mask), mask.copy());
    }

    private void payload() {
        switch (random.nextInt(8)) {
            case 0, 1 -> {
                exact(FlowField.ETH_TYPE, 0x0800);
                some(FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.IP_TOS, FlowField.IP_TTL);
                if (random.nextInt(3) == 0) {
                    exact(FlowField.CT_NW_PROTO, 1 + random.nextInt(255));
                    some(FlowField.CT_IPV4_SRC, FlowField.CT_IPV4_DST, FlowField.CT_TP_SRC, FlowField.CT_TP_DST);
                }
                transport(1);
            }
            case 2, 3 -> {
                exact(FlowField.ETH_TYPE, 0x86dd);
                some(FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW, FlowField.IPV6_DST_HIGH);
                some(FlowField.IPV6_DST_LOW, FlowField.IP_TOS, FlowField.IP_TTL);
                if (random.nextBoolean()) {
                    set(FlowField.IPV6_LABEL, random.nextInt(1 << 20), 1 + random.nextInt((1 << 20) - 1));
                }
                if (random.nextInt(3) == 0) {
                    exact(FlowField.CT_NW_PROTO, 1 + random.nextInt(255));
                    some(FlowField.CT_IPV6_SRC_HIGH, FlowField.CT_IPV6_DST_LOW, FlowField.CT_TP_DST);
                }
                transport(58);
            }
            case 4 -> {
                exact(FlowField.ETH_TYPE, random.nextBoolean() ? 0x0806 : 0x8035);
                some(FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.IP_PROTO, FlowField.ARP_SHA, FlowField.ARP_THA);
            }
            case 5 -> {
                exact(FlowField.ETH_TYPE, random.nextBoolean() ? 0x8847 : 0x8848);
                labels();
            }
            case 6 -> {
                exact(FlowField.ETH_TYPE, 0x894f);
                exact(FlowField.NSH_MDTYPE, 1);
                some(FlowField.NSH_FLAGS, FlowField.NSH_TTL, FlowField.NSH_NP, FlowField.NSH_PATH);
                some(FlowField.NSH_C1, FlowField.NSH_C2, FlowField.NSH_C3, FlowField.NSH_C4);
            }
            default -> exact(FlowField.ETH_TYPE, 0x600 + random.nextInt(0x200));
        }
    }

    private void transport(int icmp) {
        int frag = new int[] {0, 0, 0, 1, 3}[random.nextInt(5)];
        exact(FlowField.IP_FRAG, frag, 3);
        int protocol = new int[] {6, 17, 132, icmp, 200}[random.nextInt(5)];
        exact(FlowField.IP_PROTO, protocol);
        if (frag == 3 || protocol == 200) {
            return;
        }
        if (protocol == icmp) {
            boolean isNeighbour = icmp == 58 && random.nextBoolean();
            set(FlowField.TP_SRC, isNeighbour ? 135 + random.nextInt(2) : random.nextInt(100), 0xff);
            set(FlowField.TP_DST, isNeighbour ? 0 : random.nextInt(100), 0xff);
            if (isNeighbour) {
                some(FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW, FlowField.ARP_SHA, FlowField.ARP_THA);
                if (random.nextBoolean()) {
                    exact(FlowField.ND_RESERVED, random.nextInt());
                    exact(FlowField.ND_OPTION_TYPE, 1 + random.nextInt(2));
                }
            }
            return;
        }
        some(FlowField.TP_SRC, FlowField.TP_DST);
        if (protocol == 6 && random.nextBoolean()) {
            set(FlowField.TCP_FLAGS, random.nextInt(0x1000), random.nextBoolean() ? 0xfff : 1 + random.nextInt(0xfff));
        }
    }

    private void tags() {
        if (random.nextInt(3) > 0) {
            mask.matchAll(FlowField.VLAN_TCI);
            return;
        }
        exact(FlowField.VLAN_TPID, random.nextBoolean() ? 0x8100 : 0x88a8);
        set(FlowField.VLAN_TCI, random.nextInt(0x10000) | 0x1000, random.nextInt(0x10000) | 0x1000);
        if (random.nextBoolean()) {
            exact(FlowField.INNER_VLAN_TPID, random.nextBoolean() ? 0x8100 : 0x88a8);
            set(FlowField.INNER_VLAN_TCI, random.nextInt(0x10000) | 0x1000, random.nextInt(0x10000) | 0x1000);
        }
    }

    private void labels() {
        int depth = 1 + random.nextInt(3);
        FlowField[] entries = {FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2};
        boolean isExact = random.nextBoolean();
        for (int i = 0; i < depth; i++) {
            int entry = random.nextInt() & ~0x100 | (i == depth - 1 ? 0x100 : 0);
            set(entries[i], Integer.toUnsignedLong(entry), isExact ? -1 : random.nextInt() | 0x101);
        }
    }

    private void tunnel() {
        if (random.nextBoolean()) {
            exact(FlowField.TUN_IPV4_SRC, random.nextInt() | 1);
            exact(FlowField.TUN_IPV4_DST, random.nextInt() | 1);
        } else {
            exact(FlowField.TUN_IPV6_SRC_HIGH, random.nextLong() | 1);
            exact(FlowField.TUN_IPV6_SRC_LOW, random.nextLong());
            exact(FlowField.TUN_IPV6_DST_HIGH, random.nextLong() | 1);
            exact(FlowField.TUN_IPV6_DST_LOW, random.nextLong());
        }
        some(FlowField.TUN_TTL);
        int flags = random.nextInt(16) & ~FlowField.TUN_KEY;
        int matched = random.nextInt(16) & ~FlowField.TUN_KEY;
        if (random.nextBoolean()) {
            exact(FlowField.TUN_ID, random.nextLong());
            flags |= FlowField.TUN_KEY;
            matched |= FlowField.TUN_KEY;
        }
        set(FlowField.TUN_FLAGS, flags, matched);
        if (random.nextBoolean()) {
            exact(FlowField.TUN_TOS, 1 + random.nextInt(255));
            exact(FlowField.TUN_TP_SRC, 1 + random.nextInt(65535));
            exact(FlowField.TUN_TP_DST, 1 + random.nextInt(65535));
        }
        switch (random.nextInt(5)) {
            case 0 -> options();
            case 1 -> {
                exact(FlowField.TUN_GBP_ID, 1 + random.nextInt(65535));
                exact(FlowField.TUN_GBP_FLAGS, random.nextInt(256));
            }
            case 2 -> {
                exact(FlowField.TUN_ERSPAN_VERSION, 1);
                exact(FlowField.TUN_ERSPAN_IDX, random.nextInt(1 << 20));
            }
            case 3 -> {
                exact(FlowField.TUN_ERSPAN_VERSION, 2);
                exact(FlowField.TUN_ERSPAN_DIR, random.nextInt(2));
                exact(FlowField.TUN_ERSPAN_HWID, random.nextInt(64));
            }
            default -> {
                exact(FlowField.TUN_GTPU_FLAGS, 1 + random.nextInt(255));
                exact(FlowField.TUN_GTPU_MSGTYPE, 1 + random.nextInt(255));
            }
        }
    }

    private void options() {
        int length = 0;
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            int data = 4 * random.nextInt(8);
            put(length, random.nextInt() & 0xffffff00 | data / 4, 0xffffff1f);
            for (int at = 0; at < data; at += 4) {
                put(length + 4 + at, random.nextInt(), random.nextInt(4) == 0 ? random.nextInt() : -1);
            }
            length += 4 + data;
        }
        exact(FlowField.TUN_OPTIONS_LENGTH, length);
    }

    private void put(int at, int value, int matched) {
        int word = FlowKey.TUNNEL_OPTIONS_WORD + at / 8;
        int shift = at % 8 == 0 ? 32 : 0;
        key.setWord(word, key.word(word) | (value & 0xffff_ffffL) << shift);
        mask.setWord(word, mask.word(word) | (matched & 0xffff_ffffL) << shift);
    }

    private void some(FlowField... fields) {
        for (FlowField field : fields) {
            switch (random.nextInt(4)) {
                case 0 -> set(field, random.nextLong(), random.nextLong());
                case 1 -> set(field, random.nextInt(5), -1);
                case 2 -> set(field, random.nextLong(), -1);
                default -> {
                    // Not matched.
                }
            }
        }
    }

    private void exact(FlowField field, long value) {
        set(field, value, -1);
    }

    private void exact(FlowField field, long value, long matched) {
        set(field, value, matched);
    }

    private void set(FlowField field, long value, long matched) {
        key.set(field, value);
        mask.set(field, matched);
    }
}
