/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.UpcallHandler;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Does any actions to packets that are cut off at each byte and damaged; dummy ports let a fault through to the test. */
class DamagedPacketsPropertyTest {

    private static final List<KeyGroup> GROUPS = List.of(
            KeyGroup.ETHERNET,
            KeyGroup.IPV4,
            KeyGroup.IPV6,
            KeyGroup.ARP,
            KeyGroup.TCP,
            KeyGroup.UDP,
            KeyGroup.SCTP,
            KeyGroup.ICMP,
            KeyGroup.ICMPV6,
            KeyGroup.ND,
            KeyGroup.MPLS,
            KeyGroup.SKB_MARK,
            KeyGroup.PRIORITY,
            KeyGroup.TUNNEL);
    private static final byte[] LAST = TestFrames.numbered(77, 3);

    /** Has done to each packet that it gets what is random too. */
    private static final class Handler implements UpcallHandler {
        private final Random random;
        private int depth;
        /** The datapath would log it and go on. */
        private RuntimeException fault;

        Handler(Random random) {
            this.random = random;
        }

        @Override
        public void upcall(Datapath datapath, ByteBuffer packet, FlowKey key) {
            if (depth < 3) {
                depth++;
                try {
                    datapath.execute(packet, key, actions(random, 1));
                } catch (RuntimeException e) {
                    fault = e;
                }
                depth--;
            }
        }

        @Override
        public void userspace(Datapath datapath, ByteBuffer packet, FlowKey key, Action.Upcall upcall) {
            upcall(datapath, packet, key);
        }
    }

    @Property(tries = 200)
    void noActionMindsADamagedPacket(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        try (Datapath datapath = new UserspaceDatapathProvider().open("ovs-test")) {
            DummyPort in = (DummyPort) datapath.addPort(new PortSpec("p1", DummyPort.TYPE, Map.of(), 0));
            DummyPort out = (DummyPort) datapath.addPort(new PortSpec("p2", DummyPort.TYPE, Map.of(), 0));
            datapath.addTunnelPort(new PortSpec("t3", "test", Map.of(), 0), new TestTunnel());
            Handler handler = new Handler(random);
            datapath.setUpcallHandler(handler);
            datapath.setMeter(
                    1, new Meter(false, List.of(new Meter.Band(Meter.BandType.DSCP_REMARK, 1, 1, random.nextInt(9)))));
            byte[] whole = packet(random);
            for (int length = 0; length <= whole.length; length++) {
                byte[] frame = Arrays.copyOf(whole, length);
                for (int i = random.nextInt(3); i > 0 && length > 0; i--) {
                    frame[random.nextInt(length)] = (byte) random.nextInt();
                }
                install(datapath, actions(random, 2));
                in.inject(frame);
                out.takeSent();
                if (handler.fault != null) {
                    throw handler.fault;
                }
            }
            install(datapath, Actions.builder().output(2).build());
            in.inject(LAST);
            assertThat(out.takeSent()).containsExactly(LAST);
        }
    }

    private static void install(Datapath datapath, Actions actions) {
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, 1),
                new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.RECIRC_ID),
                actions);
    }

    private static Actions actions(Random random, int depth) {
        Actions.Builder actions = Actions.builder();
        add(random, actions, depth);
        return actions.output(2).build();
    }

    private static void add(Random random, Actions.Builder actions, int depth) {
        for (int i = 1 + random.nextInt(5); i > 0; i--) {
            switch (random.nextInt(depth > 0 ? 17 : 13)) {
                case 0 -> actions.output(2);
                case 1 -> actions.pushVlan(random.nextBoolean() ? 0x8100 : 0x88a8, random.nextInt(0x1000));
                case 2 -> actions.popVlan();
                case 3 -> actions.pushMpls(random.nextInt(), 0x8847);
                case 4 -> actions.popMpls(random.nextBoolean() ? 0x0800 : 0x8847);
                case 5 -> actions.trunc(14 + random.nextInt(100));
                case 6 -> actions.meter(1);
                case 7 -> actions.hash(random.nextInt(2), random.nextInt());
                case 8 -> actions.userspace(new Action.Upcall(0, new byte[4], -1, false));
                case 9, 10 -> set(random, actions);
                case 11 -> actions.tunnelPush(TestTunnel.push(3));
                case 12 -> actions.tunnelPop(random.nextInt(5));
                case 13 -> actions.copy(nested -> add(random, nested, depth - 1));
                case 14 -> actions.decTtl(nested -> add(random, nested, depth - 1));
                case 15 -> actions.recirc(1 + random.nextInt(3));
                default ->
                    actions.checkLength(
                            random.nextInt(100),
                            nested -> add(random, nested, depth - 1),
                            nested -> add(random, nested, depth - 1));
            }
        }
    }

    private static void set(Random random, Actions.Builder actions) {
        KeyGroup group = GROUPS.get(random.nextInt(GROUPS.size()));
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        for (FlowField field : group.fields()) {
            value.set(field, random.nextLong());
            mask.set(field, random.nextLong());
        }
        actions.setMasked(group, value, mask);
    }

    private static byte[] packet(Random random) {
        int[] protocols = {TestPackets.ICMP, TestPackets.TCP, TestPackets.UDP, TestPackets.ICMPV6, TestPackets.SCTP};
        int protocol = protocols[random.nextInt(protocols.length)];
        byte[] payload =
                random.nextInt(4) == 0 ? TestPackets.solicitation(random) : TestPackets.transport(random, protocol);
        byte[] frame = random.nextBoolean()
                ? TestPackets.ethernet(0x0800, TestPackets.ipv4(random, protocol, payload))
                : TestPackets.ethernet(0x86dd, TestPackets.ipv6(random, protocol, random.nextBoolean(), payload));
        return random.nextInt(3) == 0 ? TestFrames.tagged(frame, 0x8100, 7) : frame;
    }
}
