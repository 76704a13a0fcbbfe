/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices that are missing, forbidden, vanish and return; and what stays behind of ports: nothing. */
class DeviceLifePeerTest extends LabTest {

    @ParameterizedTest
    @ValueSource(strings = {"system", "afxdp"})
    void followsADeviceThatVanishesAndReturns(String type) throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        Port b = datapath.addPort(new PortSpec(lab.host("b", "10.9.0.2"), type, Map.of(), 0));
        datapath.setUpcallHandler(
                Lab.crossConnect(Map.of(a.number(), Lab.output(b.number()), b.number(), Lab.output(a.number()))));
        ping("10.9.0.2");
        int oldIfindex = b.state().ifindex();
        long resets = b.state().linkResets();

        lab.ip("link del " + b.name());
        assertThat(b.state().present()).isFalse();
        assertThat(b.state().linkUp()).isFalse();
        assertThat(b.macAddress()).isZero();
        assertThatThrownBy(() -> b.setMtu(1400))
                .isInstanceOf(DatapathException.class)
                .hasMessage("could not set the MTU of " + b.name() + " (No such device)");
        // Sending into nothing is a loss that is counted, no error.
        lab.ip("-n " + lab.name("ha") + " neigh replace 10.9.0.2 lladdr 02:00:00:00:00:02 dev eth0");
        long lost = b.statistics().txDropped() + b.statistics().txErrors();
        lab.startIn(lab.name("ha"), "ping -c 1 -W 1 10.9.0.2");
        await().atMost(SOON)
                .until(() -> b.statistics().txDropped() + b.statistics().txErrors() > lost);
        assertThat(cpuMillisOfPollThreads(500)).isLessThan(50);

