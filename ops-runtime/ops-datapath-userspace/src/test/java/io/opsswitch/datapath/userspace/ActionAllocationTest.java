/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.PortSpec;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares what is allocated for packets to which much is done with what it takes to inject and drop them. */
class ActionAllocationTest {

    private static final int PACKETS = 50_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void noActionAllocates() throws Exception {
        Random random = new Random(1);
        byte[] frame = TestPackets.ethernet(
                0x0800, TestPackets.ipv4(random, TestPackets.TCP, TestPackets.transport(random, TestPackets.TCP)));
        FlowKey ttl = new FlowKey().set(FlowField.IP_TTL, 9);
        FlowKey tunnel = new FlowKey().set(FlowField.TUN_ID, 5).set(FlowField.TUN_IPV4_DST, 6);
        Actions much = Actions.builder()
                .setMasked(KeyGroup.IPV4, ttl, new FlowKey().matchAll(FlowField.IP_TTL))
                .set(KeyGroup.TUNNEL, tunnel)
                .meter(1)
                .decTtl(expired -> expired.drop(0))
                .copy(nested -> nested.pushVlan(0x8100, 5).meter(1))
                .hash(Action.HASH_L4, 3)
                .recirc(1)
                .pushMpls(0x100, 0x8847)
                .hash(Action.HASH_SYMMETRIC_L4, 3)
                .tunnelPush(TestTunnel.push(2))
                .tunnelPop(2)
                .build();
        try (UserspaceDatapath datapath = (UserspaceDatapath) new UserspaceDatapathProvider().open("ovs-test")) {
            DummyPort port = (DummyPort) datapath.addPort(new PortSpec("p1", DummyPort.TYPE, Map.of(), 0));
            datapath.setMeter(1, new Meter(true, List.of(new Meter.Band(Meter.BandType.DSCP_REMARK, 1, 1, 1))));
            datapath.addTunnelPort(new PortSpec("t2", "test", Map.of(), 0), new TestTunnel());
            datapath.putFlow(
                    new FlowKey().set(FlowField.IN_PORT, 2),
                    new FlowKey().matchAll(FlowField.IN_PORT),
                    Actions.builder().drop(0).build());
            flow(datapath, 1, Actions.builder().decTtl(nested -> nested.drop(0)).build());
            long plain = 0;
            long all = 0;
            // The last round counts, the others are for the compiler.
            for (int round = 0; round < 5; round++) {
                flow(datapath, 0, Actions.builder().drop(0).build());
                plain = allocated(port, frame);
                flow(datapath, 0, much);
                all = allocated(port, frame);
            }
            assertThat((all - plain) / (double) PACKETS).isLessThan(0.5);
        }
    }

    private static long allocated(DummyPort port, byte[] frame) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        for (int i = 0; i < PACKETS; i++) {
            port.inject(frame);
        }
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }

    private static void flow(UserspaceDatapath datapath, int recirculation, Actions actions) {
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, 1).set(FlowField.RECIRC_ID, recirculation),
                new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.RECIRC_ID),
                actions);
    }
}
