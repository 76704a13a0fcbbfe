/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

class SetActionPropertyTest {

    private static final List<Integer> PROTOCOLS =
            List.of(TestPackets.TCP, TestPackets.UDP, TestPackets.SCTP, TestPackets.ICMP, TestPackets.ICMPV6, 47);

    private UserspaceDatapath datapath;
    private DummyPort out;

    @BeforeProperty
    void open() throws Exception {
        datapath = (UserspaceDatapath) new UserspaceDatapathProvider().open("ovs-test");
        datapath.addPort(new PortSpec("p1", DummyPort.TYPE, Map.of(), 0));
        out = (DummyPort) datapath.addPort(new PortSpec("p2", DummyPort.TYPE, Map.of(), 0));
    }

    @AfterProperty
    void close() {
        datapath.close();
    }

    private byte[] execute(byte[] frame, Actions actions) {
        datapath.execute(ByteBuffer.wrap(frame), TestFrames.from(1), actions);
        List<byte[]> sent = out.takeSent();
        assertThat(sent).isNotEmpty();
        return sent.get(sent.size() - 1);
    }

    private static FlowKey key(byte[] frame) {
        FlowKey key = new FlowKey();
        PacketParser.parse(ByteBuffer.wrap(frame), 0, frame.length, 1, key);
        return key;
    }

    @Property(tries = 2000)
    void changesWhatTheMaskHasAndNothingElseAndKeepsChecksumsRight(@ForAll long seed) {
        Random random = new Random(seed);
        boolean ipv6 = random.nextBoolean();
        boolean options = random.nextInt(4) == 0;
        int protocol = PROTOCOLS.get(random.nextInt(PROTOCOLS.size()));
        boolean solicits = ipv6 && protocol == TestPackets.ICMPV6;
        byte[] payload = solicits ? TestPackets.solicitation(random) : TestPackets.transport(random, protocol);
        byte[] packet = ipv6
                ? TestPackets.ipv6(random, protocol, options, payload)
                : TestPackets.ipv4(random, protocol, payload);
        byte[] frame = TestPackets.ethernet(ipv6 ? 0x86dd : 0x0800, packet);
        int tags = random.nextInt(2);
        for (int i = 0; i < tags; i++) {
            frame = TestFrames.tagged(frame, 0x8100, random.nextInt(0x1000));
        }
        int network = 14 + 4 * tags;
        int transport = network + packet.length - payload.length;
        assertThat(TestPackets.isRight(frame, network, transport, protocol)).isTrue();

        FlowKey wanted = key(frame);
        Actions.Builder actions = Actions.builder();
        change(random, KeyGroup.ETHERNET, wanted, actions, FlowField.ETH_SRC, FlowField.ETH_DST);
        if (ipv6) {
            change(
                    random,
                    KeyGroup.IPV6,
                    wanted,
                    actions,
                    FlowField.IPV6_SRC_HIGH,
                    FlowField.IPV6_SRC_LOW,
                    FlowField.IPV6_DST_HIGH,
                    FlowField.IPV6_DST_LOW,
                    FlowField.IPV6_LABEL,
                    FlowField.IP_TOS,
                    FlowField.IP_TTL);
        } else {
            change(
                    random,
                    KeyGroup.IPV4,
                    wanted,
                    actions,
                    FlowField.IPV4_SRC,
                    FlowField.IPV4_DST,
                    FlowField.IP_TOS,
                    FlowField.IP_TTL);
        }
        transport(random, protocol, ipv6, wanted, actions);
        byte[] sent = execute(frame, actions.output(2).build());
        assertThat(key(sent)).isEqualTo(wanted);
        assertThat(TestPackets.isRight(sent, network, transport, protocol))
                .as("checksums")
                .isTrue();
        assertThat(sent).hasSameSizeAs(frame);
    }

    private static void transport(Random random, int protocol, boolean ipv6, FlowKey wanted, Actions.Builder actions) {
        switch (protocol) {
            case TestPackets.TCP -> change(random, KeyGroup.TCP, wanted, actions, FlowField.TP_SRC, FlowField.TP_DST);
            case TestPackets.UDP -> change(random, KeyGroup.UDP, wanted, actions, FlowField.TP_SRC, FlowField.TP_DST);
            case TestPackets.SCTP -> change(random, KeyGroup.SCTP, wanted, actions, FlowField.TP_SRC, FlowField.TP_DST);
            case TestPackets.ICMPV6 -> {
                if (ipv6) {
                    change(
                            random,
                            KeyGroup.ND,
                            wanted,
                            actions,
                            FlowField.ND_TARGET_HIGH,
                            FlowField.ND_TARGET_LOW,
                            FlowField.ARP_SHA);
                }
            }
            default -> {
                // Nothing that can be set.
            }
        }
    }

    private static void change(
            Random random, KeyGroup group, FlowKey wanted, Actions.Builder actions, FlowField... fields) {
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        for (FlowField field : fields) {
            long bits = random.nextInt(3) == 0 ? 0 : random.nextInt(2) == 0 ? -1L : random.nextLong();
            if (field == FlowField.IPV6_LABEL) {
                bits &= 0xfffff;
            }
            value.set(field, random.nextLong());
            mask.set(field, bits);
            wanted.set(field, wanted.get(field) & ~bits | value.get(field) & bits);
        }
        actions.setMasked(group, value, mask);
    }

