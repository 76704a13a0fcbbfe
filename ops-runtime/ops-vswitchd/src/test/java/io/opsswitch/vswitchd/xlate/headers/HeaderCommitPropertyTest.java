/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate.headers;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Does the actions that were written on a key, as a datapath does them on a packet. */
class HeaderCommitPropertyTest {

    private static final int[] TYPES = {EtherType.IPV4, EtherType.IPV6, EtherType.ARP, EtherType.MPLS, 0x88cc};
    private static final int[] PROTOCOLS = {
        IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.ICMP, IpProtocol.ICMPV6, 47
    };
    private static final FlowField[] ADDRESSES = {FlowField.ETH_SRC, FlowField.ETH_DST};
    private static final FlowField[] IPV4 = {FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.IP_TOS, FlowField.IP_TTL
    };
    private static final FlowField[] IPV6 = {
        FlowField.IPV6_SRC_LOW,
        FlowField.IPV6_SRC_HIGH,
        FlowField.IPV6_DST_LOW,
        FlowField.IP_TOS,
        FlowField.IP_TTL,
        FlowField.IPV6_LABEL
    };
    private static final FlowField[] ARP = {FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.ARP_SHA, FlowField.ARP_THA
    };
    private static final FlowField[] PORTS = {FlowField.TP_SRC, FlowField.TP_DST};

    private final FlowKey mask = new FlowKey();

    @Property(tries = 1000)
    void makesOfThePacketWhatTranslationMadeOfItsKey(@ForAll long seed) {
        Random random = new Random(seed);
        FlowKey packet = packet(random);
        FlowKey wanted = packet.copy();
        FlowKey base = packet.copy();
        FlowKey inDatapath = packet.copy();
        mask.clear();
        for (int step = 0; step < 3; step++) {
            change(random, wanted);
            Actions.Builder actions = Actions.builder();
            HeaderCommit.commit(wanted, base, mask, actions);
            perform(actions.build(), inDatapath);
            assertThat(inDatapath).as("the packet after step %s", step).isEqualTo(wanted);
            assertThat(base).isEqualTo(wanted);
            assertThat(again(wanted, base)).isEqualTo(Actions.DROP);
        }
    }

    private Actions again(FlowKey wanted, FlowKey base) {
        Actions.Builder actions = Actions.builder();
        HeaderCommit.commit(wanted, base, mask, actions);
        return actions.build();
    }

    private static FlowKey packet(Random random) {
        FlowKey key = new FlowKey();
        int type = TYPES[random.nextInt(TYPES.length)];
        key.set(FlowField.ETH_TYPE, type);
        for (FlowField field : ADDRESSES) {
            key.set(field, random.nextLong());
        }
        if (random.nextBoolean()) {
            VlanStack.push(key, new FlowKey());
            VlanStack.setOutermost(key, EtherType.VLAN, FlowField.VLAN_PRESENT | random.nextInt(0x1000));
        }
        switch (type) {
            case EtherType.IPV4, EtherType.IPV6 -> {
                key.set(FlowField.IP_PROTO, PROTOCOLS[random.nextInt(PROTOCOLS.length)]);
                for (FlowField field : type == EtherType.IPV4 ? IPV4 : IPV6) {
                    key.set(field, random.nextLong());
                }
                if (key.get(FlowField.IP_PROTO) != 47) {
                    key.set(FlowField.TP_SRC, random.nextInt(256)).set(FlowField.TP_DST, random.nextInt(256));
                }
            }
            case EtherType.ARP -> key.set(FlowField.IP_PROTO, 1).set(FlowField.IPV4_SRC, random.nextInt());
            case EtherType.MPLS ->
                key.set(FlowField.MPLS_LSE_0, 0x12000L)
                        .set(FlowField.MPLS_LSE_1, MplsStack.BOTTOM_OF_STACK | random.nextInt(0x10) << 12);
            default -> {
                // Nothing behind the Ethertype is known.
            }
        }
        return key;
    }

    private void change(Random random, FlowKey key) {
        for (FlowField field : ADDRESSES) {
            some(random, key, field);
        }
        some(random, key, FlowField.PKT_MARK);
        some(random, key, FlowField.SKB_PRIORITY);
        tags(random, key);
        int type = (int) key.get(FlowField.ETH_TYPE);
        int protocol = (int) key.get(FlowField.IP_PROTO);
        switch (type) {
            case EtherType.IPV4 -> {
                some(random, key, IPV4);
                ports(random, key, protocol, IpProtocol.ICMP);
            }
            case EtherType.IPV6 -> {
                some(random, key, IPV6);
                ports(random, key, protocol, IpProtocol.ICMPV6);
            }
            case EtherType.ARP -> some(random, key, ARP);
            case EtherType.MPLS -> labels(random, key);
            default -> {
                // Nothing else can be changed.
            }
        }
    }

    private void ports(Random random, FlowKey key, int protocol, int icmp) {
        if (List.of(IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, icmp).contains(protocol)) {
            some(random, key, PORTS);
        }
    }

    private void tags(Random random, FlowKey key) {
        if (random.nextInt(3) == 0) {
            VlanStack.pop(key, mask);
        }
        if (random.nextInt(3) == 0) {
            VlanStack.push(key, mask);
            VlanStack.setOutermost(key, EtherType.VLAN, FlowField.VLAN_PRESENT | random.nextInt(0x10000));
        }
    }

