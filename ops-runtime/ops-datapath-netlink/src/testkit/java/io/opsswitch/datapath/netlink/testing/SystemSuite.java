/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.SlowPathCookie;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a switch daemon may expect of a datapath of type {@code system}, whichever kernel is behind it. */
public abstract class SystemSuite {

    private static final SlowPathCookie BY_ACTION = new SlowPathCookie(SlowPathCookie.ACTION);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<byte[]> missed = new CopyOnWriteArrayList<>();
    private Bench bench;
    private Datapath datapath;

    /** Make a transport with its surroundings. */
    protected abstract Bench bench() throws Exception;

    /** Return the devices around it. */
    protected abstract Links links(Bench around, DatapathTransport transport) throws NetlinkException;

    @BeforeEach
    void open() throws Exception {
        bench = bench();
        datapath = openDatapath();
    }

    private Datapath openDatapath() throws DatapathException {
        return new KernelDatapathProvider(new KernelDatapathProvider.Host() {
                    @Override
                    public DatapathTransport transport() {
                        return bench.transport();
                    }

                    @Override
                    public Links links(DatapathTransport transport) throws NetlinkException {
                        return SystemSuite.this.links(bench, transport);
                    }
                })
                .open("ovs-system");
    }

    @AfterEach
    void close() throws Exception {
        datapath.destroy();
        bench.close();
    }

    private Port add(int device) throws DatapathException {
        return datapath.addPort(new PortSpec(bench.device(device), "system", Map.of(), 0));
    }

    private void awaitFrame(int device, byte[] frame) {
        await().atMost(LONG).until(() -> bench.traffic().collect(bench.device(device)).stream()
                .anyMatch(sent -> Arrays.equals(sent, frame)));
    }

    /** Install a flow for the packet's key, as exact as the kernel wants it, and do it to the packet. */
    private UpcallHandler sendsTo(Actions actions) {
        return installs(actions, actions);
    }

    /** Install a flow for the packet's key, as exact as the kernel wants it, and do actions to the packet. */
    private UpcallHandler installs(Actions flow, Actions actions) {
        return (self, packet, key) -> {
            byte[] copy = new byte[packet.remaining()];
            packet.duplicate().get(copy);
            FlowKey kept = key.copy();
            FlowKey mask = new FlowKey();
            ExactMask.of(kept, mask);
            self.putFlow(kept, mask, flow);
            self.execute(packet, key, actions);
            missed.add(copy);
        };
    }

    @Test
    void handsOverWhatNoFlowMatchesAndForwardsTheRestByItself() throws Exception {
        add(0);
        Port to = add(1);
        datapath.setUpcallHandler(sendsTo(Actions.builder().output(to.number()).build()));
        byte[] frame = Frames.udp(1);
        bench.traffic().inject(bench.device(0), frame);
        awaitFrame(1, frame);
        await().atMost(LONG).until(() -> missed.size() == 1);
        assertThat(missed.get(0)).isEqualTo(frame);
        for (int i = 0; i < 3; i++) {
            bench.traffic().inject(bench.device(0), frame);
            awaitFrame(1, frame);
        }
        assertThat(missed).hasSize(1);
        FlowEntry flow = datapath.dumpFlows().get(0);
        assertThat(flow.packets()).isEqualTo(3);
        assertThat(flow.key().get(FlowField.TP_SRC)).isEqualTo(1);
        assertThat(to.statistics().txPackets()).isEqualTo(4);
        assertThat(datapath.removeFlow(flow.key(), flow.mask())).isTrue();
        assertThat(datapath.dumpFlows()).isEmpty();
    }

    @Test
    void takesOverPortsAndFlowsOfAFormerRun() throws Exception {
        Port from = add(0);
        Port to = add(1);
        datapath.setUpcallHandler(sendsTo(Actions.builder().output(to.number()).build()));
        bench.traffic().inject(bench.device(0), Frames.udp(1));
        awaitFrame(1, Frames.udp(1));
        await().atMost(LONG).until(() -> datapath.dumpFlows().size() == 1);
        datapath.close();
        datapath = openDatapath();
        assertThat(add(0).number()).isEqualTo(from.number());
        assertThat(datapath.dumpFlows()).hasSize(1);
        bench.traffic().inject(bench.device(0), Frames.udp(1));
        awaitFrame(1, Frames.udp(1));
        FlowEntry flow = datapath.dumpFlows().get(0);
        datapath.putFlow(flow.key(), flow.mask(), Actions.DROP);
        assertThat(datapath.dumpFlows()).singleElement().extracting(FlowEntry::actions).isEqualTo(Actions.DROP);
    }

