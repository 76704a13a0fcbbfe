/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class PacketComposerPropertyTest {

    private static final int[] TYPES = {
        EtherType.IPV4,
        EtherType.IPV6,
        EtherType.ARP,
        EtherType.RARP,
        EtherType.MPLS,
        EtherType.NSH,
        EtherType.NONE,
        0x88cc
    };
    private static final int[] IPV4_PROTOCOLS = {
        IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.ICMP, IpProtocol.IGMP, 47
    };
    private static final int[] IPV6_PROTOCOLS = {IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.ICMPV6, 47
    };

    /** A key with any values: not all of them can be in one packet. */
    private static FlowKey anyKey(Random random) {
        FlowKey key = new FlowKey();
        for (FlowField field : FlowField.values()) {
            if (field.word() < FlowField.TUN_ID.word()) {
                key.set(field, random.nextLong() & -1L >>> Long.SIZE - field.bits());
            }
        }
        key.set(FlowField.ETH_TYPE, TYPES[random.nextInt(TYPES.length)]);
        key.set(FlowField.VLAN_TPID, random.nextBoolean() ? EtherType.VLAN : EtherType.VLAN_SERVICE);
        key.set(FlowField.INNER_VLAN_TPID, EtherType.VLAN);
        setProtocol(key, random);
        key.set(FlowField.IPV6_LABEL, random.nextInt(1 << 20));
        key.set(FlowField.TCP_FLAGS, random.nextInt(1 << 12));
        key.set(FlowField.NSH_MDTYPE, 1 + random.nextInt(2));
        key.set(FlowField.TP_SRC, new int[] {0, 8, 135, 136, 128, random.nextInt(65536)}[random.nextInt(6)]);
        key.set(FlowField.TP_DST, random.nextBoolean() ? 0 : random.nextInt(256));
        return key;
    }

    /** Fragments of IPv6 have a header of their own, which no key says where to put. */
    private static void setProtocol(FlowKey key, Random random) {
        boolean isIpv6 = key.get(FlowField.ETH_TYPE) == EtherType.IPV6;
        int[] protocols = isIpv6 ? IPV6_PROTOCOLS : IPV4_PROTOCOLS;
        boolean isArp = key.get(FlowField.ETH_TYPE) == EtherType.ARP;
        key.set(FlowField.IP_PROTO, isArp ? 1 + random.nextInt(3) : protocols[random.nextInt(protocols.length)]);
        key.set(FlowField.IP_FRAG, isIpv6 ? 0 : new int[] {0, 0, 0, 1, 3}[random.nextInt(5)]);
    }

    private static FlowKey parse(byte[] frame) {
        FlowKey key = new FlowKey();
        PacketParser.parse(ByteBuffer.wrap(frame), 0, frame.length, 1, key);
        return key;
    }

    @Property(tries = 2000)
    void makesAFrameInWhichTheParserReadsTheSame(@ForAll long seed) {
        byte[] frame = PacketComposer.compose(anyKey(new Random(seed)));
        FlowKey read = parse(frame);
        assertThat(parse(PacketComposer.compose(read))).isEqualTo(read);
    }

    @Property(tries = 500)
    void keepsWhatAPacketCanSay(@ForAll long seed) {
        Random random = new Random(seed);
        FlowKey key = anyKey(random);
        key.set(FlowField.ETH_TYPE, random.nextBoolean() ? EtherType.IPV4 : EtherType.IPV6);
        key.set(FlowField.IP_PROTO, random.nextBoolean() ? IpProtocol.TCP : IpProtocol.UDP);
        key.set(FlowField.IP_FRAG, 0);
        FlowKey read = parse(PacketComposer.compose(key));
        for (FlowField field : new FlowField[] {
            FlowField.ETH_SRC,
            FlowField.ETH_DST,
            FlowField.ETH_TYPE,
            FlowField.IP_PROTO,
            FlowField.IP_TOS,
            FlowField.IP_TTL,
            FlowField.TP_SRC,
            FlowField.TP_DST
        }) {
            assertThat(read.get(field)).as("%s", field).isEqualTo(key.get(field));
        }
    }

    @Property(tries = 500)
    void fillsFramesUpToALength(@ForAll long seed) {
        Random random = new Random(seed);
        FlowKey key = anyKey(random);
        int length = 200 + random.nextInt(1300);
        byte[] frame = PacketComposer.compose(key, length);
        assertThat(frame).hasSize(length);
        FlowKey short64 = parse(PacketComposer.compose(key));
        assertThat(parse(frame).get(FlowField.ETH_TYPE)).isEqualTo(short64.get(FlowField.ETH_TYPE));
    }

    @Example
    void refusesLengthsThatCannotBe() {
        FlowKey key = new FlowKey();
        key.set(FlowField.ETH_TYPE, EtherType.IPV6);
        key.set(FlowField.IP_PROTO, IpProtocol.TCP);
        assertThatThrownBy(() -> PacketComposer.compose(key, 60)).hasMessageContaining("74 bytes, more than 60");
        assertThatThrownBy(() -> PacketComposer.compose(key, 100_000)).hasMessageContaining("100000");
    }
}