    private void labels(Random random, FlowKey key) {
        int count = MplsStack.count(key, mask);
        if (random.nextBoolean() && count > 1) {
            MplsStack.pop(key, mask, count, EtherType.MPLS);
        } else if (random.nextBoolean() && count < MplsStack.MAX) {
            MplsStack.push(key, mask, count, EtherType.MPLS, false);
            key.set(FlowField.MPLS_LSE_0, key.get(FlowField.MPLS_LSE_0) ^ 0x5000);
        } else {
            key.set(FlowField.MPLS_LSE_0, key.get(FlowField.MPLS_LSE_0) ^ random.nextInt(16) << 12);
        }
    }

    /** Change some bits of some fields, and note them in the mask as translation does. */
    private void some(Random random, FlowKey key, FlowField... fields) {
        for (FlowField field : fields) {
            if (random.nextInt(3) == 0) {
                long bits = random.nextBoolean() ? -1L : random.nextLong();
                key.set(field, key.get(field) & ~bits | random.nextLong() & bits);
                mask.set(field, mask.get(field) | bits);
            }
        }
    }

    private static void perform(Actions actions, FlowKey key) {
        FlowKey unused = new FlowKey();
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.SET, Action.SET_MASKED -> set(actions, at, key);
                case Action.POP_VLAN -> VlanStack.pop(key, unused);
                case Action.PUSH_VLAN -> {
                    VlanStack.push(key, unused);
                    VlanStack.setOutermost(
                            key, actions.argument(at) >>> 16, actions.argument(at) & 0xffff | FlowField.VLAN_PRESENT);
                }
                case Action.POP_MPLS -> MplsStack.pop(key, unused, MplsStack.count(key, unused), actions.argument(at));
                case Action.PUSH_MPLS -> {
                    int count = MplsStack.count(key, unused);
                    MplsStack.push(key, unused, count, actions.argument(at, 1), false);
                    key.set(FlowField.MPLS_LSE_0, actions.argument(at));
                }
                default -> throw new AssertionError(Action.name(actions.opcode(at)));
            }
        }
    }

    private static void set(Actions actions, int at, FlowKey key) {
        if (actions.setGroup(at) == KeyGroup.MPLS) {
            key.set(FlowField.MPLS_LSE_0, actions.setValue(at, 0) >>> FlowField.MPLS_LSE_0.shift());
            return;
        }
        for (int i = 0; i < actions.setCount(at); i++) {
            int word = actions.setWord(at, i);
            key.setWord(word, key.word(word) & ~actions.setMask(at, i) | actions.setValue(at, i));
        }
    }

    private static Actions commit(FlowKey wanted, FlowKey base, FlowKey matched) {
        Actions.Builder actions = Actions.builder();
        HeaderCommit.commit(wanted, base, matched, actions);
        return actions.build();
    }

    @Test
    void setsOnlyTheBitsThatWereWritten() {
        FlowKey base = new FlowKey().set(FlowField.ETH_TYPE, EtherType.IPV4).set(FlowField.IP_PROTO, 6);
        FlowKey wanted = base.copy().set(FlowField.IPV4_SRC, 0x0a000001).set(FlowField.TP_DST, 80);
        FlowKey matched = new FlowKey().set(FlowField.IPV4_SRC, 0xff).matchAll(FlowField.TP_DST);
        Actions actions = commit(wanted, base, matched);
        assertThat(actions.opcode(0)).isEqualTo(Action.SET_MASKED);
        assertThat(actions.setMask(0, 0)).isEqualTo(0xffL << FlowField.IPV4_SRC.shift());
        assertThat(actions.opcode(actions.next(0))).isEqualTo(Action.SET_MASKED);
    }

    @Test
    void setsTheWholeGroupWhereAllOfItWasWritten() {
        FlowKey base = new FlowKey();
        FlowKey wanted = new FlowKey().set(FlowField.ETH_SRC, 1).set(FlowField.ETH_DST, 2);
        FlowKey matched = new FlowKey().matchAll(FlowField.ETH_SRC).matchAll(FlowField.ETH_DST);
        assertThat(commit(wanted, base, matched).opcode(0)).isEqualTo(Action.SET);
    }

    @Test
    void matchesAllOfWhatTheDatapathCanOnlySetAsAWhole() {
        FlowKey base = new FlowKey().set(FlowField.ETH_TYPE, EtherType.IPV4).set(FlowField.IP_PROTO, IpProtocol.ICMP);
        FlowKey wanted = base.copy().set(FlowField.TP_SRC, 8);
        FlowKey matched = new FlowKey().matchAll(FlowField.TP_SRC);
        assertThat(DatapathAbilities.USUAL.isSlow(commit(wanted, base, matched)))
                .as("needs user space")
                .isTrue();
        assertThat(matched.get(FlowField.TP_DST)).isEqualTo(0xffff);
    }

    @Test
    void keepsTheCongestionBitsThatATunnelMayHaveChanged() {
        FlowKey base = new FlowKey()
                .set(FlowField.ETH_TYPE, EtherType.IPV4)
                .set(FlowField.IP_PROTO, 47)
                .set(FlowField.TUN_IPV4_DST, 1);
        FlowKey wanted = base.copy().set(FlowField.IP_TOS, 0x20);
        Actions actions = commit(wanted, base, new FlowKey().matchAll(FlowField.IP_TOS));
        assertThat(actions.setMask(0, 0)).isEqualTo(0xfcL << FlowField.IP_TOS.shift());
    }
}
