/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.ovsdb.embedded.HeldPort;
import io.opsswitch.vswitchd.testing.Frames;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;

/** What a bridge does while its controller is away, and when it is back; all by a clock that the test moves. */
@Timeout(120)
class FailModeTest {

    private static final byte[] FRAME = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);

    private final HeldPort port = HeldPort.any();
    private OpsSwitch sw;

    @AfterEach
    void close() {
        if (sw != null) {
            sw.close();
        }
        port.close();
    }

    private OpenFlowJController connect(boolean isSecure) throws Exception {
        OpenFlowJController controller = new OpenFlowJController(port.number());
        sw = OpsSwitch.builder()
                .bridge("br0", b -> {
                    b.ports("p1", "p2", "p3").controller(controller.target());
                    if (isSecure) {
                        b.secure();
                    }
                })
                .virtualTime()
                .start();
        controller.await(OFHello.class);
        OFFlowAdd flow = OF13.buildFlowAdd()
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .setMatch(OF13.buildMatch()
                        .setExact(MatchField.IN_PORT, OFPort.of(1))
                        .build())
                .setInstructions(List.of(
                        OF13.instructions().applyActions(List.of(OF13.actions().output(OFPort.of(2), 0xffff)))))
                .build();
        controller.send(flow);
        controller.barrier();
        return controller;
    }

    private void awaitConnected(boolean isConnected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sw.ovsdb().dump("Open_vSwitch", "Controller", "is_connected"))
                        .singleElement()
                        .hasToString("{\"is_connected\":" + isConnected + "}"));
    }

    /** Moves the clock until the bridge is connected: each attempt takes real time, and pauses the clock's. */
    private void advanceUntilConnected() {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    sw.advance(Duration.ofSeconds(1));
                    return sw.ovsdb()
                            .dump("Open_vSwitch", "Controller", "is_connected")
                            .toString()
                            .contains("true");
                });
    }

    @Test
    void aSecureBridgeKeepsItsFlowsAndForwardsNothingElse() throws Exception {
        connect(true).close();
        awaitConnected(false);
        sw.advance(Duration.ofSeconds(60));
        sw.port("p1").send(FRAME);
        sw.port("p3").send(FRAME);
        assertThat(sw.port("p2").received()).hasSize(1);
        assertThat(sw.port("p1").received()).isEmpty();
        try (OpenFlowJController again = new OpenFlowJController(port.number())) {
            advanceUntilConnected();
            again.barrier();
            sw.port("p1").send(FRAME);
            assertThat(sw.port("p2").received()).hasSize(1);
        }
    }

    @Test
    void aStandaloneBridgeForwardsByItselfAfterThreeProbesAndStopsWhenTheControllerIsBack() throws Exception {
        connect(false).close();
        awaitConnected(false);
        sw.advance(Duration.ofSeconds(14));
        sw.port("p1").send(FRAME);
        assertThat(sw.port("p3").received()).as("before three probes").isEmpty();
        assertThat(sw.port("p2").received()).hasSize(1);
        sw.advance(Duration.ofSeconds(3));
        sw.port("p1").send(FRAME);
        assertThat(sw.port("p2").received()).hasSize(1);
        assertThat(sw.port("p3").received()).as("it floods by itself").hasSize(1);
        try (OpenFlowJController again = new OpenFlowJController(port.number())) {
            advanceUntilConnected();
            again.barrier();
            sw.advance(Duration.ofSeconds(2));
            sw.port("p1").send(FRAME);
            assertThat(sw.port("p2").received())
                    .as("its flows went when it failed open")
                    .isEmpty();
            assertThat(sw.port("p3").received()).isEmpty();
        }
    }
}
