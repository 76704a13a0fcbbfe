/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.hash.PacketHash;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What actions hand over to the handler, and what they keep of a packet that is not in it. */
class UserspaceActionTest {

    private static final byte[] FRAME = TestFrames.numbered(100, 1);
    private static final byte[] TAGGED = TestFrames.tagged(FRAME, 0x8100, 5);
    private static final Action.Upcall UPCALL = new Action.Upcall(0, new byte[] {1, 2, 3}, -1, false);
    private static final FlowKey TUNNEL = tunnel();

    private UserspaceDatapath datapath;
    private DummyPort p1;
    private DummyPort p2;
    private final List<Handed> handed = new ArrayList<>();
    private Consumer<FlowKey> then = key -> {};

    /** What the handler has got. */
    private record Handed(byte[] packet, FlowKey key, Action.Upcall upcall) {}

    /** Keeps what it gets of actions. */
    private final class Handler implements UpcallHandler {
        @Override
        public void upcall(Datapath dp, ByteBuffer packet, FlowKey key) {
            handed.add(new Handed(bytes(packet), key.copy(), null));
        }

        @Override
        public void userspace(Datapath dp, ByteBuffer packet, FlowKey key, Action.Upcall upcall) {
            handed.add(new Handed(bytes(packet), key.copy(), upcall));
            then.accept(key);
            dp.execute(packet, key, Actions.builder().output(2).build());
        }

        private static byte[] bytes(ByteBuffer packet) {
            byte[] bytes = new byte[packet.remaining()];
            packet.get(packet.position(), bytes);
            return bytes;
        }
    }

