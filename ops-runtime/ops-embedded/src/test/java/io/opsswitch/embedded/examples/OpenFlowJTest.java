/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.examples;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.embedded.OpsSwitch;
import io.opsswitch.vswitchd.testing.Frames;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.projectfloodlight.openflow.protocol.OFEchoRequest;
import org.projectfloodlight.openflow.protocol.OFErrorMsg;
import org.projectfloodlight.openflow.protocol.OFErrorType;
import org.projectfloodlight.openflow.protocol.OFFeaturesReply;
import org.projectfloodlight.openflow.protocol.OFFlowMod;
import org.projectfloodlight.openflow.protocol.OFFlowModFlags;
import org.projectfloodlight.openflow.protocol.OFFlowRemoved;
import org.projectfloodlight.openflow.protocol.OFFlowRemovedReason;
import org.projectfloodlight.openflow.protocol.OFFlowStatsReply;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFPacketIn;
import org.projectfloodlight.openflow.protocol.OFPortDescStatsReply;
import org.projectfloodlight.openflow.protocol.OFPortStatus;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.DatapathId;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;

/** A controller on openflowj programs a switch in the same JVM: no root, no daemons, no time that passes. */
@Timeout(120)
class OpenFlowJTest {

    private static final byte[] FRAME = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);

    private OpenFlowJController controller;
    private OpsSwitch sw;

    @BeforeEach
    void connect() throws Exception {
        controller = new OpenFlowJController();
        sw = OpsSwitch.builder()
                .bridge(
                        "br0",
                        b -> b.ports("p1", "p2", "p3")
                                .controller(controller.target())
                                .protocols("OpenFlow13")
                                .secure()
                                .set(bridge -> bridge.putInOtherConfig("datapath-id", "00000000000000a5")))
                .virtualTime()
                .start();
        controller.await(OFHello.class);
    }

    @AfterEach
    void close() throws Exception {
        if (sw != null) {
            sw.close();
        }
        controller.close();
    }

    private static OFFlowMod toController() {
        return OF13.buildFlowAdd()
                .setPriority(0)
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .setInstructions(List.of(
                        OF13.instructions().applyActions(List.of(OF13.actions().output(OFPort.CONTROLLER, 0xffff)))))
                .build();
    }

    private static OFFlowMod forward(OFPort in, OFPort out, int idleSeconds) {
        return OF13.buildFlowAdd()
                .setPriority(100)
                .setIdleTimeout(idleSeconds)
                .setFlags(Set.of(OFFlowModFlags.SEND_FLOW_REM))
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .setMatch(OF13.buildMatch().setExact(MatchField.IN_PORT, in).build())
                .setInstructions(List.of(
                        OF13.instructions().applyActions(List.of(OF13.actions().output(out, 0xffff)))))
                .build();
    }

    @Test
    void learnsWhatTheSwitchIs() throws Exception {
        controller.send(OF13.featuresRequest(), OF13.buildPortDescStatsRequest().build());
        assertThat(controller.await(OFFeaturesReply.class).getDatapathId()).isEqualTo(DatapathId.of(0xa5));
        assertThat(controller.await(OFPortDescStatsReply.class).getEntries())
                .extracting(port -> port.getName() + "=" + port.getPortNo())
                .containsExactlyInAnyOrder("p1=1", "p2=2", "p3=3", "br0=local");
    }

    @Test
    void getsPacketsInstallsFlowsAndSendsPackets() throws Exception {
        sw.port("p1").send(FRAME);
        assertThat(sw.port("p2").received()).as("nobody has allowed it").isEmpty();
        controller.send(toController());
        controller.barrier();
        sw.port("p1").send(FRAME);
        OFPacketIn in = controller.await(OFPacketIn.class);
        assertThat(in.getMatch().get(MatchField.IN_PORT)).isEqualTo(OFPort.of(1));
        assertThat(in.getData()).isEqualTo(FRAME);

        controller.send(
                forward(OFPort.of(1), OFPort.of(2), 10),
                OF13.buildPacketOut()
                        .setBufferId(OFBufferId.NO_BUFFER)
                        .setInPort(in.getMatch().get(MatchField.IN_PORT))
                        .setData(in.getData())
                        .setActions(List.of(OF13.actions().output(OFPort.of(3), 0xffff)))
                        .build());
        controller.barrier();
        assertThat(sw.port("p3").received()).containsExactly(FRAME);
        sw.port("p1").send(FRAME, FRAME);
        assertThat(sw.port("p2").received()).containsExactly(FRAME, FRAME);
    }

    @Test
    void flowsEndWhenTheTestSaysSo() throws Exception {
        controller.send(forward(OFPort.of(1), OFPort.of(2), 10));
        controller.barrier();
        sw.port("p1").send(FRAME);
        sw.advance(Duration.ofSeconds(9));
        sw.port("p1").send(FRAME);
        sw.advance(Duration.ofSeconds(9));
        controller.send(OF13.buildFlowStatsRequest()
                .setTableId(TableId.ALL)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .build());
        assertThat(controller.await(OFFlowStatsReply.class).getEntries())
                .singleElement()
                .satisfies(flow -> {
                    assertThat(flow.getPacketCount().getValue()).isEqualTo(2);
                    assertThat(flow.getDurationSec()).isEqualTo(18);
                });
        sw.advance(Duration.ofSeconds(2));
        OFFlowRemoved removed = controller.await(OFFlowRemoved.class);
        assertThat(removed.getReason()).isEqualTo(OFFlowRemovedReason.IDLE_TIMEOUT);
        assertThat(removed.getPacketCount().getValue()).isEqualTo(2);
    }

    @Test
    void hearsOfAPulledCable() throws Exception {
        controller.barrier();
        sw.port("p2").setLink(false);
        OFPortStatus status = controller.await(OFPortStatus.class);
        assertThat(status.getDesc().getName()).isEqualTo("p2");
        assertThat(status.getDesc().isEnabled()).isFalse();
    }

    @Test
    void isToldWhatItDidWrong() throws Exception {
        controller.send(OF13.buildFlowAdd()
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .setMatch(OF13.buildMatch()
                        .setExact(MatchField.ETH_DST, MacAddress.of(0x0b))
                        .build())
                .setInstructions(List.of(OF13.instructions().gotoTable(TableId.of(0))))
                .build());
        assertThat(controller.await(OFErrorMsg.class).getErrType()).isEqualTo(OFErrorType.BAD_INSTRUCTION);
    }

    @Test
    void comesAgainByTheTestsClock() throws Exception {
        controller.barrier();
        controller.disconnect();
        awaitConnected(false);
        sw.advance(Duration.ofSeconds(1));
        controller.await(OFHello.class);
        controller.barrier();
    }

    @Test
    void asksAfterSilenceByTheTestsClock() throws Exception {
        controller.barrier();
        controller.fallSilent();
        sw.advance(Duration.ofSeconds(5));
        controller.await(OFEchoRequest.class);
        awaitConnected(true);
        sw.advance(Duration.ofSeconds(5));
        awaitConnected(false);
        assertThat(sw.ovsdb().dump("Open_vSwitch", "Controller", "status"))
                .singleElement()
                .asString()
                .contains("[\"last_error\",\"Connection timed out\"]", "[\"state\",\"BACKOFF\"]");
    }

    @Test
    void staysConnectedHoweverFarTheTestMovesTheClock() throws Exception {
        controller.barrier();
        LogCapture log = LogCapture.start(1000);
        sw.advance(Duration.ofMinutes(10));
        log.close();
        controller.barrier();
        assertThat(log.lines()).noneMatch(line -> line.contains("rconn"));
    }

    private void awaitConnected(boolean isConnected) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(sw.ovsdb().dump("Open_vSwitch", "Controller", "is_connected"))
                        .singleElement()
                        .hasToString("{\"is_connected\":" + isConnected + "}"));
    }
}