    @Property(tries = 300)
    void changesNothingWhereTheHeaderIsCutOff(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] whole = TestPackets.ethernet(
                0x86dd,
                TestPackets.ipv6(random, TestPackets.TCP, true, TestPackets.transport(random, TestPackets.TCP)));
        byte[] frame = Arrays.copyOf(whole, 14 + random.nextInt(whole.length - 14));
        Actions.Builder actions = Actions.builder();
        for (KeyGroup group : List.of(
                KeyGroup.IPV6, KeyGroup.IPV4, KeyGroup.ARP, KeyGroup.MPLS, KeyGroup.TCP, KeyGroup.ND, KeyGroup.ICMP)) {
            actions.set(group, new FlowKey());
        }
        assertThat(execute(frame, actions.output(2).build())).isEqualTo(frame);
    }

    @Property(tries = 300)
    void pushesAndPopsLabelsBehindTags(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] frame = TestPackets.ethernet(0x0800, TestPackets.ipv4(random, 47, new byte[20]));
        byte[] tagged = TestFrames.tagged(frame, 0x8100, 7);
        int entry = random.nextInt() & ~0x100;
        byte[] sent = execute(
                tagged,
                Actions.builder()
                        .pushMpls(entry | 0x100, 0x8847)
                        .pushMpls(entry, 0x8848)
                        .output(2)
                        .build());
        FlowKey key = key(sent);
        assertThat(key.get(FlowField.ETH_TYPE)).isEqualTo(0x8848);
        assertThat((int) key.get(FlowField.MPLS_LSE_0)).isEqualTo(entry);
        assertThat((int) key.get(FlowField.MPLS_LSE_1)).isEqualTo(entry | 0x100);
        assertThat(key.get(FlowField.VLAN_TCI)).isEqualTo(0x1007);
        assertThat(execute(
                        sent,
                        Actions.builder()
                                .popMpls(0x8847)
                                .popMpls(0x0800)
                                .output(2)
                                .build()))
                .isEqualTo(tagged);
    }

    @Property(tries = 200)
    void doesNestedActionsOnACopy(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] frame = TestPackets.ethernet(
                0x0800, TestPackets.ipv4(random, TestPackets.UDP, TestPackets.transport(random, TestPackets.UDP)));
        FlowKey source = new FlowKey().set(FlowField.ETH_SRC, random.nextLong());
        Actions actions = Actions.builder()
                .copy(first -> first.set(KeyGroup.ETHERNET, source)
                        .copy(second -> second.pushVlan(0x8100, 5).output(2))
                        .output(2))
                .checkLength(
                        frame.length,
                        longer -> longer.output(3),
                        others -> others.popVlan().output(2))
                .checkLength(
                        frame.length - 1, longer -> longer.pushVlan(0x8100, 9).output(2), others -> others.drop(0))
                .sample(-1, always -> always.output(2))
                .sample(0, never -> never.output(2))
                .output(2)
                .build();
        datapath.execute(ByteBuffer.wrap(frame), TestFrames.from(1), actions);
        List<byte[]> sent = out.takeSent();
        assertThat(sent).hasSize(6);
        assertThat(key(sent.get(0)).get(FlowField.VLAN_TCI)).isEqualTo(0x1005);
        assertThat(key(sent.get(1)).get(FlowField.ETH_SRC)).isEqualTo(source.get(FlowField.ETH_SRC));
        assertThat(sent.get(2)).isEqualTo(frame);
        assertThat(sent.get(3)).isEqualTo(TestFrames.tagged(frame, 0x8100, 9));
        assertThat(sent.get(4)).isEqualTo(frame);
        assertThat(sent.get(5)).isEqualTo(frame);
    }

    @Property(tries = 100)
    void cutsTheNextOutputOnly(@ForAll long seed) {
        byte[] frame = TestFrames.numbered(200 + new Random(seed).nextInt(1000), 1);
        datapath.execute(
                ByteBuffer.wrap(frame),
                TestFrames.from(1),
                Actions.builder()
                        .trunc(100)
                        .output(2)
                        .output(2)
                        .trunc(5000)
                        .output(2)
                        .build());
        assertThat(out.takeSent()).containsExactly(Arrays.copyOf(frame, 100), frame, frame);
    }

    @Property(tries = 20)
    void aCutIsForWhatComesNextAlsoIfThatIsNested(@ForAll long seed) {
        byte[] frame = TestFrames.numbered(200 + new Random(seed).nextInt(1000), 1);
        datapath.execute(
                ByteBuffer.wrap(frame),
                TestFrames.from(1),
                Actions.builder()
                        .copy(nested -> nested.trunc(60))
                        .output(2)
                        .trunc(100)
                        .copy(nested -> nested.output(2))
                        .output(2)
                        .build());
        byte[] cut = Arrays.copyOf(frame, 100);
        assertThat(out.takeSent()).containsExactly(frame, cut, frame);
    }
}