    @BeforeEach
    void open() throws Exception {
        datapath = (UserspaceDatapath) new UserspaceDatapathProvider().open("ovs-test");
        p1 = (DummyPort) datapath.addPort(new PortSpec("p1", DummyPort.TYPE, Map.of(), 0));
        p2 = (DummyPort) datapath.addPort(new PortSpec("p2", DummyPort.TYPE, Map.of(), 0));
        datapath.setUpcallHandler(new Handler());
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    private static FlowKey tunnel() {
        return new FlowKey()
                .set(FlowField.TUN_ID, 0x1234_5678_9abcL)
                .set(FlowField.TUN_IPV4_DST, 0x0a000001)
                .set(FlowField.TUN_TTL, 64)
                .set(FlowField.TUN_OPTIONS_LENGTH, 8)
                .set(FlowField.TUN_FLAGS, FlowField.TUN_KEY);
    }

    private void flow(int recirculation, Actions.Builder actions) {
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, 1).set(FlowField.RECIRC_ID, recirculation),
                new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.RECIRC_ID),
                actions.build());
    }

    private static Actions.Builder marked(int mark) {
        return Actions.builder().set(KeyGroup.SKB_MARK, new FlowKey().set(FlowField.PKT_MARK, mark));
    }

    private static FlowKey keyOf(byte[] frame) {
        FlowKey key = new FlowKey();
        PacketParser.parse(ByteBuffer.wrap(frame), 0, frame.length, 1, key);
        return key;
    }

    @Test
    void handsOverThePacketAndItsKeyAsTheyStand() {
        flow(0, marked(9).recirc(7));
        flow(
                7,
                Actions.builder()
                        .pushVlan(0x8100, 5)
                        .userspace(UPCALL)
                        .popVlan()
                        .output(2));
        p1.inject(FRAME);
        assertThat(handed).hasSize(1);
        assertThat(handed.get(0).packet()).isEqualTo(TAGGED);
        assertThat(handed.get(0).upcall()).isEqualTo(UPCALL);
        assertThat(handed.get(0).key())
                .isEqualTo(keyOf(TAGGED).set(FlowField.PKT_MARK, 9).set(FlowField.RECIRC_ID, 7));
        assertThat(p2.takeSent()).containsExactly(TAGGED, FRAME);
    }

    @Test
    void handsOverAsMuchAsATruncationSays() {
        flow(0, Actions.builder().trunc(40).userspace(UPCALL).output(2));
        p1.inject(FRAME);
        assertThat(handed).hasSize(1);
        assertThat(handed.get(0).packet()).isEqualTo(Arrays.copyOf(FRAME, 40));
        assertThat(p2.takeSent()).containsExactly(Arrays.copyOf(FRAME, 40), FRAME);
    }

    @Test
    void goesOnWhenTheHandlerFailsOrHasNoUseForThem() {
        flow(0, Actions.builder().userspace(UPCALL).output(2));
        then = key -> {
            throw new IllegalArgumentException("on purpose");
        };
        p1.inject(FRAME);
        assertThat(p2.takeSent()).containsExactly(FRAME);
        datapath.setUpcallHandler((dp, packet, key) -> {});
        p1.inject(FRAME);
        assertThat(p2.takeSent()).containsExactly(FRAME);
    }

    @Test
    void aTunnelStaysWithThePacketAndNotWithTheNextOne() {
        flow(0, Actions.builder().set(KeyGroup.TUNNEL, TUNNEL).recirc(3));
        flow(3, Actions.builder().userspace(UPCALL));
        p1.inject(FRAME);
        flow(0, Actions.builder().userspace(UPCALL));
        p1.inject(FRAME);
        assertThat(handed).hasSize(2);
        FlowKey expected = keyOf(FRAME).set(FlowField.RECIRC_ID, 3);
        for (int i = FlowField.TUN_ID.word(); i < FlowKey.PIPELINE_WORD; i++) {
            expected.setWord(i, TUNNEL.word(i));
        }
        assertThat(handed.get(0).key()).isEqualTo(expected);
        assertThat(handed.get(1).key()).isEqualTo(keyOf(FRAME));
    }

    @Test
    void aTunnelSetOnACopyIsTheCopys() {
        flow(
                0,
                Actions.builder()
                        .copy(nested -> nested.set(KeyGroup.TUNNEL, TUNNEL).userspace(UPCALL))
                        .userspace(UPCALL));
        p1.inject(FRAME);
        assertThat(handed.get(0).key().get(FlowField.TUN_ID)).isEqualTo(TUNNEL.get(FlowField.TUN_ID));
        assertThat(handed.get(1).key()).isEqualTo(keyOf(FRAME));
    }

    @Test
    void takesAllMetadataOfAnExecutedPacket() {
        FlowKey metadata = TUNNEL.copy()
                .set(FlowField.IN_PORT, 1)
                .set(FlowField.PKT_MARK, 4)
                .set(FlowField.SKB_PRIORITY, 0xfffffff0)
                .set(FlowField.RECIRC_ID, 6)
                .set(FlowField.DP_HASH, 0xdeadbeef);
        metadata.set(FlowField.ETH_SRC, 5).set(FlowField.CT_STATE, 1);
        datapath.execute(
                ByteBuffer.wrap(FRAME),
                metadata,
                Actions.builder().userspace(UPCALL).build());
        FlowKey key = handed.get(0).key();
        assertThat(key.get(FlowField.DP_HASH)).isEqualTo(0xdeadbeefL);
        assertThat(key.get(FlowField.SKB_PRIORITY)).isEqualTo(0xfffffff0L);
        FlowKey expected = metadata.copy();
        for (int i = 0; i < FlowField.RECIRC_ID.word(); i++) {
            expected.setWord(i, keyOf(FRAME).word(i));
        }
        assertThat(key).isEqualTo(expected.set(FlowField.CT_STATE, 0));
    }

    @Test
    void hashesThePacketAsItStandsForFlowsBehindARecirculation() {
        Random random = new Random(1);
        byte[] frame = TestPackets.ethernet(
                0x0800, TestPackets.ipv4(random, TestPackets.TCP, TestPackets.transport(random, TestPackets.TCP)));
        flow(0, Actions.builder().hash(Action.HASH_L4, 5).recirc(1));
        flow(
                1,
                Actions.builder()
                        .userspace(UPCALL)
                        .hash(Action.HASH_SYMMETRIC_L4, 6)
                        .userspace(UPCALL));
        p1.inject(frame);
        assertThat(handed)
                .extracting(one -> (int) one.key().get(FlowField.DP_HASH))
                .containsExactly(
                        PacketHash.of(Action.HASH_L4, keyOf(frame), 5),
                        PacketHash.of(Action.HASH_SYMMETRIC_L4, keyOf(frame), 6));
    }

    @Test
    void lowersTheTimeToLiveOrDoesTheOtherActions() {
        Random random = new Random(1);
        for (boolean isIpv6 : new boolean[] {false, true}) {
            byte[] payload = TestPackets.transport(random, TestPackets.UDP);
            byte[] frame = isIpv6
                    ? TestPackets.ethernet(0x86dd, TestPackets.ipv6(random, TestPackets.UDP, false, payload))
                    : TestPackets.ethernet(0x0800, TestPackets.ipv4(random, TestPackets.UDP, payload));
            FlowKey ttl = new FlowKey().set(FlowField.IP_TTL, 2);
            KeyGroup group = isIpv6 ? KeyGroup.IPV6 : KeyGroup.IPV4;
            flow(
                    0,
                    Actions.builder()
                            .setMasked(group, ttl, new FlowKey().matchAll(FlowField.IP_TTL))
                            .decTtl(expired -> expired.output(2))
                            .userspace(UPCALL)
                            .decTtl(expired -> expired.pushVlan(0x8100, 5).output(2))
                            .output(2));
            handed.clear();
            p1.inject(frame);
            assertThat(handed).hasSize(1);
            byte[] lowered = handed.get(0).packet();
            assertThat(keyOf(lowered)).isEqualTo(keyOf(frame).set(FlowField.IP_TTL, 1));
            assertThat(TestPackets.isRight(lowered, 14, isIpv6 ? 54 : 34, TestPackets.UDP))
                    .isTrue();
            assertThat(p2.takeSent()).containsExactly(lowered, TestFrames.tagged(lowered, 0x8100, 5));
        }
        flow(0, Actions.builder().decTtl(expired -> expired.drop(0)).output(2));
        p1.inject(FRAME);
        assertThat(p2.takeSent()).containsExactly(FRAME);
    }
}
