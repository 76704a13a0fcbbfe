/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A switch with a bridge and three ports on a kernel's datapath. Afterwards no channel to the kernel may be left. */
@Timeout(300)
abstract class KernelSwitchTestBase {
    static final long A = 0x0200_0000_000aL;
    static final long B = 0x0200_0000_000bL;
    static final Duration LONG = Duration.ofSeconds(60);
    static final List<String> PORTS = List.of("p1", "p2", "p3");

    private final FakeDatabase database = new FakeDatabase();
    private KernelLab lab;
    private TestSwitch sw;

    /** Make a kernel. */
    abstract KernelLab newLab();

    final KernelLab lab() {
        return lab;
    }

    final TestSwitch sw() {
        return sw;
    }

    final FakeDatabase database() {
        return database;
    }

    @BeforeEach
    void threePortsOnABridge() {
        lab = newLab();
        PORTS.forEach(lab::addDevice);
        sw = TestSwitch.on(new KernelDatapathProvider(lab.host()), database);
        sw.addBridge("br0");
        PORTS.forEach(port -> sw.addPort("br0", port, Map.of()));
    }

    @AfterEach
    void leavesNoHandle() {
        sw.close();
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(lab.openHandles()).as("handles left").isZero());
        lab.close();
    }

    /** Let a frame come in, and wait until one has left by a port. */
    final void forward(String from, byte[] frame, String to) {
        forward(from, frame, to, frame);
    }

    final void forward(String from, byte[] frame, String to, byte[] expected) {
        forget();
        lab.inject(from, frame);
        awaitFrame(to, expected);
    }

    /** Let frames come in until one leaves by a port. */
    final void forwardSoon(String from, byte[] frame, String to) {
        await().atMost(LONG).ignoreExceptions().until(() -> {
            lab.inject(from, frame);
            return lab.sent(to).stream().anyMatch(sent -> Arrays.equals(sent, frame));
        });
    }

    final void forget() {
        PORTS.forEach(lab::sent);
        lab.sent("br0");
    }

    final void awaitFrame(String port, byte[] frame) {
        await().atMost(LONG).until(() -> lab.sent(port).stream().anyMatch(sent -> Arrays.equals(sent, frame)));
    }

    /** Asks the kernel past the switch. */
    @FunctionalInterface
    interface Question<T> {
        T ask(KernelDatapaths all) throws Exception;
    }

    final <T> T ask(Question<T> question) throws Exception {
        // Closing the transport would close all channels of a kernel in memory.
        DatapathTransport transport = lab.host().transport();
        try (KernelDatapaths all = new KernelDatapaths(transport)) {
            return question.ask(all);
        }
    }

    final List<String> kernelPorts() throws Exception {
        return ask(all -> {
            try (var datapath = all.open(all.list().get(0))) {
                return datapath.ports().list().stream()
                        .map(port -> port.name())
                        .sorted()
                        .toList();
            }
        });
    }

    final long flowCount() throws Exception {
        return ask(all -> all.list().get(0).flows());
    }

    final long misses() throws Exception {
        return ask(all -> all.list().get(0).missed());
    }
}
