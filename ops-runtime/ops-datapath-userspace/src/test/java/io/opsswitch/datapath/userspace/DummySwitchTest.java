/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port.PortStatistics;
import io.opsswitch.datapath.PortSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DummySwitchTest {

    private static final FlowKey BY_PORT = new FlowKey().matchAll(FlowField.IN_PORT);

    private Datapath datapath;
    private DummyPort p1;
    private DummyPort p2;
    private DummyPort p3;

    @BeforeEach
    void open() throws Exception {
        DatapathProvider provider = ServiceLoader.load(DatapathProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(p -> p.type().equals("netdev"))
                .findFirst()
                .orElseThrow();
        assertThat(provider.symbol()).isEqualTo("OPS_DATAPATH_USERSPACE");
        assertThat(provider.interfaceTypes()).contains("dummy");
        datapath = provider.open("ovs-test");
        p1 = addDummy("p1");
        p2 = addDummy("p2");
        p3 = addDummy("p3");
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    @Test
    void numbersPortsFromOneUp() {
        assertThat(datapath.ports()).containsExactly(p1, p2, p3);
        assertThat(p1.number()).isEqualTo(1);
        assertThat(p3.number()).isEqualTo(3);
    }

    @Test
    void forwardsAsAFlowSays() {
        flow(1, Actions.builder().output(2).output(3).build());
        byte[] frame = TestFrames.numbered(60, 7);
        p1.inject(frame);
        assertThat(p2.takeSent()).containsExactly(frame);
        assertThat(p3.takeSent()).containsExactly(frame);
        assertThat(p1.takeSent()).isEmpty();
    }

    @Test
    void pushesAndPopsTagsBetweenOutputsWithoutTouchingWhatWasSentBefore() {
        flow(
                1,
                Actions.builder()
                        .output(2)
                        .pushVlan(0x8100, 0x600a)
                        .output(3)
                        .pushVlan(0x88a8, 5)
                        .output(2)
                        .popVlan()
                        .popVlan()
                        .popVlan()
                        .output(3)
                        .build());
        byte[] frame = TestFrames.numbered(100, 1);
        byte[] tagged = TestFrames.tagged(frame, 0x8100, 0x600a);
        p1.inject(frame);
        assertThat(p2.takeSent()).containsExactly(frame, TestFrames.tagged(tagged, 0x88a8, 5));
        assertThat(p3.takeSent()).containsExactly(tagged, frame);
    }

    @Test
    void pushesMoreTagsThanThereIsHeadroom() {
        Actions.Builder actions = Actions.builder();
        byte[] expected = TestFrames.numbered(1514, 1);
        for (int i = 0; i < 50; i++) {
            actions.pushVlan(0x8100, i);
            expected = TestFrames.tagged(expected, 0x8100, i);
        }
        flow(1, actions.output(2).build());
        p1.inject(TestFrames.numbered(1514, 1));
        assertThat(p2.takeSent()).containsExactly(expected);
    }

    @Test
    void copiesLargeFramesWithoutRunningOutOfMemory() {
        Actions.Builder actions = Actions.builder();
        List<byte[]> expected = new ArrayList<>();
        byte[] frame = TestFrames.numbered(65000, 1);
        for (int i = 0; i < 12; i++) {
            actions.output(2).pushVlan(0x8100, i);
            expected.add(frame);
            frame = TestFrames.tagged(frame, 0x8100, i);
        }
        flow(1, actions.build());
        p1.inject(TestFrames.numbered(65000, 1));
        assertThat(p2.takeSent()).containsExactlyElementsOf(expected);
    }

    @Test
    void dropsWithoutActionsAndWithoutHandler() {
        flow(1, Actions.DROP);
        p1.inject(TestFrames.numbered(60, 1));
        p2.inject(TestFrames.numbered(60, 1));
        assertThat(p2.takeSent()).isEmpty();
        assertThat(p3.takeSent()).isEmpty();
        assertThat(p1.statistics().rxPackets()).isEqualTo(1);
    }

    @Test
    void refusesActionsThatItCannotDo() {
        Actions actions = Actions.builder().output(2).popEthernet().build();
        assertThatThrownBy(() -> flow(1, actions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot do the action pop_eth");
        assertThat(datapath.dumpFlows()).isEmpty();
        ByteBuffer packet = ByteBuffer.wrap(TestFrames.numbered(60, 1));
        assertThatThrownBy(() -> datapath.execute(packet, TestFrames.from(1), actions))
                .hasMessageContaining("pop_eth");
        assertThat(p2.takeSent()).isEmpty();
    }

    @Test
    void sendsOnlyPacketsWithoutAFlowToTheHandler() {
        List<Integer> upcalls = new ArrayList<>();
        datapath.setUpcallHandler((dp, packet, key) -> {
            int inPort = (int) key.get(FlowField.IN_PORT);
            upcalls.add(inPort);
            Actions actions = Actions.builder().output(3 - inPort).build();
            dp.putFlow(key, BY_PORT, actions);
            dp.execute(packet, key, actions);
        });
        for (int i = 0; i < 5; i++) {
            p1.inject(TestFrames.numbered(60, i));
            p2.inject(TestFrames.numbered(60, i));
        }
        assertThat(upcalls).containsExactly(1, 2);
        assertThat(p1.takeSent()).hasSize(5);
        assertThat(p2.takeSent()).hasSize(5);
        assertThat(datapath.dumpFlows()).extracting(FlowEntry::packets).containsExactly(4L, 4L);
    }

    @Test
    void executesSeveralTimesOnTheSameUpcall() {
        datapath.setUpcallHandler((dp, packet, key) -> {
            dp.execute(
                    packet, key, Actions.builder().pushVlan(0x8100, 9).output(2).build());
            dp.execute(packet.duplicate(), key, Actions.builder().output(2).build());
            ByteBuffer other = ByteBuffer.wrap(TestFrames.numbered(70, 99));
            dp.execute(other, key, Actions.builder().output(2).build());
        });
        byte[] frame = TestFrames.numbered(60, 1);
        p1.inject(frame);
        assertThat(p2.takeSent())
                .containsExactly(TestFrames.tagged(frame, 0x8100, 9), frame, TestFrames.numbered(70, 99));
    }

    @Test
    void survivesAHandlerThatFails() {
        datapath.setUpcallHandler((dp, packet, key) -> {
            throw new IllegalStateException("on purpose");
        });
        p1.inject(TestFrames.numbered(60, 1));
        flow(1, Actions.builder().output(2).build());
        p1.inject(TestFrames.numbered(60, 2));
        assertThat(p2.takeSent()).containsExactly(TestFrames.numbered(60, 2));
    }

    @Test
    void executesPacketsFromOutside() {
        byte[] frame = TestFrames.numbered(80, 4);
        ByteBuffer packet = ByteBuffer.allocate(100);
        packet.position(10).put(frame).limit(packet.position()).position(10);
        datapath.execute(
                packet,
                TestFrames.from(0),
                Actions.builder().output(2).output(77).build());
        assertThat(p2.takeSent()).containsExactly(frame);
        assertThat(packet.position()).isEqualTo(10);
    }

    @Test
    void countsPortsAndFlows() {
        long before = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        flow(1, Actions.builder().output(2).build());
        assertThat(datapath.dumpFlows().get(0).usedMillis()).isZero();
        p1.inject(TestFrames.numbered(60, 1));
        p1.inject(TestFrames.numbered(1000, 1));
        FlowEntry flow = datapath.dumpFlows().get(0);
        assertThat(flow.packets()).isEqualTo(2);
        assertThat(flow.bytes()).isEqualTo(1060);
        assertThat(flow.usedMillis()).isBetween(before, TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        assertThat(p1.statistics()).isEqualTo(new PortStatistics(2, 1060, -1, -1, 0, 0, -1, -1));
        assertThat(p2.statistics()).isEqualTo(new PortStatistics(0, 0, -1, -1, 2, 1060, -1, -1));
    }

    @Test
    void replacesActionsAndKeepsStatistics() {
        flow(1, Actions.builder().output(2).build());
        p1.inject(TestFrames.numbered(60, 1));
        flow(1, Actions.builder().output(3).build());
        p1.inject(TestFrames.numbered(60, 2));
        assertThat(p2.takeSent()).hasSize(1);
        assertThat(p3.takeSent()).hasSize(1);
        assertThat(datapath.dumpFlows())
                .singleElement()
                .extracting(FlowEntry::packets)
                .isEqualTo(2L);
    }

    @Test
    void removesFlowsOneByOneAndAllAtOnce() {
        flow(1, Actions.builder().output(2).build());
        p1.inject(TestFrames.numbered(60, 1));
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, 1);
        assertThat(datapath.removeFlow(key, BY_PORT)).isTrue();
        assertThat(datapath.removeFlow(key, BY_PORT)).isFalse();
        flow(2, Actions.builder().output(1).build());
        datapath.flush();
        p1.inject(TestFrames.numbered(60, 1));
        p2.inject(TestFrames.numbered(60, 1));
        assertThat(p2.takeSent()).hasSize(1);
        assertThat(p1.takeSent()).isEmpty();
    }

    @Test
    void removesAPortWithTheFlowsThatCameInByIt() {
        flow(1, Actions.builder().output(2).build());
        flow(2, Actions.builder().output(1).build());
        datapath.removePort(p2.number());
        datapath.removePort(p2.number());
        assertThat(datapath.ports()).containsExactly(p1, p3);
        assertThat(datapath.dumpFlows())
                .singleElement()
                .extracting(flow -> flow.key().get(FlowField.IN_PORT))
                .isEqualTo(1L);
        p1.inject(TestFrames.numbered(60, 1));
        assertThat(p2.takeSent()).isEmpty();
        assertThatThrownBy(() -> p2.inject(TestFrames.numbered(60, 1))).hasMessage("port p2 was removed");
        flow(2, Actions.builder().output(1).build());
        assertThat(datapath.dumpFlows())
                .as("no flow for a port that is no more")
                .hasSize(1);
    }

    @Test
    void doesNotGiveTheNumberOfARemovedPortToTheNextOne() throws Exception {
        datapath.removePort(3);
        assertThat(addDummy("p4").number()).isEqualTo(4);
    }

    @Test
    void refusesPortsItCannotHave() {
        assertThatThrownBy(() -> addDummy("p1"))
                .isInstanceOf(DatapathException.class)
                .hasMessage("could not add port p1: the datapath has a port of this name, number 1");
        assertThatThrownBy(() -> datapath.addPort(new PortSpec("x", "vxlan", Map.of(), 0)))
                .isInstanceOf(DatapathException.class)
                .hasMessage("could not open network device x (Address family not supported by protocol)");
        assertThatThrownBy(() -> datapath.addPort(new PortSpec("sixteencharacter", "system", Map.of(), 0)))
                .isInstanceOf(DatapathException.class)
                .hasMessage(
                        "could not open network device sixteencharacter (File name too long, it has more than 15 characters)");
        assertThatThrownBy(() -> datapath.addPort(new PortSpec("ops%d", "internal", Map.of(), 0)))
                .isInstanceOf(DatapathException.class)
                .hasMessage("could not open network device ops%d (not a name that a network device can have)");
    }

    @Test
    void keepsItsFlowTableBounded() {
        for (int i = 0; i < UserspaceDatapath.MAX_FLOWS + 10; i++) {
            FlowKey key = new FlowKey().set(FlowField.IN_PORT, 1).set(FlowField.ETH_SRC, i);
            FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.ETH_SRC);
            datapath.putFlow(key, mask, Actions.DROP);
        }
        assertThat(datapath.dumpFlows()).hasSize(UserspaceDatapath.MAX_FLOWS);
    }

    @Test
    void removesAPortWhoseUpcallDoesNotReturn() throws Exception {
        CountDownLatch inUpcall = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicReference<Throwable> failure = new AtomicReference<>();
        datapath.setUpcallHandler((dp, packet, key) -> {
            inUpcall.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                failure.set(e);
            }
            dp.execute(packet, key, Actions.builder().output(1).output(2).build());
        });
        Thread injector = new Thread(() -> p1.inject(TestFrames.numbered(60, 1)));
        injector.start();
        assertThat(inUpcall.await(5, TimeUnit.SECONDS)).isTrue();
        datapath.removePort(1);
        release.countDown();
        injector.join(5000);
        assertThat(failure.get()).isNull();
        assertThat(p2.takeSent()).hasSize(1);
    }

    @Test
    void showsTheStateThatATestGivesAPortAndTellsOfIt() throws Exception {
        AtomicInteger told = new AtomicInteger();
        datapath.setPortListener(told::incrementAndGet);
        p1.setCarrier(false);
        p1.setCarrier(false);
        assertThat(told).as("once for one change").hasValue(1);
        assertThat(p1.state().linkUp()).isFalse();
        p1.setCarrier(true);
        assertThat(p1.state().linkUp()).isTrue();
        assertThat(p1.state().linkResets()).isEqualTo(2);
        p1.setAdminUp(false);
        assertThat(p1.state().adminUp()).isFalse();
        p1.setMtu(9000);
        p1.setMacAddress(42);
        assertThat(p1.state().mtu()).isEqualTo(9000);
        assertThat(p1.macAddress()).isEqualTo(42);
    }

    private void flow(int inPort, Actions actions) {
        datapath.putFlow(new FlowKey().set(FlowField.IN_PORT, inPort), BY_PORT, actions);
    }

    private DummyPort addDummy(String name) throws DatapathException {
        return (DummyPort) datapath.addPort(new PortSpec(name, DummyPort.TYPE, Map.of(), 0));
    }
}