    @Test
    void doesItselfWhatTheKernelCannot() throws Exception {
        add(0);
        Port to = add(1);
        FlowKey value = new FlowKey().set(FlowField.TP_SRC, 8).set(FlowField.TP_DST, 0);
        Actions actions = Actions.builder()
                .set(KeyGroup.ICMP, value)
                .output(to.number())
                .build();
        AtomicInteger slow = new AtomicInteger();
        assertThat(datapath.abilities().isSlow(actions)).isTrue();
        byte[] cookie = BY_ACTION.encode();
        UpcallHandler installing = installs(
                Actions.builder()
                        .userspace(new Action.Upcall(0, cookie, -1, false))
                        .build(),
                actions);
        datapath.setUpcallHandler(new UpcallHandler() {
            @Override
            public void upcall(Datapath self, ByteBuffer packet, FlowKey key) {
                installing.upcall(self, packet, key);
            }

            @Override
            public void userspace(Datapath self, ByteBuffer packet, FlowKey key, Action.Upcall upcall) {
                assertThat(SlowPathCookie.decode(upcall.userData())).isEqualTo(BY_ACTION);
                slow.incrementAndGet();
                self.execute(packet, key, actions);
            }
        });
        for (int i = 0; i < 2; i++) {
            bench.traffic().inject(bench.device(0), Frames.udp(1));
            awaitFrame(1, Frames.udp(1));
        }
        assertThat(slow).hasValue(1);
        Actions installed = datapath.showFlows().get(0).flow().actions();
        assertThat(installed.opcode(0)).isEqualTo(Action.USERSPACE);
        assertThat(SlowPathCookie.decode(installed.upcall(0).userData())).isEqualTo(BY_ACTION);
    }

