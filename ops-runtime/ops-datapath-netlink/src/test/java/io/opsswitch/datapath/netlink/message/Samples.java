/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Keys, masks and actions of all kinds, from a random seed. */
final class Samples {
    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    /** Return the key of some packet: fields of the protocols that it has, and no others. */
    FlowKey key() {
        FlowKey key = new FlowKey();
        for (KeyGroup group : new KeyGroup[] {
            KeyGroup.RECIRC_ID,
            KeyGroup.DP_HASH,
            KeyGroup.PRIORITY,
            KeyGroup.IN_PORT,
            KeyGroup.SKB_MARK,
            KeyGroup.CT_ZONE,
            KeyGroup.CT_MARK,
            KeyGroup.CT_LABELS,
            KeyGroup.ETHERNET
        }) {
            fill(key, group);
        }
        key.set(FlowField.IN_PORT, random.nextInt(65535));
        key.set(FlowField.CT_STATE, random.nextInt(256));
        if (random.nextInt(3) == 0) {
            tunnel(key);
        }
        if (random.nextBoolean()) {
            key.set(FlowField.VLAN_TPID, random.nextBoolean() ? 0x8100 : 0x88a8);
            key.set(FlowField.VLAN_TCI, 0x1000 | random.nextInt(65536));
            if (random.nextBoolean()) {
                key.set(FlowField.INNER_VLAN_TPID, 0x8100);
                key.set(FlowField.INNER_VLAN_TCI, 0x1000 | random.nextInt(65536));
            }
        }
        network(key);
        return key;
    }

    private void network(FlowKey key) {
        switch (random.nextInt(8)) {
            case 0 -> key.set(FlowField.ETH_TYPE, 0x5ff);
            case 1 -> key.set(FlowField.ETH_TYPE, 0x88cc);
            case 2 -> {
                key.set(FlowField.ETH_TYPE, 0x0806);
                fill(key, KeyGroup.ARP);
            }
            case 3 -> {
                key.set(FlowField.ETH_TYPE, 0x8847);
                int entries = 1 + random.nextInt(3);
                for (int i = 0; i < entries; i++) {
                    long entry = random.nextInt() & 0xfffffe00L | 7;
                    boolean last = i == entries - 1;
                    key.set(FlowField.values()[FlowField.MPLS_LSE_0.ordinal() + i], last ? entry | 0x100 : entry);
                }
            }
            case 4 -> {
                key.set(FlowField.ETH_TYPE, 0x894f);
                fill(key, KeyGroup.NSH);
                key.set(FlowField.NSH_MDTYPE, 1);
            }
            case 5, 6 -> {
                key.set(FlowField.ETH_TYPE, 0x0800);
                fill(key, KeyGroup.IPV4);
                transport(key, false);
            }
            default -> {
                key.set(FlowField.ETH_TYPE, 0x86dd);
                fill(key, KeyGroup.IPV6);
                key.set(FlowField.IPV6_LABEL, random.nextInt(1 << 20));
                transport(key, true);
            }
        }
    }

    private void transport(FlowKey key, boolean ipv6) {
        key.set(FlowField.IP_FRAG, new int[] {0, 1, 3}[random.nextInt(3)]);
        int[] protocols = {6, 17, 132, ipv6 ? 58 : 1, 89};
        int protocol = protocols[random.nextInt(protocols.length)];
        key.set(FlowField.IP_PROTO, protocol);
        if (random.nextBoolean()) {
            fill(key, ipv6 ? KeyGroup.CT_ORIG_TUPLE_IPV6 : KeyGroup.CT_ORIG_TUPLE_IPV4);
            key.set(FlowField.CT_NW_PROTO, 1 + random.nextInt(255));
        }
        if (key.get(FlowField.IP_FRAG) == 3 || protocol == 89) {
            return;
        }
        fill(key, KeyGroup.TCP);
        if (protocol == 6) {
            key.set(FlowField.TCP_FLAGS, 1 + random.nextInt(0xfff));
        } else if (protocol == 1 || protocol == 58) {
            boolean discovery = ipv6 && random.nextBoolean();
            key.set(FlowField.TP_SRC, discovery ? 135 + random.nextInt(2) : random.nextInt(128));
            key.set(FlowField.TP_DST, discovery ? 0 : random.nextInt(256));
            if (discovery) {
                fill(key, KeyGroup.ND);
            }
        }
    }

    private void tunnel(FlowKey key) {
        fill(key, KeyGroup.TUNNEL);
        boolean ipv6 = random.nextBoolean();
        for (FlowField field : FlowField.values()) {
            if (field.name().startsWith(ipv6 ? "TUN_IPV4" : "TUN_IPV6")
                    || field.name().startsWith("TUN_ERSPAN")) {
                key.set(field, 0);
            }
        }
        key.set(FlowField.TUN_FLAGS, FlowField.TUN_KEY | random.nextInt(16));
        int words = random.nextInt(8);
        key.set(FlowField.TUN_OPTIONS_LENGTH, 4L * words);
        for (int i = 0; i < words; i++) {
            int word = FlowKey.TUNNEL_OPTIONS_WORD + i / 2;
            key.setWord(word, key.word(word) | (random.nextInt() & 0xffffffffL) << (i % 2 == 0 ? 32 : 0));
        }
        int version = random.nextInt(3);
        key.set(FlowField.TUN_ERSPAN_VERSION, version);
        if (version == 1) {
            key.set(FlowField.TUN_ERSPAN_IDX, random.nextInt());
        } else if (version == 2) {
            key.set(FlowField.TUN_ERSPAN_DIR, random.nextInt(2));
            key.set(FlowField.TUN_ERSPAN_HWID, random.nextInt(64));
        }
    }

