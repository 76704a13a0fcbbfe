/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int ROUNDS = 10_000;

    private final MessageWriter writer = new MessageWriter();
    private final KeyWriter keys = new KeyWriter(false);
    private final ActionsWriter actionsWriter = new ActionsWriter();
    private final ByteBuffer request = Samples.direct(65536);

    private interface Work {
        void once() throws Exception;
    }

    /** Return the bytes that the work allocates, once it has been done so often that it does so no longer. */
    private static long allocated(Work work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 10 && least >= ROUNDS; attempt++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < ROUNDS; i++) {
                work.once();
            }
            long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
            least = Math.min(least, bytes);
        }
        return least / ROUNDS;
    }

    @Test
    void writesFlowsWithoutAllocation() throws Exception {
        FlowKey key = new Samples(3).key();
        FlowKey mask = new FlowKey();
        ExactMask.of(key, mask);
        Actions actions = Actions.builder()
                .pushVlan(0x8100, 5)
                .copy(c -> c.output(2))
                .output(3)
                .build();
        assertThat(allocated(() -> flow(key, mask, actions))).isZero();
    }

    private void flow(FlowKey key, FlowKey mask, Actions actions) throws Exception {
        writer.begin(request, 30, NetlinkHeader.REQUEST, FlowTable.CMD_NEW, 1, 1, FlowTable.TABLE);
        keys.key(writer, FlowTable.KEY, key, mask);
        keys.mask(writer, FlowTable.MASK, key, mask);
        actionsWriter.write(writer, FlowTable.ACTIONS, actions);
        writer.end();
    }

    @Test
    void readsUpcallsWithoutAllocation() throws Exception {
        FlowKey key = new Samples(4).key();
        writer.begin(request, 31, 0, PacketTable.CMD_MISS, 1, 1, PacketTable.TABLE);
        keys.key(writer, PacketTable.KEY, key, null);
        writer.putBytes(PacketTable.PACKET, new byte[100]);
        ByteBuffer message = writer.end();
        Upcall upcall = new Upcall();
        assertThat(allocated(() -> upcall.read(message))).isZero();
        assertThat(upcall.packetLength()).isEqualTo(100);
    }

    @Test
    void writesExecutionsWithoutAllocation() throws Exception {
        FlowKey key = new Samples(5).key();
        ByteBuffer packet = Samples.direct(1500);
        Actions actions = Actions.builder().output(3).build();
        assertThat(allocated(() -> {
                    writer.begin(request, 31, 0, PacketTable.CMD_EXECUTE, 1, 1, PacketTable.TABLE);
                    writer.putBytes(PacketTable.PACKET, packet);
                    keys.metadata(writer, PacketTable.KEY, key);
                    actionsWriter.write(writer, PacketTable.ACTIONS, actions);
                    writer.end();
                }))
                .isZero();
    }
}
