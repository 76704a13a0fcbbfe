/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.ThreadFlows;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.userspace.pmd.CpuTopology;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads on made-up cores that read queues of stand-ins. */
@Timeout(120)
class PollThreadsOnCoresTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int FRAMES = 15_000;

    private final AtomicLong clock = new AtomicLong(1000);
    private final ControlCommands commands = new ControlCommands("test");
    private Datapath datapath;
    private DummyPort in;
    private DummyPort out;

    @BeforeEach
    void open() throws Exception {
        System.setProperty(CpuTopology.MADE_UP, "0,0,1");
        DummyDatapathProvider provider = new DummyDatapathProvider();
        datapath = provider.open(new DatapathSpec("dummy", "ovs-dummy", clock::get, Dummies.BESIDE));
        provider.register(commands, () -> List.of(datapath));
        datapath.configure(Map.of("pmd-cpu-mask", "3", "pmd-rxq-assign", "roundrobin"));
        in = (DummyPort) datapath.addPort(new PortSpec("p1", "dummy-pmd", Map.of("n_rxq", "2"), 0));
        out = (DummyPort) datapath.addPort(new PortSpec("p2", "dummy", Map.of(), 0));
        datapath.setUpcallHandler((dp, packet, key) -> {
            Actions actions = Actions.builder().output(out.number()).build();
            FlowKey mask = new FlowKey()
                    .matchAll(FlowField.IN_PORT)
                    .matchAll(FlowField.ETH_SRC)
                    .matchAll(FlowField.ETH_TYPE);
            dp.putFlow(key.copy(), mask, actions);
            dp.execute(packet, key, actions);
        });
    }

    @AfterEach
    void close() {
        datapath.close();
        System.clearProperty(CpuTopology.MADE_UP);
    }

    private String run(String command, String... args) throws Exception {
        return commands.run("dpif-netdev/" + command, Json.strings(List.of(args)));
    }

    private static byte[] frame(int flow, int sequence) {
        return ByteBuffer.allocate(64)
                .put(11, (byte) (2 + flow))
                .putShort(12, (short) 0x1234)
                .putInt(20, flow)
                .putInt(24, sequence)
                .array();
    }

    @Test
    void shareQueuesAndSayWhich() throws Exception {
        assertThat(run("pmd-rxq-show")).isEqualTo("""
                        Displaying last 60 seconds pmd usage %
                        pmd thread numa_id 0 core_id 0:
                          isolated : false
                          port: p1                queue-id:  0 (enabled)   pmd usage: NOT AVAIL
                          overhead: NOT AVAIL
                        pmd thread numa_id 0 core_id 1:
                          isolated : false
                          port: p1                queue-id:  1 (enabled)   pmd usage: NOT AVAIL
                          overhead: NOT AVAIL
                        """);
        datapath.configurePort(in.number(), Map.of("pmd-rxq-affinity", "0:1"));
        assertThat(run("pmd-rxq-show", "-pmd", "1", "-secs", "6"))
                .startsWith(
                        "Displaying last 10 seconds pmd usage %\npmd thread numa_id 0 core_id 1:\n  isolated : true")
                .contains("queue-id:  0")
                .doesNotContain("queue-id:  1");
        datapath.configure(Map.of());
        assertThat(run("pmd-sleep-show")).isEqualTo("""
                        Default max sleep:    0 us
                        pmd thread numa_id 0 core_id 0:
                          max sleep:    0 us
                        pmd thread numa_id 1 core_id 2:
                          max sleep:    0 us
                        """);
        datapath.removePort(in.number());
        assertThat(run("pmd-sleep-show")).isEqualTo("Default max sleep:    0 us\n");
    }

    @Test
    void countWhatTheyDo() throws Exception {
        for (int i = 0; i < 20; i++) {
            in.inject(frame(0, i), 1);
        }
        clock.addAndGet(1000);
        assertThat(run("pmd-perf-show", "-pmd", "1"))
                .contains("pmd thread numa_id 0 core_id 1:\n")
                .contains("  Rx packets:                   20  (0 Kpps, ")
                .contains("  Datapath passes:              20  (1.00 passes/pkt)\n")
                .contains("  - EMC hits:                   19  ( 95.0 %)\n")
                .contains("  - Upcalls:                     1  (  5.0 %, ")
                .contains("  Tx packets:                   20  (0 Kpps)\n")
                .contains("  Tx batches:                   20  (1.00 pkts/batch)\n");
        run("pmd-stats-clear");
        clock.addAndGet(1000);
        assertThat(run("pmd-stats-show"))
                .contains("pmd thread numa_id 0 core_id 0:\n", "pmd thread numa_id 0 core_id 1:\n", "main thread:\n")
                .doesNotContain("  Datapath passes:");
    }

    @Test
    void sayHowBusyQueuesKeepThem() throws Exception {
        in.inject(frame(0, 0), 0);
        clock.addAndGet(5000);
        await().atMost(SOON).untilAsserted(() -> assertThat(run("pmd-rxq-show")).doesNotContain("NOT AVAIL"));
        assertThat(run("pmd-rxq-show")).containsPattern("queue-id:  0 \\(enabled\\)   pmd usage: +\\d+ %");
        // Queues that change threads are measured anew.
        datapath.configure(Map.of("pmd-cpu-mask", "1"));
        assertThat(run("pmd-rxq-show")).contains("NOT AVAIL");
    }

    @Test
    void haveFlowsOfTheirOwnToShow() throws Exception {
        in.inject(frame(0, 0), 0);
        in.inject(frame(0, 1), 1);
        Map<Integer, Long> packets = new HashMap<>();
        for (ThreadFlows thread : datapath.dumpFlowsByThread()) {
            thread.flows().forEach(flow -> packets.merge(thread.core(), flow.packets(), Long::sum));
        }
        // The first packet made the flow; main threads have not seen it.
        assertThat(packets).isEqualTo(Map.of(0, 0L, 1, 1L));
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, out.number()),
                new FlowKey().matchAll(FlowField.IN_PORT),
                Actions.DROP);
        assertThat(datapath.dumpFlowsByThread())
                .extracting(thread -> thread.flows().size())
                .containsExactly(2, 2, 1);
        assertThat(datapath.dumpFlows()).hasSize(2);
    }

    @Test
    void balanceQueuesThatKeepOneOfThemTooBusy() throws Exception {
        datapath.removePort(in.number());
        datapath.configure(Map.of(
                "pmd-cpu-mask", "3",
                "pmd-rxq-assign", "group",
                "pmd-auto-lb", "true",
                "pmd-auto-lb-load-threshold", "1"));
        datapath.setUpcallHandler((dp, packet, key) -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1200)));
        in = (DummyPort) datapath.addPort(new PortSpec("p1", "dummy-pmd", Map.of("n_rxq", "4"), 0));
        assertThat(coreOf(0)).isEqualTo(coreOf(2));
        in.inject(frame(0, 0), 0);
        in.inject(frame(0, 0), 2);
        // Its packets are done when it takes another one.
        datapath.setUpcallHandler((dp, packet, key) -> {});
        in.inject(frame(0, 0), 0);
        clock.addAndGet(61_000);
        await().atMost(SOON).untilAsserted(() -> assertThat(coreOf(0)).isNotEqualTo(coreOf(2)));
        assertThat(run("pmd-rxq-rebalance")).isEqualTo("pmd rxq rebalance requested.\n");
    }

    private int coreOf(int queue) throws Exception {
        int core = -1;
        for (String line : run("pmd-rxq-show").split("\n")) {
            if (line.startsWith("pmd thread")) {
                core = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1, line.length() - 1));
            } else if (line.contains("queue-id:  " + queue)) {
                return core;
            }
        }
        throw new AssertionError("nobody reads queue " + queue);
    }

    @Test
    void loseNothingAndKeepTheOrderOfFlowsWhileQueuesMove() throws Exception {
        List<Thread> senders = new ArrayList<>();
        for (int queue = 0; queue < 2; queue++) {
            int flow = queue;
            Thread sender = new Thread(() -> {
                for (int i = 0; i < FRAMES; i++) {
                    in.inject(frame(flow, i), flow);
                }
            });
            senders.add(sender);
            sender.start();
        }
        for (int i = 0; senders.stream().anyMatch(Thread::isAlive); i++) {
            datapath.configure(
                    Map.of("pmd-cpu-mask", List.of("1", "2", "3", "7").get(i % 4)));
            datapath.configurePort(in.number(), i % 3 == 0 ? Map.of() : Map.of("pmd-rxq-affinity", "0:1,1:0"));
        }
        for (Thread sender : senders) {
            sender.join();
        }
        // A core that a queue asks for reads no other: in between one queue may have had none.
        datapath.configurePort(in.number(), Map.of());
        int[] next = new int[2];
        List<byte[]> sent = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            sent.addAll(out.takeSent());
            return sent.size() >= 2 * FRAMES;
        });
        for (byte[] frame : sent) {
            ByteBuffer buffer = ByteBuffer.wrap(frame);
            int flow = buffer.getInt(20);
            assertThat(buffer.getInt(24)).isEqualTo(next[flow]++);
        }
        assertThat(Arrays.stream(next).sum()).isEqualTo(2 * FRAMES);
    }
}