    @Test
    void refusesFlowsWithWhatItDoesOnlyToSinglePackets() throws Exception {
        Port port = add(0);
        Actions actions = Actions.builder()
                .set(KeyGroup.ICMP, new FlowKey().set(FlowField.TP_SRC, 8))
                .output(port.number())
                .build();
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, port.number()).set(FlowField.ETH_TYPE, 0x1234);
        FlowKey mask = new FlowKey();
        ExactMask.of(key, mask);
        assertThatThrownBy(() -> datapath.putFlow(key, mask, actions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not set all of the headers");
        assertThat(datapath.dumpFlows()).isEmpty();
    }

    @Test
    void refusesActionsThatNobodyCanDo() throws Exception {
        Port port = add(0);
        Actions actions = Actions.builder().tunnelPop(port.number()).build();
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, port.number()).set(FlowField.ETH_TYPE, 0x1234);
        FlowKey mask = new FlowKey();
        ExactMask.of(key, mask);
        assertThatThrownBy(() -> datapath.putFlow(key, mask, actions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tnl_pop");
        assertThat(datapath.dumpFlows()).isEmpty();
    }

    @Test
    void makesPortsForTunnels() throws Exception {
        Map<String, String> options = Map.of("dst_port", "4789");
        Port tunnel = datapath.addTunnelPort(new PortSpec("vxlan_sys_4789", "vxlan", options, 0), null);
        assertThat(tunnel.state().present()).isTrue();
        assertThat(datapath.showPorts()).anySatisfy(port -> {
            assertThat(port.name()).isEqualTo("vxlan_sys_4789");
            assertThat(port.type()).isEqualTo("vxlan");
        });
        datapath.removePort(tunnel.number());
        assertThat(datapath.showPorts()).noneMatch(port -> port.name().equals("vxlan_sys_4789"));
        assertThatThrownBy(() -> datapath.addTunnelPort(new PortSpec("x", "lisp", Map.of(), 0), null))
                .isInstanceOf(DatapathException.class)
                .hasMessageContaining("no tunnels of type lisp");
    }

    @Test
    void tellsOfADeviceThatWentAway() throws Exception {
        Port port = add(0);
        AtomicInteger told = new AtomicInteger();
        datapath.setPortListener(told::incrementAndGet);
        assertThat(port.state().present()).isTrue();
        bench.removeDevice(bench.device(0));
        await().atMost(LONG).until(() -> !port.state().present());
        if (bench.transport().capabilities().announcesNewPorts()) {
            // Elsewhere a port that went as soon as it came is only found by who asks.
            await().atMost(LONG).until(() -> told.get() > 0);
        }
        datapath.removePort(port.number());
        assertThatThrownBy(() -> add(0)).isInstanceOf(DatapathException.class).hasMessageContaining(bench.device(0));
    }

    @Test
    void makesAFlowForEachPacketOfABurstAndSendsThemAll() throws Exception {
        add(0);
        Port to = add(1);
        datapath.setUpcallHandler(sendsTo(Actions.builder().output(to.number()).build()));
        int count = 150;
        for (int i = 0; i < count; i++) {
            bench.traffic().inject(bench.device(0), Frames.udp(1000 + i));
        }
        List<byte[]> sent = new ArrayList<>();
        await().atMost(LONG).until(() -> {
            sent.addAll(bench.traffic().collect(bench.device(1)));
            return sent.size() == count;
        });
        for (int i = 0; i < count; i++) {
            assertThat(sent).contains(Frames.udp(1000 + i));
        }
        // Known flows are told of without what is known of them: the second look has all of it nevertheless.
        assertThat(datapath.dumpFlows()).hasSize(count);
        assertThat(datapath.dumpFlows())
                .hasSize(count)
                .allSatisfy(flow -> assertThat(flow.actions())
                        .isEqualTo(Actions.builder().output(to.number()).build()))
                .extracting(flow -> flow.key().get(FlowField.TP_SRC))
                .contains(1000L, 1000L + count - 1)
                .doesNotHaveDuplicates();
    }

    @Test
    void changesAndRemovesFlowsThatWereMadeForThePacketsJustBefore() throws Exception {
        add(0);
        Port to = add(1);
        Actions actions = Actions.builder().output(to.number()).build();
        List<Boolean> removed = new CopyOnWriteArrayList<>();
        AtomicInteger made = new AtomicInteger();
        datapath.setUpcallHandler((self, packet, key) -> {
            FlowKey kept = key.copy();
            FlowKey mask = new FlowKey();
            ExactMask.of(kept, mask);
            self.putFlow(kept, mask, actions);
            int number = made.getAndIncrement();
            if (number % 3 == 0) {
                removed.add(self.removeFlow(kept, mask));
            } else if (number % 3 == 1) {
                self.putFlow(kept, mask, Actions.DROP);
            }
            self.execute(packet, key, actions);
        });
        int count = 60;
        for (int i = 0; i < count; i++) {
            bench.traffic().inject(bench.device(0), Frames.udp(1000 + i));
        }
        AtomicInteger sent = new AtomicInteger();
        await().atMost(LONG)
                .until(() -> sent.addAndGet(bench.traffic().collect(bench.device(1)).size()) == count);
        assertThat(removed).hasSize(count / 3).containsOnly(true);
        assertThat(datapath.dumpFlows()).hasSize(2 * count / 3);
        assertThat(datapath.showFlows())
                .hasSize(2 * count / 3)
                .filteredOn(shown -> shown.flow().actions().equals(Actions.DROP))
                .hasSize(count / 3);
    }

    @Test
    void countsWhatItDid() throws Exception {
        add(0);
        datapath.setUpcallHandler(sendsTo(Actions.DROP));
        bench.traffic().inject(bench.device(0), Frames.udp(1));
        await().atMost(LONG).until(() -> datapath.showFlows().size() == 1);
        bench.traffic().inject(bench.device(0), Frames.udp(1));
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(datapath.statistics().hits()).isEqualTo(1);
            assertThat(datapath.statistics().missed()).isEqualTo(1);
            assertThat(datapath.statistics().flows()).isEqualTo(1);
        });
        datapath.flush();
        assertThat(datapath.dumpFlows()).isEmpty();
    }
}
