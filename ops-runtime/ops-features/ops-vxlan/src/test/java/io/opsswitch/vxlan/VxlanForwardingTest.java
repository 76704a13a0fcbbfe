/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.packet.InternetChecksum;
import io.opsswitch.datapath.userspace.DummyDatapathProvider;
import io.opsswitch.datapath.userspace.DummyPort;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A switch with a bridge towards the network, one for its hosts, and a VXLAN tunnel between the two. */
class VxlanForwardingTest {
    private static final long HOST = 0x020000000011L;
    private static final long STATION = 0x020000000099L;
    private static final String NEIGHBOUR = "02:00:00:00:00:22";
    private static final int OUTER = 50;

    private final TestSwitch sw = TestSwitch.on(new DummyDatapathProvider(), new FakeDatabase());

    @BeforeEach
    void configure() throws Exception {
        sw.addBridge("br-ext");
        sw.addPort("br-ext", "p0", Map.of(), Map.of("type", "dummy"));
        sw.addBridge("br-int");
        sw.addPort("br-int", "p1", Map.of(), Map.of("type", "dummy"));
        tunnel("vx1", Map.of("remote_ip", "10.0.0.2", "key", "42"));
        assertThat(sw.control("netdev-dummy/ip4addr", "br-ext", "10.0.0.1/24")).isEqualTo("OK");
    }

    @AfterEach
    void close() {
        sw.close();
    }

    private void tunnel(String name, Map<String, String> options) {
        sw.addPort("br-int", name, Map.of(), Map.of("type", "vxlan", "options", options));
    }

    private DummyPort port(String name) {
        for (Port port : sw.vswitchd().backers().get(0).datapath().ports()) {
            if (port.name().equals(name) && port instanceof DummyPort dummy) {
                return dummy;
            }
        }
        throw new AssertionError("no dummy port " + name);
    }

    private List<byte[]> sent(String name) {
        return port(name).takeSent();
    }

    private void knowNeighbour() throws Exception {
        assertThat(sw.control("tnl/neigh/set", "br-ext", "10.0.0.2", NEIGHBOUR)).isEqualTo("OK");
    }

    /** Return what the other end would send back in the place of a packet that was sent there. */
    private byte[] answer(byte[] sent) {
        ByteBuffer packet = ByteBuffer.wrap(sent.clone());
        long own = port("br-ext").macAddress();
        packet.putShort(0, (short) (own >>> 32)).putInt(2, (int) own);
        packet.putShort(6, (short) 0x0200).putInt(8, 0x00000022);
        packet.putInt(26, 0x0a000002).putInt(30, 0x0a000001);
        packet.putShort(24, (short) 0).putShort(24, (short) InternetChecksum.of(packet, 14, 20));
        return packet.array();
    }

    @Test
    void packetsForTheTunnelLeaveByTheNetworkWithOuterHeaders() throws Exception {
        knowNeighbour();
        byte[] inside = Frames.untagged(HOST, STATION);
        port("p1").inject(inside);
        byte[] packet = sent("p0").get(0);
        assertThat(packet).hasSize(OUTER + inside.length).endsWith(inside);
        ByteBuffer outer = ByteBuffer.wrap(packet);
        assertThat(HexFormat.of().formatHex(packet, 0, 6)).isEqualTo("020000000022");
        assertThat(outer.getLong(6) >>> 16).isEqualTo(port("br-ext").macAddress());
        assertThat(InternetChecksum.of(outer, 14, 20)).isZero();
        assertThat(outer.getShort(16)).isEqualTo((short) (packet.length - 14));
        assertThat(HexFormat.of().formatHex(packet, 26, 34)).isEqualTo("0a0000010a000002");
        assertThat(outer.getShort(36)).isEqualTo((short) 4789);
        assertThat(HexFormat.of().formatHex(packet, 42, 50)).isEqualTo("0800000000002a00");
    }

    @Test
    void packetsOfTheTunnelComeInWithoutThem() throws Exception {
        knowNeighbour();
        byte[] inside = Frames.untagged(HOST, STATION);
        port("p1").inject(inside);
        byte[] packet = answer(sent("p0").get(0));
        // The station answers from the other end.
        byte[] reply = Frames.untagged(STATION, HOST);
        System.arraycopy(reply, 0, packet, OUTER, reply.length);
        port("p0").inject(packet);
        assertThat(sent("p1")).singleElement().isEqualTo(reply);
        assertThat(sw.control("fdb/show", "br-int")).contains("02:00:00:00:00:99");
        assertThat(sw.control("dpctl/dump-flows")).contains("actions:tnl_pop(", "tunnel(tun_id=0x2a,src=10.0.0.2");
    }

    @Test
    void packetsWithAnotherKeyOrDamagedOnesComeInNowhere() throws Exception {
        knowNeighbour();
        port("p1").inject(Frames.untagged(HOST, STATION));
        byte[] packet = answer(sent("p0").get(0));
        packet[OUTER - 2] ^= 1;
        port("p0").inject(packet);
        packet[OUTER - 2] ^= 1;
        packet[OUTER - 8] = 0;
        port("p0").inject(packet);
        assertThat(sent("p1")).isEmpty();
    }

