/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A switch whose bridges are on a kernel's datapath: the kernel in memory, in the shape of one system. */
abstract class KernelBridgesTest {
    static final long A = 0x0200_0000_000aL;
    static final long B = 0x0200_0000_000bL;
    static final Duration LONG = Duration.ofSeconds(30);

    private final FakeTransport kernel = newKernel();
    private final FakeDatabase database = new FakeDatabase();
    private TestSwitch sw;

    abstract FakeTransport newKernel();

    final FakeTransport kernel() {
        return kernel;
    }

    final TestSwitch sw() {
        return sw;
    }

    private KernelDatapathProvider provider() {
        return new KernelDatapathProvider(new KernelDatapathProvider.Host() {
            @Override
            public DatapathTransport transport() {
                return kernel;
            }

            @Override
            public Links links(DatapathTransport transport) {
                return new FakeLinks(kernel);
            }

            @Override
            public LongSupplier kernelMillis() {
                return kernel::nowMillis;
            }
        });
    }

    @BeforeEach
    void threePortsOnABridge() {
        for (int i = 1; i <= 3; i++) {
            kernel.addDevice("p" + i);
        }
        sw = TestSwitch.on(provider(), database);
        sw.addBridge("br0");
        for (int i = 1; i <= 3; i++) {
            sw.addPort("br0", "p" + i, Map.of());
        }
    }

    @AfterEach
    void stop() {
        sw.close();
        assertThat(kernel.openChannels()).as("channels that nobody closed").isZero();
    }

    /** Let a frame come in, and wait until one has left by a port. */
    final void forward(String from, byte[] frame, String to) {
        forget();
        kernel.inject(from, frame);
        awaitFrame(to, frame);
    }

    /** Let frames come in until one leaves by a port. */
    final void forwardSoon(String from, byte[] frame, String to) {
        await().atMost(LONG).ignoreExceptions().until(() -> {
            kernel.inject(from, frame);
            return kernel.sent(to).stream().anyMatch(sent -> Arrays.equals(sent.bytes(), frame));
        });
    }

    final void forget() {
        for (String port : List.of("p1", "p2", "p3", "br0")) {
            kernel.sent(port);
        }
    }

    final void awaitFrame(String port, byte[] frame) {
        await().atMost(LONG)
                .until(() -> kernel.sent(port).stream().anyMatch(sent -> Arrays.equals(sent.bytes(), frame)));
    }

    final List<String> kernelPorts() throws NetlinkException {
        try (KernelDatapaths all = new KernelDatapaths(kernel)) {
            try (var datapath = all.open(all.get("ovs-system"))) {
                return datapath.ports().list().stream()
                        .map(port -> port.name())
                        .sorted()
                        .toList();
            }
        }
    }

    final long flowCount() throws NetlinkException {
        try (KernelDatapaths all = new KernelDatapaths(kernel)) {
            return all.get("ovs-system").flows();
        }
    }

    final long misses() throws NetlinkException {
        try (KernelDatapaths all = new KernelDatapaths(kernel)) {
            return all.get("ovs-system").missed();
        }
    }

    @Test
    void learnsAndForwardsWithoutFurtherUpcalls() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        await().atMost(LONG).untilAsserted(() -> {
            forward("p1", Frames.untagged(A, B), "p2");
            assertThat(kernel.sent("p3")).as("only where the station is").isEmpty();
        });
        long before = misses();
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        assertThat(misses()).isEqualTo(before);
        assertThat(flowCount()).isEqualTo(2);
    }

    @Test
    void countsWhatFlowsDid() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        for (int i = 0; i < 5; i++) {
            forward("p1", Frames.untagged(A, B), "p2");
        }
        assertThat(sw.control("dpctl/dump-flows")).contains("in_port(", "packets:5, bytes:300, used:");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw.getAll("Interface", "p1", "statistics"))
                        .asString()
                        .contains("rx_packets=6"));
    }

    @Test
    void putsAccessPortsIntoTheirVlans() {
        sw.set("Port", "p1", Map.of("tag", 10));
        sw.set("Port", "p2", Map.of("tag", 20));
        forget();
        byte[] frame = Frames.untagged(A, B);
        kernel.inject("p1", frame);
        awaitFrame("p3", Frames.tagged(A, B, 10));
        assertThat(kernel.sent("p2")).isEmpty();
        forward("p3", Frames.tagged(B, A, 10), "p1", Frames.untagged(B, A));
    }

    private void forward(String from, byte[] frame, String to, byte[] expected) {
        forget();
        kernel.inject(from, frame);
        awaitFrame(to, expected);
    }

    @Test
    void reportsADeviceThatWentAwayAndTakesItBack() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        kernel.removeDevice("p2");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw.getAll("Interface", "p2", "error"))
                        .asString()
                        .contains("No such device"));
        forward("p1", Frames.untagged(A, B), "p3");
        kernel.addDevice("p2");
        forwardSoon("p1", Frames.untagged(A, Frames.BROADCAST), "p2");
        assertThat(sw.getAll("Interface", "p2", "error")).isEqualTo(Set.of());
    }

    @Test
    void keepsPortsAndFlowsOverARestart() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        await().atMost(LONG).until(() -> flowCount() == 2);
        List<String> ports = kernelPorts();
        long before = misses();
        sw.stop();
        assertThat(kernelPorts()).isEqualTo(ports);
        forward("p1", Frames.untagged(A, B), "p2");
        sw.restart();
        sw.configure(edit -> {});
        for (int i = 0; i < 20; i++) {
            forward("p1", Frames.untagged(A, B), "p2");
            forward("p2", Frames.untagged(B, A), "p1");
        }
        assertThat(misses()).as("packets that had to wait for the switch").isEqualTo(before);
        assertThat(kernelPorts()).isEqualTo(ports);
        assertThat(sw.control("dpctl/show")).contains("port 1: ");
    }

    @Test
    void leavesFlowsAloneWhileOthersRestoreThem() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG).until(() -> flowCount() == 1);
        sw.stop();
        database.transact(edit ->
                edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of("flow-restore-wait", "true"))));
        sw.restart();
        sw.configure(edit -> {});
        kernel.inject("p3", Frames.untagged(B, A));
        sw.vswitchd().backers().forEach(backer -> backer.revalidateNow());
        assertThat(flowCount()).isEqualTo(1);
        assertThat(kernel.sent("p1")).as("no packet is handled yet").isEmpty();
        sw.configure(edit -> edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of())));
        forward("p3", Frames.untagged(B, A), "p1");
    }

    @Test
    void removesFlowsThatTheConfigurationNoLongerAgreesWith() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG).until(() -> flowCount() == 1);
        sw.stop();
        sw.restart();
        sw.set("Port", "p1", Map.of("tag", 10));
        sw.set("Port", "p2", Map.of("tag", 20));
        forget();
        kernel.inject("p1", Frames.untagged(A, B));
        awaitFrame("p3", Frames.tagged(A, B, 10));
        assertThat(kernel.sent("p2")).isEmpty();
    }

    @Test
    void saysWhyWhenTheDriverIsGoneAndComesBackWithIt() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        kernel.setLoaded(false);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw.getAll("Interface", "p1", "error"))
                        .asString()
                        .contains("driver"));
        kernel.setLoaded(true);
        forwardSoon("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(sw.getAll("Interface", "p1", "error")).isEqualTo(Set.of()));
    }
}
