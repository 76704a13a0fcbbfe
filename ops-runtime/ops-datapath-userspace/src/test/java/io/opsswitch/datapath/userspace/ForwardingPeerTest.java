/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.packet.IpProtocol;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real frames between network namespaces, through ports of all kinds, with the default offloads of veth and tap. */
class ForwardingPeerTest extends LabTest {

    private static final long BYTES = 48 << 20;

    @ParameterizedTest
    @ValueSource(strings = {"system", "afxdp"})
    void carriesFramesOfAllSizesIntactAndInOrder(String type) throws Exception {
        String namespace = lab.namespace("f");
        Port a = add(lab.veth("a", namespace, "in0"), type);
        Port b = add(lab.veth("b", namespace, "out0"), type);
        crossConnect(a, b);
        String result = Lab.output(lab.startJavaIn(namespace, FrameExchange.class, "in0 out0"));
        assertThat(result).endsWith("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "afxdp"})
    void letsTwoHostsPingAndTransferByTcp(String type) throws Exception {
        Port a = addHost("a", "10.9.0.1", type);
        Port b = addHost("b", "10.9.0.2", type);
        crossConnect(a, b);
        ping("10.9.0.2");
        transfer();
        assertThat(a.statistics().rxBytes()).isGreaterThan(BYTES);
        assertThat(b.statistics().txErrors()).isZero();
    }

    @Test
    void carriesTcpSegmentsThroughVlanTags() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        Port b = add(lab.host("b", "10.9.0.2"), "system");
        // A cable out of the switch and into it again, on which the traffic is tagged.
        lab.ip("link add " + lab.name("c") + " type veth peer name " + lab.name("d"));
        try {
            lab.ip("link set " + lab.name("c") + " up");
            lab.ip("link set " + lab.name("d") + " up");
            Port c = add(lab.name("c"), "system");
            Port d = add(lab.name("d"), "system");
            // Beyond its MTU a device of Linux takes one 802.1Q tag, but no 802.1ad one.
            c.setMtu(1504);
            d.setMtu(1504);
            datapath.setUpcallHandler(Lab.crossConnect(Map.of(
                    a.number(),
                            Actions.builder()
                                    .pushVlan(0x8100, 100)
                                    .output(c.number())
                                    .build(),
                    d.number(), Actions.builder().popVlan().output(b.number()).build(),
                    b.number(),
                            Actions.builder()
                                    .pushVlan(0x88a8, 200)
                                    .output(d.number())
                                    .build(),
                    c.number(), Actions.builder().popVlan().output(a.number()).build())));
            ping("10.9.0.2");
            transfer();
        } finally {
            lab.ip("link del " + lab.name("c"));
        }
    }

    @Test
    void completesChecksumsOfWhatLeavesTheDevices() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        DummyPort dummy = (DummyPort) add("dummy", DummyPort.TYPE);
        lab.ip("-n " + lab.name("ha") + " neigh replace 10.9.0.2 lladdr 02:00:00:00:00:02 dev eth0");
        BlockingQueue<byte[]> upcalls = new LinkedBlockingQueue<>();
        datapath.setUpcallHandler((dp, packet, key) -> {
            if (key.get(FlowField.IP_PROTO) == IpProtocol.TCP) {
                byte[] frame = new byte[packet.remaining()];
                packet.duplicate().get(frame);
                upcalls.add(frame);
                FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT);
                dp.putFlow(
                        key,
                        mask,
                        Actions.builder()
                                .pushVlan(0x8100, 7)
                                .output(dummy.number())
                                .build());
            }
        });
        lab.startJavaIn(lab.name("ha"), TcpTransfer.class, "send 10.9.0.2 1");
        byte[] upcall = upcalls.poll(10, TimeUnit.SECONDS);
        assertThat(upcall).isNotNull();
        assertThat(tcpSum(upcall, 14)).as("a SYN that was sent up").isEqualTo(0xffff);
        byte[] captured;
        do {
            captured = dummy.awaitSent(10_000);
            assertThat(captured).isNotNull();
        } while (captured[16] != 8 || captured[17] != 0 || captured[18 + 9] != IpProtocol.TCP);
        assertThat(tcpSum(captured, 18)).as("the next SYN, sent out with a tag").isEqualTo(0xffff);
    }

    /** Return the sum over a TCP segment and its pseudo header, all ones if the checksum is right. */
    private static int tcpSum(byte[] frame, int ip) {
        ByteBuffer packet = ByteBuffer.wrap(frame);
        int tcp = ip + (frame[ip] & 0xf) * 4;
        int end = ip + (packet.getShort(ip + 2) & 0xffff);
        long sum = IpProtocol.TCP + end - tcp;
        for (int i = ip + 12; i < ip + 20; i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        for (int i = tcp; i < end; i += 2) {
            sum += packet.getShort(i) & 0xffff;
        }
        return (int) ((sum & 0xffff) + (sum >>> 16));
    }

    @Test
    void carriesJumboFrames() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "system");
        Port b = add(lab.host("b", "10.9.0.2"), "system");
        for (Port port : new Port[] {a, b}) {
            port.setMtu(9000);
        }
        lab.ip("-n " + lab.name("ha") + " link set eth0 mtu 9000");
        lab.ip("-n " + lab.name("hb") + " link set eth0 mtu 9000");
        crossConnect(a, b);
        assertThat(lab.runIn(lab.name("ha"), "ping -c 5 -i 0.1 -W 2 -s 8972 -M do 10.9.0.2"))
                .contains("5 received, 0% packet loss");
        transfer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"system", "afxdp"})
    void connectsTheHostThroughAnInternalPort(String type) throws Exception {
        Port a = addHost("a", "10.9.0.1", type);
        String internal = lab.name("i");
        Port i = datapath.addPort(new PortSpec(internal, "internal", Map.of(), 0x020000001234L));
        assertThat(i.state().present()).isTrue();
        assertThat(i.state().adminUp()).isFalse();
        assertThat(i.macAddress()).isEqualTo(0x020000001234L);
        crossConnect(a, i);
        // The host's end goes to a namespace of its own, so that the test does not touch this one's addresses.
        String namespace = lab.namespace("hb");
        lab.ip("link set " + internal + " netns " + namespace);
        lab.ip("-n " + namespace + " addr add 10.9.0.2/24 dev " + internal);
        lab.ip("-n " + namespace + " link set " + internal + " up");
        ping("10.9.0.2");
        transfer();
    }

    /** Connect a host by a port; where that takes complete frames only, the host makes such. */
    private void transfer() {
        Process server = lab.startJavaIn(lab.name("hb"), TcpTransfer.class, "serve 10.9.0.2");
        Process client = lab.startJavaIn(lab.name("ha"), TcpTransfer.class, "send 10.9.0.2 " + BYTES);
        String sent = Lab.output(client);
        assertThat(sent).startsWith(BYTES + " ");
        assertThat(Lab.output(server)).isEqualTo(sent);
    }
}