    @Test
    void asksForTheNeighbourAndLearnsFromItsAnswer() throws Exception {
        port("p1").inject(Frames.untagged(HOST, STATION));
        List<byte[]> asked = sent("p0");
        assertThat(asked).hasSize(1);
        byte[] request = asked.get(0);
        assertThat(HexFormat.of().formatHex(request, 0, 6)).isEqualTo("ffffffffffff");
        assertThat(HexFormat.of().formatHex(request, 12, 22)).isEqualTo("08060001080006040001");
        assertThat(HexFormat.of().formatHex(request, 38, 42)).isEqualTo("0a000002");
        assertThat(sw.control("tnl/arp/show")).contains("10.0.0.2").contains("br-ext INCOMPLETE");
        byte[] reply = Arrays.copyOf(request, 42);
        System.arraycopy(request, 6, reply, 0, 6);
        System.arraycopy(request, 6, reply, 32, 6);
        System.arraycopy(request, 28, reply, 38, 4);
        System.arraycopy(HexFormat.of().parseHex("020000000022"), 0, reply, 6, 6);
        System.arraycopy(HexFormat.of().parseHex("020000000022"), 0, reply, 22, 6);
        System.arraycopy(HexFormat.of().parseHex("0a000002"), 0, reply, 28, 4);
        reply[21] = 2;
        port("p0").inject(reply);
        assertThat(sw.control("tnl/arp/show")).contains(NEIGHBOUR + "   br-ext").doesNotContain("INCOMPLETE");
        sw.control("revalidator/purge");
        port("p1").inject(Frames.untagged(HOST, STATION));
        assertThat(sent("p0")).anyMatch(frame -> frame.length == OUTER + 60);
    }

    @Test
    void theTunnelThatAsksForMostGetsThePacket() throws Exception {
        tunnel("any", Map.of("remote_ip", "flow", "key", "flow"));
        tunnel("other", Map.of("remote_ip", "10.0.0.3", "key", "42"));
        assertThat(trace("tunnel(tun_id=0x2a,src=10.0.0.2,dst=10.0.0.1,ttl=64,flags(key))"))
                .contains("in_port=2");
        assertThat(trace("tunnel(tun_id=0x2b,src=10.0.0.2,dst=10.0.0.1,ttl=64,flags(key))"))
                .contains("in_port=3");
        assertThat(trace("tunnel(tun_id=0x2a,src=10.0.0.3,dst=10.0.0.1,ttl=64,flags(key))"))
                .contains("in_port=4");
    }

    private String trace(String tunnel) throws Exception {
        int port = sw.bridge("br-int").bundle("vx1").ports().get(0).datapathPort();
        return sw.control("ofproto/trace", "ovs-dummy", tunnel + ",in_port(" + port + "),eth(),eth_type(0x1234)")
                .lines()
                .filter(line -> line.startsWith("Megaflow"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void otherOptionsAreInEffectAtOnceAndCountersStay() throws Exception {
        knowNeighbour();
        port("p1").inject(Frames.untagged(HOST, STATION));
        sw.vswitchd().backers().get(0).revalidateNow();
        sw.set("Interface", "vx1", Map.of("options", Map.of("remote_ip", "10.0.0.2", "key", "43", "csum", "true")));
        port("p1").inject(Frames.untagged(HOST, STATION));
        byte[] packet = sent("p0").get(1);
        assertThat(packet[OUTER - 2]).isEqualTo((byte) 43);
        assertThat(ByteBuffer.wrap(packet).getShort(40)).as("checksum").isNotZero();
        assertThat(sw.control("dpif/show")).contains("vx1 2/4789: (vxlan: csum=true, key=43, remote_ip=10.0.0.2)");
        assertThat(sw.bridge("br-int").bundle("vx1").ports()).hasSize(1);
    }

    @Test
    void theDatabaseTellsWhatIsWrongAndWhereTheTunnelLeadsTo() throws Exception {
        tunnel("bad", Map.of("key", "1"));
        assertThat(sw.get("Interface", "bad", "error"))
                .isEqualTo("bad: vxlan type requires valid 'remote_ip' argument");
        assertThat(sw.get("Interface", "bad", "ofport")).isEqualTo(-1L);
        tunnel("gbp", Map.of("remote_ip", "10.0.0.5", "exts", "gbp"));
        assertThat(sw.get("Interface", "gbp", "error"))
                .isEqualTo("gbp: VXLAN-GBP, and non-VXLAN-GBP tunnels can't be configured on the same dst_port");
        assertThat(sw.getAll("Interface", "vx1", "status"))
                .isEqualTo(Map.of("tunnel_egress_iface", "br-ext", "tunnel_egress_iface_carrier", "up"));
    }

    @Test
    void portsOfTheDatapathAreSharedAndGoWithTheirLastUser() throws Exception {
        tunnel("vx2", Map.of("remote_ip", "10.0.0.3"));
        tunnel("vx3", Map.of("remote_ip", "10.0.0.3", "dst_port", "5000"));
        assertThat(sw.control("tnl/ports/show"))
                .contains("vxlan_sys_4789 (4789) ref_cnt=2", "vxlan_sys_5000 (5000) ref_cnt=1");
        sw.deletePort("br-int", "vx3");
        sw.deletePort("br-int", "vx1");
        assertThat(sw.control("tnl/ports/show")).isEqualTo("Listening ports:\nvxlan_sys_4789 (4789) ref_cnt=1\n");
        sw.deletePort("br-int", "vx2");
        assertThat(sw.control("tnl/ports/show")).isEqualTo("Listening ports:\n");
        assertThat(sw.vswitchd().backers().get(0).datapath().ports())
                .extracting(Port::name)
                .doesNotContain("vxlan_sys_4789", "vxlan_sys_5000");
    }

    @Test
    void withTheFeatureStoppedTheTypeIsUnknown() throws Exception {
        assertThat(sw.get("Interface", "vx1", "error")).isNull();
        sw.control("feature/stop", "OPS_VXLAN");
        sw.set("Interface", "vx1", Map.of("options", Map.of("remote_ip", "10.0.0.2")));
        assertThat(sw.get("Interface", "vx1", "error"))
                .isEqualTo("could not open network device vx1 (Address family not supported by protocol)");
        assertThat(sw.control("tnl/ports/show")).isEqualTo("Listening ports:\n");
    }
}
