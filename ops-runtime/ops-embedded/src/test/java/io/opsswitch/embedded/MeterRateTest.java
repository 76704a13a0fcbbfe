/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.vswitchd.testing.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMeterFlags;
import org.projectfloodlight.openflow.protocol.OFMeterModCommand;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;

/** Meters let pass what they say. */
@Timeout(180)
class MeterRateTest {

    private static final byte[] FRAME = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);

    private static void program(OpenFlowJController controller, OFMeterFlags unit, long rate) throws Exception {
        controller.await(OFHello.class);
        controller.send(
                OF13.buildMeterMod()
                        .setCommand(OFMeterModCommand.ADD)
                        .setMeterId(1)
                        .setFlags(Set.of(unit))
                        .setMeters(List.of(
                                OF13.meterBands().buildDrop().setRate(rate).build()))
                        .build(),
                OF13.buildFlowAdd()
                        .setBufferId(OFBufferId.NO_BUFFER)
                        .setOutPort(OFPort.ANY)
                        .setOutGroup(OFGroup.ANY)
                        .setInstructions(List.of(
                                OF13.instructions().buildMeter().setMeterId(1).build(),
                                OF13.instructions()
                                        .applyActions(List.of(OF13.actions().output(OFPort.of(2), 0xffff)))))
                        .build());
        controller.barrier();
    }

    private static OpsSwitchBuilder metered(OpenFlowJController controller) {
        return OpsSwitch.builder()
                .bridge(
                        "br0",
                        b -> b.ports("p1", "p2").controller(controller.target()).protocols("OpenFlow13"));
    }

    /** Sends a frame every millisecond of the test's time; returns how many pass in a second. */
    private static double ratePerSecond(OpsSwitch sw, int seconds) {
        long passed = 0;
        for (int step = 0; step < seconds * 100; step++) {
            sw.advance(Duration.ofMillis(10));
            for (int i = 0; i < 10; i++) {
                sw.port("p1").send(FRAME);
            }
            passed += sw.port("p2").received().size();
        }
        return (double) passed / seconds;
    }

    @Test
    void packetsASecondAreWithinFivePercent() throws Exception {
        try (OpenFlowJController controller = new OpenFlowJController();
                OpsSwitch sw = metered(controller).virtualTime().start()) {
            program(controller, OFMeterFlags.PKTPS, 200);
            ratePerSecond(sw, 3);
            assertThat(ratePerSecond(sw, 10)).isCloseTo(200, withinPercentage(5));
        }
    }

    @Test
    void bitsASecondAreWithinFivePercent() throws Exception {
        try (OpenFlowJController controller = new OpenFlowJController();
                OpsSwitch sw = metered(controller).virtualTime().start()) {
            program(controller, OFMeterFlags.KBPS, 96);
            ratePerSecond(sw, 3);
            assertThat(ratePerSecond(sw, 10) * FRAME.length * 8).isCloseTo(96_000, withinPercentage(5));
        }
    }

    @Test
    void holdsItsRateInRealTime() throws Exception {
        try (OpenFlowJController controller = new OpenFlowJController();
                OpsSwitch sw = metered(controller).start()) {
            program(controller, OFMeterFlags.PKTPS, 500);
            flood(sw, TimeUnit.SECONDS.toNanos(2));
            long start = System.nanoTime();
            long passed = flood(sw, TimeUnit.SECONDS.toNanos(4));
            double seconds = (System.nanoTime() - start) / 1e9;
            // Generous: a machine that stalls for seconds does not send what the meter would let pass.
            assertThat(passed / seconds).isBetween(250.0, 650.0);
        }
    }

    /** Sends some ten times as much as the meter allows, however slow this machine is, and returns what passed. */
    private static long flood(OpsSwitch sw, long nanos) {
        long passed = 0;
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            for (int i = 0; i < 50; i++) {
                sw.port("p1").send(FRAME);
            }
            passed += sw.port("p2").received().size();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return passed;
    }
}
