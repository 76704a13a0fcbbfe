/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Action.Nat;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Random actions of which the text tells everything. */
final class RandomActions {

    private static final List<KeyGroup> SETTABLE = List.of(
            KeyGroup.ETHERNET,
            KeyGroup.IPV4,
            KeyGroup.IPV6,
            KeyGroup.TCP,
            KeyGroup.UDP,
            KeyGroup.SCTP,
            KeyGroup.ICMP,
            KeyGroup.ICMPV6,
            KeyGroup.ARP,
            KeyGroup.ND,
            KeyGroup.SKB_MARK,
            KeyGroup.PRIORITY,
            KeyGroup.MPLS,
            KeyGroup.NSH,
            KeyGroup.TUNNEL);

    private final Random random;
    private int depth;

    RandomActions(Random random) {
        this.random = random;
    }

    Actions next() {
        Actions.Builder builder = Actions.builder();
        list(random.nextInt(5)).accept(builder);
        return builder.build();
    }

    private Consumer<Actions.Builder> list(int count) {
        return builder -> {
            for (int i = 0; i < count; i++) {
                action(builder, random.nextInt(depth < 3 ? 24 : 19));
            }
        };
    }

    private Consumer<Actions.Builder> nested() {
        return builder -> {
            depth++;
            list(1 + random.nextInt(2)).accept(builder);
            depth--;
        };
    }

    void action(Actions.Builder builder, int kind) {
        switch (kind) {
            case 0 -> builder.output(random.nextInt(1000));
            case 1 ->
                builder.userspace(new Action.Upcall(
                        random.nextInt(),
                        bytes(8 + random.nextInt(20)),
                        random.nextBoolean() ? -1 : random.nextInt(100),
                        random.nextBoolean()));
            case 2, 3 -> set(builder);
            case 4 -> builder.pushVlan(random.nextBoolean() ? 0x8100 : 0x88a8, random.nextInt(0x10000));
            case 5 -> builder.popVlan();
            case 6 -> builder.recirc(random.nextInt());
            case 7 -> builder.hash(random.nextInt(2), random.nextInt());
            case 8 -> builder.pushMpls(random.nextInt(), 0x8847);
            case 9 -> builder.popMpls(0x0800);
            case 10 -> connTrack(builder);
            case 11 -> builder.trunc(random.nextInt());
            case 12 -> builder.pushEthernet(random.nextLong() >>> 16, random.nextLong() >>> 16);
            case 13 -> builder.popEthernet();
            case 14 -> builder.connTrackClear();
            case 15 -> nsh(builder);
            case 16 -> builder.popNsh();
            case 17 -> builder.meter(random.nextInt());
            case 18 -> builder.addMpls(random.nextInt(), 0x8848, 0);
            case 19 -> builder.psample(random.nextInt(), random.nextBoolean() ? new byte[0] : bytes(8));
            case 20 ->
                builder.sample(
                        (int) (long) Math.floor(0xffff_ffffL * (random.nextInt(1001) / 10.0 / 100) + .5), nested());
            case 21 -> builder.copy(nested());
            case 22 -> builder.checkLength(random.nextInt(0x10000), nested(), nested());
            default -> builder.decTtl(nested());
        }
    }

    private void set(Actions.Builder builder) {
        KeyGroup group = SETTABLE.get(random.nextInt(SETTABLE.size()));
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        for (FlowField field : group.fields()) {
            // A type and a code have a byte each, and the kind of fragment is never set.
            long exact = group == KeyGroup.ICMP || group == KeyGroup.ICMPV6 ? 0xff : -1;
            exact = field == FlowField.IPV6_LABEL ? 0xfffff : exact;
            if (field != FlowField.IP_FRAG) {
                value.set(field, random.nextLong() & exact);
                mask.set(field, field == FlowField.IP_PROTO ? -1 : random.nextLong() & exact | 1);
            }
        }
        if (group == KeyGroup.TUNNEL) {
            value.set(FlowField.TUN_FLAGS, random.nextInt(16) | FlowField.TUN_KEY);
            value.set(FlowField.TUN_ERSPAN_VERSION, 1).set(FlowField.TUN_ERSPAN_DIR, 0);
            value.set(FlowField.TUN_ERSPAN_HWID, 0).set(FlowField.TUN_OPTIONS_LENGTH, 4);
            value.setWord(FlowKey.TUNNEL_OPTIONS_WORD, (random.nextInt() & 0xffff_ff00L) << 32);
        } else if (group == KeyGroup.MPLS) {
            value.set(FlowField.MPLS_LSE_1, 0).set(FlowField.MPLS_LSE_2, 0);
            mask.set(FlowField.MPLS_LSE_1, 0).set(FlowField.MPLS_LSE_2, 0);
        } else if (group == KeyGroup.NSH) {
            value.set(FlowField.NSH_MDTYPE, 1);
        } else if (group == KeyGroup.IPV4 || group == KeyGroup.IPV6) {
            value.set(FlowField.IP_FRAG, 0);
        }
        boolean isComplete =
                group == KeyGroup.TUNNEL || random.nextBoolean() && group != KeyGroup.ICMP && group != KeyGroup.ICMPV6;
        if (!isComplete && (group == KeyGroup.ICMP || group == KeyGroup.ICMPV6)) {
            // With all bits of both, of which there are 8 in texts, it would read as a complete one.
            mask.set(FlowField.TP_DST, mask.get(FlowField.TP_DST) & ~1);
        }
        if (isComplete) {
            builder.set(group, value);
        } else {
            builder.setMasked(group, value, mask);
        }
    }

    private void connTrack(Actions.Builder builder) {
        boolean commit = random.nextBoolean();
        int markMask = random.nextBoolean() ? 0 : random.nextInt();
        long labelsMask = random.nextBoolean() ? 0 : random.nextLong();
        builder.connTrack(new Action.ConnTrack(
                commit,
                commit && random.nextBoolean(),
                random.nextInt(0x10000),
                random.nextInt() & markMask,
                markMask,
                random.nextLong() & labelsMask,
                random.nextLong() & labelsMask,
                labelsMask,
                labelsMask,
                0,
                random.nextBoolean() ? null : "ftp",
                random.nextBoolean() ? null : "policy-1",
                random.nextBoolean() ? null : nat()));
    }

    private Nat nat() {
        if (random.nextInt(3) == 0) {
            return new Nat(Nat.Direction.EXISTING, false, 0, 0, 0, 0, 0, 0, false, false, false);
        }
        Nat.Direction direction = random.nextBoolean() ? Nat.Direction.SOURCE : Nat.Direction.DESTINATION;
        boolean isIpv6 = random.nextBoolean();
        long high = isIpv6 ? random.nextLong() >>> 1 | 1 : 0;
        long low = 1 + random.nextInt(1 << 30);
        boolean hasRange = random.nextBoolean();
        int ports = random.nextInt(3);
        return new Nat(
                direction,
                isIpv6,
                high,
                low,
                hasRange ? high : 0,
                hasRange ? low + 5 : 0,
                ports == 0 ? 0 : 1000,
                ports < 2 ? 0 : 2000,
                random.nextBoolean(),
                false,
                random.nextBoolean());
    }

    private void nsh(Actions.Builder builder) {
        boolean isFixed = random.nextBoolean();
        byte[] metadata = bytes(isFixed ? 16 : 4 * (1 + random.nextInt(10)));
        builder.pushNsh(new Action.Nsh(
                random.nextInt(4),
                random.nextInt(64),
                isFixed ? 1 : 2,
                random.nextInt(256),
                random.nextInt(),
                metadata));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        bytes[0] |= 0x10;
        return bytes;
    }
}