    private void fill(FlowKey key, KeyGroup group) {
        for (FlowField field : group.fields()) {
            key.set(field, random.nextLong());
        }
    }

    /** Return a list of actions, nested some levels deep. */
    Actions actions(int depth) {
        Actions.Builder builder = Actions.builder();
        fill(builder, depth);
        return builder.build();
    }

    private void fill(Actions.Builder builder, int depth) {
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            one(builder, depth);
        }
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private void one(Actions.Builder builder, int depth) {
        FlowKey value = new FlowKey();
        switch (random.nextInt(depth > 0 ? 25 : 20)) {
            case 0 -> builder.output(random.nextInt(65535));
            case 1 ->
                builder.userspace(new Action.Upcall(
                        random.nextInt(),
                        bytes(random.nextInt(20)),
                        random.nextBoolean() ? -1 : 5,
                        random.nextBoolean()));
            case 2 -> {
                fill(value, KeyGroup.IPV6);
                value.set(FlowField.IP_FRAG, 0).set(FlowField.IPV6_LABEL, 99);
                builder.set(KeyGroup.IPV6, value);
            }
            case 3 -> {
                fill(value, KeyGroup.ETHERNET);
                builder.setMasked(KeyGroup.ETHERNET, value, value);
            }
            case 4 -> {
                fill(value, KeyGroup.NSH);
                builder.setMasked(KeyGroup.NSH, value, new FlowKey().matchAll(FlowField.NSH_TTL));
            }
            case 5 -> {
                tunnel(value);
                builder.set(KeyGroup.TUNNEL, value);
            }
            case 6 -> builder.pushVlan(0x8100, random.nextInt(65536));
            case 7 -> builder.popVlan();
            case 8 -> builder.recirc(random.nextInt());
            case 9 -> builder.hash(0, random.nextInt());
            case 10 -> builder.pushMpls(random.nextInt(), 0x8847);
            case 11 -> builder.popMpls(0x0800);
            case 12 -> builder.connTrack(connTrack());
            case 13 -> builder.trunc(random.nextInt(1 << 16));
            case 14 -> builder.pushEthernet(random.nextLong() >>> 16, random.nextLong() >>> 16);
            case 15 -> builder.popEthernet().connTrackClear().popNsh();
            case 16 -> builder.pushNsh(new Action.Nsh(1, 63, 1, 3, random.nextInt(), bytes(16)));
            case 17 -> builder.meter(random.nextInt()).drop(random.nextInt());
            case 18 -> builder.addMpls(random.nextInt(), 0x8848, random.nextInt(2));
            case 19 -> builder.psample(random.nextInt(), bytes(1 + random.nextInt(16)));
            case 20 -> builder.sample(random.nextInt(), nested -> fill(nested, depth - 1));
            case 21 -> builder.copy(nested -> fill(nested, depth - 1));
            case 22 -> builder.decTtl(nested -> fill(nested, depth - 1));
            case 23 -> {
                fill(value, KeyGroup.MPLS);
                builder.setMasked(KeyGroup.MPLS, value, new FlowKey().matchAll(FlowField.MPLS_LSE_0));
            }
            default ->
                builder.checkLength(
                        random.nextInt(65536), nested -> fill(nested, depth - 1), nested -> fill(nested, depth - 1));
        }
    }

    private Action.ConnTrack connTrack() {
        boolean ipv6 = random.nextBoolean();
        Action.Nat nat = switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> new Action.Nat(Action.Nat.Direction.EXISTING, false, 0, 0, 0, 0, 0, 0, false, false, false);
            default ->
                new Action.Nat(
                        random.nextBoolean() ? Action.Nat.Direction.SOURCE : Action.Nat.Direction.DESTINATION,
                        ipv6,
                        ipv6 ? random.nextLong() : 0,
                        1 + random.nextInt(1000),
                        ipv6 ? random.nextLong() : 0,
                        2000,
                        random.nextInt(65536),
                        random.nextInt(65536),
                        random.nextBoolean(),
                        random.nextBoolean(),
                        random.nextBoolean());
        };
        boolean force = random.nextBoolean();
        int mask = random.nextInt();
        long labels = random.nextLong();
        return new Action.ConnTrack(
                force || random.nextBoolean(),
                force,
                random.nextInt(65536),
                random.nextInt() & mask,
                mask,
                random.nextLong() & labels,
                7,
                labels,
                15,
                random.nextInt(100),
                random.nextBoolean() ? "ftp" : null,
                random.nextBoolean() ? "policy" : null,
                nat);
    }
}