        lab.ip("link add " + b.name() + " type veth peer name eth0 netns " + lab.name("hb"));
        lab.ip("link set " + b.name() + " up");
        lab.ip("-n " + lab.name("hb") + " addr add 10.9.0.2/24 dev eth0");
        lab.ip("-n " + lab.name("hb") + " link set eth0 up");
        lab.ip("-n " + lab.name("ha") + " neigh del 10.9.0.2 dev eth0");
        await().atMost(SOON).until(() -> b.state().linkUp());
        assertThat(b.state().ifindex()).isNotEqualTo(oldIfindex);
        assertThat(b.state().linkResets()).isGreaterThan(resets);
        ping("10.9.0.2");
    }

    @Test
    void tellsOfLinksThatGoAndComeWithoutBeingAsked() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();
        datapath.setPortListener(() -> told.add(a.state().linkUp()));
        for (boolean isUp : new boolean[] {false, true, false}) {
            told.clear();
            lab.ip("-n " + lab.name("ha") + " link set eth0 " + (isUp ? "up" : "down"));
            await().atMost(SOON).until(() -> told.contains(isUp));
        }
        told.clear();
        lab.ip("link del " + a.name());
        await().atMost(SOON).until(() -> !told.isEmpty());
        assertThat(a.state().present()).isFalse();
    }

    @Test
    void survivesPortsThatComeAndGoUnderTraffic() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        String deviceOfB = lab.host("b", "10.9.0.2");
        AtomicReference<Port> b = new AtomicReference<>(add(deviceOfB, "system"));
        FlowKey byPort = new FlowKey().matchAll(FlowField.IN_PORT);
        datapath.setUpcallHandler((dp, packet, key) -> {
            int inPort = (int) key.get(FlowField.IN_PORT);
            Actions actions = Lab.output(inPort == a.number() ? b.get().number() : a.number());
            dp.putFlow(key, byPort, actions);
            dp.execute(packet, key, actions);
        });
        ping("10.9.0.2");
        Process flood = lab.startIn(lab.name("ha"), "ping -q -f -w 4 10.9.0.2");
        AtomicBoolean stop = new AtomicBoolean();
        Thread injector = new Thread(() -> {
            ByteBuffer frame = ByteBuffer.wrap(TestFrames.numbered(200, 1));
            while (!stop.get()) {
                datapath.execute(frame, TestFrames.from(0), Lab.output(b.get().number()));
            }
        });
        injector.start();
        int rounds = 0;
        while (flood.isAlive()) {
            datapath.removePort(b.get().number());
            b.set(add(deviceOfB, "system"));
            // The flow of port a still leads to the old number.
            datapath.flush();
            assertThat(datapath.ports()).hasSize(2);
            a.statistics();
            rounds++;
        }
        stop.set(true);
        injector.join();
        assertThat(rounds).isGreaterThan(5);
        ping("10.9.0.2");
        assertThat(ringMappings()).isEqualTo(2);
    }

    @Test
    void noticesADeviceThatGoesDownAndUp() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        assertThat(a.state().linkUp()).isTrue();
        assertThat(a.state().speed()).isEqualTo(10_000_000_000L);
        lab.ip("link set " + a.name() + " down");
        assertThat(a.state().adminUp()).isFalse();
        assertThat(cpuMillisOfPollThreads(300)).isLessThan(30);
        lab.ip("link set " + a.name() + " up");
        await().atMost(SOON).until(() -> a.state().linkUp());
    }

    @Test
    void survivesThatSomebodyDeletesItsTapDevice() throws Exception {
        Port tap = datapath.addPort(new PortSpec(lab.name("t"), "tap", Map.of(), 0));
        lab.ip("link del " + tap.name());
        assertThat(tap.state().present()).isFalse();
        assertThat(cpuMillisOfPollThreads(500)).isLessThan(50);
        datapath.removePort(tap.number());
        assertThat(datapath.addPort(new PortSpec(lab.name("t"), "tap", Map.of(), 0))
                        .state()
                        .present())
                .isTrue();
    }

    @Test
    void usesNoProcessorTimeWhileIdle() throws Exception {
        add(lab.veth("a", lab.namespace("n"), "eth0"), "system");
        Thread.sleep(300);
        assertThat(cpuMillisOfPollThreads(2000)).isLessThan(20);
    }

    @Test
    void leavesNoDescriptorsMappingsThreadsOrDevicesBehind() throws Exception {
        String a = lab.host("a", "10.9.0.1");
        churn(a);
        long descriptors = descriptors();
        assertThat(ringMappings()).isZero();
        for (int i = 0; i < 5; i++) {
            churn(a);
        }
        Thread.currentThread().interrupt();
        try (Datapath other = new UserspaceDatapathProvider().open("ovs-churn")) {
            other.addPort(new PortSpec(a, "system", Map.of(), 0));
        }
        assertThat(Thread.interrupted()).as("closing keeps the interrupt").isTrue();
        assertThat(descriptors()).isEqualTo(descriptors);
        assertThat(ringMappings()).isZero();
        assertThat(Path.of("/sys/class/net", lab.name("t"))).doesNotExist();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("ovs-churn"));
        assertThat(lab.ip("-d link show " + a)).contains("promiscuity 0");
    }

    private void churn(String device) throws Exception {
        try (Datapath other = new UserspaceDatapathProvider().open("ovs-churn")) {
            Port system = other.addPort(new PortSpec(device, "system", Map.of(), 0));
            assertThat(lab.ip("-d link show " + device)).contains("promiscuity 1");
            assertThat(ringMappings()).isEqualTo(1);
            Port tap = other.addPort(new PortSpec(lab.name("t"), "internal", Map.of(), 0));
            other.removePort(tap.number());
            other.addPort(new PortSpec(lab.name("t"), "internal", Map.of(), 0));
            other.removePort(system.number());
            assertThat(ringMappings()).isZero();
            assertThatThrownBy(() -> other.addPort(new PortSpec("opsnosuchdev", "system", Map.of(), 0)))
                    .hasMessage("could not open network device opsnosuchdev (No such device)");
        }
    }

    @Test
    void saysWhatKeepsItFromOpeningADevice() throws Exception {
        assertThatThrownBy(() -> add("opsnosuchdev", "system"))
                .isInstanceOf(DatapathException.class)
                .hasMessage("could not open network device opsnosuchdev (No such device)");
        String a = lab.veth("a", lab.namespace("n"), "eth0");
        assertThatThrownBy(() -> datapath.addPort(new PortSpec(a, "internal", Map.of(), 0)))
                .isInstanceOf(DatapathException.class)
                .hasMessageStartingWith("could not create network device " + a + " (");
        assertThat(datapath.ports()).isEmpty();
    }

    @Test
    void saysWhichCapabilityIsMissing() throws Exception {
        String a = lab.veth("a", lab.namespace("n"), "eth0");
        String output = lab.run("setpriv --bounding-set=-all --inh-caps=-all --no-new-privs "
                + Lab.java(OpenPorts.class, a + " " + lab.name("t")));
        assertThat(output)
                .contains("could not open network device " + a
                        + " (Operation not permitted): run as root or with CAP_NET_RAW")
                .contains("could not create network device " + lab.name("t")
                        + " (Operation not permitted): run as root or with CAP_NET_ADMIN");
    }

    /** Prints why a system and a tap port cannot be added. */
    static final class OpenPorts {
        private OpenPorts() {}

        public static void main(String[] args) {
            try (Datapath datapath = Lab.datapath()) {
                for (PortSpec spec : new PortSpec[] {
                    new PortSpec(args[0], "system", Map.of(), 0), new PortSpec(args[1], "tap", Map.of(), 0)
                }) {
                    try {
                        datapath.addPort(spec);
                    } catch (DatapathException e) {
                        System.out.println(e.getMessage());
                    }
                }
            }
        }
    }

    private static long cpuMillisOfPollThreads(int duringMillis) throws InterruptedException {
        long before = cpuNanos();
        Thread.sleep(duringMillis);
        return (cpuNanos() - before) / 1_000_000;
    }

    private static long cpuNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().startsWith("ovs-")) {
                nanos += Math.max(0, threads.getThreadCpuTime(thread.getId()));
            }
        }
        return nanos;
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> fds = Files.list(Path.of("/proc/self/fd"))) {
            return fds.count();
        }
    }

    private static long ringMappings() throws IOException {
        return Files.readString(Path.of("/proc/self/maps"))
                .lines()
                .filter(line -> line.contains("socket:["))
                .count();
    }
}
