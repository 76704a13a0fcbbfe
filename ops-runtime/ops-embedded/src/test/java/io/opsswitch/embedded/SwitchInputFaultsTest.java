/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.opsswitch.common.log.LogCapture;
import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.vswitchd.testing.Frames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.projectfloodlight.openflow.protocol.OFGroupType;
import org.projectfloodlight.openflow.protocol.OFHello;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFPacketIn;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.EthType;
import org.projectfloodlight.openflow.types.IPv4Address;
import org.projectfloodlight.openflow.types.IpProtocol;
import org.projectfloodlight.openflow.types.MacAddress;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TransportPort;

/** Messages and packets that are cut off at each byte, damaged or made up: the switch goes on as if nothing had come. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class SwitchInputFaultsTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);
    private static final byte[] FRAME = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);
    private static final byte[] HELLO13 = HexFormat.of().parseHex("0400000800000001");

    private final long seed = Long.getLong("ops.fuzz.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private OpenFlowJController controller;
    private OpsSwitch sw;
    private LogCapture log;

    @BeforeEach
    void open() throws Exception {
        log = LogCapture.start(1000);
        controller = new OpenFlowJController();
        sw = OpsSwitch.builder()
                .bridge(
                        "br0",
                        b -> b.ports("p1", "p2", "p3")
                                .controller(controller.target())
                                .protocols("OpenFlow13")
                                .secure())
                .bridge("br1", b -> b.ports("q1", "q2"))
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
        log.close();
    }

    private void assertAllIsWell() throws Exception {
        controller.send(TestFlows.deleteAll(), TestFlows.add(9, TestFlows.inPort(3), TestFlows.output(2)));
        controller.barrier();
        sw.port("p3").send(FRAME);
        assertThat(sw.port("p2").received()).as("seed %d", seed).contains(FRAME);
        sw.port("q1").send(FRAME);
        assertThat(sw.port("q2").received()).as("seed %d", seed).containsExactly(FRAME);
        assertThat(log.lines())
                .as("seed %d", seed)
                .noneMatch(line -> line.contains("Exception") || line.contains("the switch failed"));
    }

    private static List<OFMessage> samples() {
        return List.of(
                TestFlows.add(5, tcp(), OF13.actions().popVlan(), TestFlows.output(2)),
                OF13.buildPacketOut()
                        .setBufferId(OFBufferId.NO_BUFFER)
                        .setInPort(OFPort.of(1))
                        .setData(FRAME)
                        .setActions(List.of(TestFlows.output(2)))
                        .build(),
                OF13.buildGroupAdd()
                        .setGroup(OFGroup.of(1))
                        .setGroupType(OFGroupType.ALL)
                        .setBuckets(List.of(OF13.buildBucket()
                                .setWatchPort(OFPort.ANY)
                                .setWatchGroup(OFGroup.ANY)
                                .setActions(List.of(TestFlows.output(2)))
                                .build()))
                        .build(),
                OF13.buildFlowStatsRequest()
                        .setOutPort(OFPort.ANY)
                        .setOutGroup(OFGroup.ANY)
                        .build(),
                OF13.buildPortDescStatsRequest().build(),
                OF13.buildTableFeaturesStatsRequest().build());
    }

    private static Match tcp() {
        return OF13.buildMatch()
                .setExact(MatchField.ETH_TYPE, EthType.IPv4)
                .setExact(MatchField.IP_PROTO, IpProtocol.TCP)
                .setExact(MatchField.IPV4_DST, IPv4Address.of("10.0.0.2"))
                .setExact(MatchField.TCP_DST, TransportPort.of(80))
                .build();
    }

    private static byte[] encode(OFMessage message) {
        ByteBuf bytes = Unpooled.buffer();
        message.writeTo(bytes);
        return ByteBufUtil.getBytes(bytes);
    }

    private void say(byte[]... messages) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), sw.openFlowPort("br0"))) {
            socket.getOutputStream().write(HELLO13);
            for (byte[] each : messages) {
                socket.getOutputStream().write(each);
            }
            socket.shutdownOutput();
            socket.setSoTimeout(30_000);
            // To the end: all has been looked at, and the switch has hung up.
            socket.getInputStream().readAllBytes();
        } catch (SocketException e) {
            // Hung up on while still speaking, which is as good an answer as any.
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    @Test
    void messagesThatAreCutOffAtEachByteDoNoHarm() throws Exception {
        for (OFMessage sample : samples()) {
            byte[] whole = encode(sample);
            List<byte[]> honest = new ArrayList<>();
            for (int length = 0; length < whole.length; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                if (length >= 8) {
                    byte[] consistent = cut.clone();
                    consistent[2] = (byte) (length >> 8);
                    consistent[3] = (byte) length;
                    honest.add(consistent);
                }
                if (length % 7 == 0 || length < 16) {
                    say(cut);
                }
            }
            say(honest.toArray(byte[][]::new));
        }
        assertAllIsWell();
    }

    @Test
    void damagedAndMadeUpMessagesDoNoHarm() throws Exception {
        List<OFMessage> samples = samples();
        for (int round = 0; round < ROUNDS; round++) {
            List<byte[]> messages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                byte[] bytes = encode(samples.get(random.nextInt(samples.size())));
                for (int n = 1 + random.nextInt(3); n > 0; n--) {
                    bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
                }
                messages.add(bytes);
            }
            say(messages.toArray(byte[][]::new));
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            say(noise);
            // Others are served meanwhile, and the switch is done with all of it before there is more.
            controller.barrier();
        }
        assertAllIsWell();
    }

    private static final byte[] TCP = HexFormat.of()
            .parseHex("0200000000020200000000018100600a0800" + "45000030000100004006000a0a0000010a000002"
                    + "03e80050000000010000000250100400" + "00000000" + "aabbccddeeff0011");

    private static final byte[] IPV6 = HexFormat.of()
            .parseHex("02000000000202000000000186dd" + "6000000000182c40" + "20010db8000000000000000000000001"
                    + "20010db8000000000000000000000002" + "1100000000000001" + "03e8003500100000aabbccddeeff0011");

    private static final byte[] ARP = HexFormat.of()
            .parseHex("ffffffffffff0200000000010806" + "0001080006040001" + "0200000000010a000001"
                    + "0000000000000a000002");

    private static final byte[] MPLS = HexFormat.of()
            .parseHex("0200000000020200000000018847" + "00064040" + "00065140"
                    + "4500001c000100004011000a0a0000010a000002");

    /** Has packets looked at from all sides, and changed in many ways. */
    private void installFlows() throws Exception {
        controller.send(
                TestFlows.deleteAll(),
                TestFlows.add(
                        50,
                        tcp(),
                        OF13.actions().decNwTtl(),
                        OF13.actions().setField(OF13.oxms().tcpDst(TransportPort.of(8080))),
                        OF13.actions().setField(OF13.oxms().ipv4Src(IPv4Address.of("192.0.2.1"))),
                        TestFlows.output(2)),
                TestFlows.add(
                        40,
                        OF13.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.ARP)
                                .build(),
                        OF13.actions().output(OFPort.CONTROLLER, 0xffff)),
                TestFlows.add(
                        30,
                        OF13.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.IPv6)
                                .setExact(MatchField.IP_PROTO, IpProtocol.UDP)
                                .build(),
                        OF13.actions().pushVlan(EthType.VLAN_FRAME),
                        TestFlows.output(2)),
                TestFlows.add(
                        20,
                        OF13.buildMatch()
                                .setExact(MatchField.ETH_TYPE, EthType.MPLS_UNICAST)
                                .build(),
                        OF13.actions().popMpls(EthType.IPv4),
                        OF13.actions().decNwTtl(),
                        TestFlows.output(2)),
                TestFlows.add(
                        1,
                        OF13.buildMatch().build(),
                        OF13.actions().setField(OF13.oxms().ethSrc(MacAddress.of(7))),
                        OF13.actions().output(OFPort.NORMAL, 0xffff)));
        controller.barrier();
    }

    @Test
    void packetsThatAreCutOffAtEachByteDoNoHarm() throws Exception {
        installFlows();
        for (byte[] whole : List.of(TCP, IPV6, ARP, MPLS)) {
            for (int length = 0; length <= whole.length; length++) {
                sw.port("p1").send(Arrays.copyOf(whole, length));
                assertThat(sw.port("p2").received()).hasSizeLessThan(2);
            }
        }
        assertThat(controller.await(OFPacketIn.class).getData()).isNotEmpty();
        assertAllIsWell();
    }

    @Test
    void damagedPacketsDoNoHarm() throws Exception {
        installFlows();
        List<byte[]> samples = List.of(TCP, IPV6, ARP, MPLS);
        for (int i = 0; i < ROUNDS * 200; i++) {
            byte[] bytes = samples.get(random.nextInt(samples.size())).clone();
            for (int n = random.nextInt(5); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextInt(4) == 0) {
                bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
            }
            sw.port("p1").send(bytes);
            if (i % 100 == 99) {
                Set.of("p1", "p2", "p3").forEach(port -> sw.port(port).received());
                sw.advance(Duration.ofSeconds(1));
            }
        }
        assertAllIsWell();
    }
}
