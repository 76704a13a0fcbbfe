/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.ovsdb.testing.TestMemory;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.testing.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFPort;

/**
 * Flows come and go, stations, connections and bridges too, and packets meet them: memory does not grow. What is compared is
 * what is left when they are gone. For how long is the system property {@code ops.soak.seconds}.
 */
@Isolated("it measures memory")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SwitchSoakTest {

    private static final int SECONDS = Integer.getInteger("ops.soak.seconds", 8);
    private static final int SAMPLES = 8;
    private static final int FLOWS = 500;

    private final Random random = new Random(7);

    @Test
    void memoryStaysFlat() throws Exception {
        try (LogCapture log = LogCapture.start(100);
                OpenFlowJController controller = new OpenFlowJController();
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge(
                                "br0",
                                b -> b.ports("p1", "p2")
                                        .controller(controller.target())
                                        .protocols("OpenFlow13"))
                        .virtualTime()
                        .start()) {
            controller.await(OFHello.class);
            List<Long> samples = new ArrayList<>();
            long flows = 0;
            for (int i = 0; i < SAMPLES; i++) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / SAMPLES;
                do {
                    round(sw, controller);
                    flows += FLOWS;
                } while (System.nanoTime() < end);
                controller.send(TestFlows.deleteAll());
                controller.barrier();
                sw.advance(Duration.ofMinutes(6));
                assertThat(sw.appctl("fdb/show", "br0").lines().count()).isEqualTo(1);
                assertThat(sw.appctl("dpctl/dump-flows").lines().count()).isLessThan(3);
                samples.add(TestMemory.used());
            }
            System.out.println("soak: " + SECONDS + " s, " + flows + " flows, MB: "
                    + samples.stream().map(bytes -> bytes >> 20).toList());
            assertThat(max(samples.subList(SAMPLES / 2, SAMPLES)))
                    .as(log.text())
                    .isLessThan(max(samples.subList(0, SAMPLES / 2)) * 5 / 4 + (8 << 20));
        }
    }

    private void round(OpsSwitch sw, OpenFlowJController controller) throws Exception {
        OFMessage[] messages = new OFMessage[FLOWS];
        for (int i = 0; i < FLOWS; i++) {
            messages[i] = TestFlows.add(
                    1 + random.nextInt(5),
                    OF13.buildMatch()
                            .setExact(MatchField.ETH_DST, MacAddress.of(random.nextInt(2 * FLOWS)))
                            .build(),
                    random.nextBoolean() ? TestFlows.output(2) : OF13.actions().output(OFPort.NORMAL, 0xffff));
        }
        controller.send(messages);
        controller.barrier();
        byte[][] frames = new byte[200][];
        for (int i = 0; i < frames.length; i++) {
            frames[i] = Frames.untagged(0x02_00_00_00_00_00L + random.nextInt(), random.nextInt(2 * FLOWS));
        }
        sw.port("p1").send(frames);
        sw.port("p2").received();
        sw.port("br0").received();
        sw.advance(Duration.ofSeconds(1));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> controller.send(TestFlows.deleteAll());
            case 3 -> reconnect(sw, controller);
            case 4 -> sw.ovsdb().disconnect();
            case 5 -> {
                sw.addBridge("br1", b -> b.ports("q1", "q2"));
                sw.port("q1").send(frames);
                sw.configure(tx -> Configuration.root(tx).removeFromBridges(Bridge.byName(tx.replica(), "br1")));
            }
            default -> {}
        }
    }

    private static void reconnect(OpsSwitch sw, OpenFlowJController controller) throws Exception {
        controller.disconnect();
        // Two rounds of the clock: the switch has to notice first.
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> {
            sw.advance(Duration.ofSeconds(1));
            return controller.isThere(OFHello.class);
        });
        controller.barrier();
    }

    private static long max(List<Long> samples) {
        return samples.stream().mapToLong(Long::longValue).max().orElseThrow();
    }
}
