/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.ovsdb.embedded.HeldPort;
import io.opsswitch.vswitchd.db.Port;
import io.opsswitch.vswitchd.testing.Frames;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.projectfloodlight.openflow.protocol.OFHello;

/**
 * What the switch depends on goes and comes back, and those who talk to it behave badly: it goes on, and others notice
 * nothing. How often is the system property {@code ops.faults.rounds}.
 */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SwitchFaultsTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);
    private static final byte[] FRAME = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);
    private static final byte[] HELLO13 = HexFormat.of().parseHex("0400000800000001");
    private static final byte[] TABLE_STATS13 = HexFormat.of().parseHex("04120010000000020003000000000000");

    /** Sends a frame through a bridge that the fault has nothing to do with. */
    private static void assertOthersGoOn(OpsSwitch sw) {
        sw.port("q1").send(FRAME);
        assertThat(sw.port("q2").received()).as("another bridge").containsExactly(FRAME);
    }

    private static boolean isConnected(OpsSwitch sw) {
        return sw.ovsdb()
                .dump("Open_vSwitch", "Controller", "is_connected")
                .toString()
                .contains("true");
    }

    @Test
    void controllersAreKilledAndComeBack() throws Exception {
        try (HeldPort port = HeldPort.any();
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge(
                                "br0",
                                b -> b.ports("p1", "p2")
                                        .controller("tcp:127.0.0.1:" + port.number())
                                        .protocols("OpenFlow13")
                                        .secure())
                        .bridge("br1", b -> b.ports("q1", "q2"))
                        .virtualTime()
                        .start()) {
            for (int round = 0; round < ROUNDS; round++) {
                try (OpenFlowJController controller = new OpenFlowJController(port.number())) {
                    await().atMost(Duration.ofMinutes(1))
                            .pollInterval(Duration.ofMillis(20))
                            .until(() -> {
                                sw.advance(Duration.ofSeconds(1));
                                return isConnected(sw);
                            });
                    controller.send(TestFlows.deleteAll());
                    controller.barrier();
                    sw.port("p1").send(FRAME);
                    assertThat(sw.port("p2").received()).isEmpty();
                    controller.send(TestFlows.add(1 + round, TestFlows.inPort(1), TestFlows.output(2)));
                    controller.barrier();
                    assertOthersGoOn(sw);
                }
                await().atMost(Duration.ofMinutes(1)).until(() -> !isConnected(sw));
                sw.port("p1").send(FRAME);
                assertThat(sw.port("p2").received())
                        .as("flows stay, round %d", round)
                        .hasSize(1);
                assertOthersGoOn(sw);
            }
        }
    }

    @Test
    void theDatabaseServerGoesAndComesBack() throws Exception {
        try (OpenFlowJController controller = new OpenFlowJController();
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge(
                                "br0",
                                b -> b.ports("p1", "p2")
                                        .controller(controller.target())
                                        .protocols("OpenFlow13")
                                        .secure())
                        .bridge("br1", b -> b.ports("q1", "q2"))
                        .virtualTime()
                        .start()) {
            controller.await(OFHello.class);
            for (int round = 0; round < ROUNDS; round++) {
                sw.ovsdb().stop();
                controller.send(TestFlows.add(7, TestFlows.inPort(1), TestFlows.output(2))
                        .createBuilder()
                        .setHardTimeout(30)
                        .build());
                controller.barrier();
                sw.port("p1").send(FRAME);
                assertThat(sw.port("p2").received()).hasSize(1);
                assertOthersGoOn(sw);
                sw.advance(Duration.ofSeconds(32));
                sw.port("p1").send(FRAME);
                assertThat(sw.port("p2").received())
                        .as("the flow has ended while the database was away")
                        .isEmpty();
                sw.ovsdb().start();
                if (round % 2 == 1) {
                    sw.ovsdb().disconnect();
                }
                int tag = 1 + round;
                sw.configure(tx -> Port.byName(tx.replica(), "q1").edit(tx).tag(tag));
                sw.configure(tx -> Port.byName(tx.replica(), "q2").edit(tx).tag(tag));
                assertOthersGoOn(sw);
            }
        }
    }

    @Test
    void aControllerThatNeverReadsHoldsUpNobody() throws Exception {
        try (OpenFlowJController good = new OpenFlowJController();
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge(
                                "br0",
                                b -> b.ports("p1", "p2")
                                        .controller(good.target())
                                        .protocols("OpenFlow13"))
                        .bridge("br1", b -> b.ports("q1", "q2"))
                        .start()) {
            good.await(OFHello.class);
            good.send(TestFlows.add(1, TestFlows.inPort(1), TestFlows.output(2)));
            good.barrier();
            try (SocketChannel deaf = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), sw.openFlowPort("br0")))) {
                deaf.write(ByteBuffer.wrap(HELLO13));
                deaf.configureBlocking(false);
                ByteBuffer requests = ByteBuffer.allocate(TABLE_STATS13.length * 1024);
                while (requests.hasRemaining()) {
                    requests.put(TABLE_STATS13);
                }
                requests.flip();
                long sent = 0;
                long refusedSince = 0;
                // Each request makes 6 kB of answers, so the switch must stop reading soon.
                while (refusedSince == 0 || System.nanoTime() - refusedSince < TimeUnit.SECONDS.toNanos(1)) {
                    int taken = deaf.write(requests);
                    sent += taken;
                    if (taken > 0) {
                        refusedSince = 0;
                    } else if (refusedSince == 0) {
                        refusedSince = System.nanoTime();
                    }
                    if (!requests.hasRemaining()) {
                        requests.rewind();
                    }
                    assertThat(sent).as("it reads on and on").isLessThan(64L << 20);
                }
                for (int round = 0; round < ROUNDS; round++) {
                    good.barrier();
                    sw.port("p1").send(FRAME);
                    assertThat(sw.port("p2").received()).hasSize(1);
                    assertOthersGoOn(sw);
                }
                assertThat(sw.ovsdb().dump("Open_vSwitch", "Bridge")).hasSize(2);
            }
            good.barrier();
        }
    }
}
