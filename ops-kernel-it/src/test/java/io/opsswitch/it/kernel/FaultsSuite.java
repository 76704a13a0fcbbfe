/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.it.kernel.KernelLab.Fault;
import io.opsswitch.vswitchd.testing.Frames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What goes wrong between a switch and a kernel's datapath: the switch says once why and what to do, goes on answering the
 * database and commands, waits without work, and forwards again when the kernel can.
 */
abstract class FaultsSuite extends KernelSwitchTestBase {
    /** So many calls a second are more than a switch needs that waits for its datapath. */
    private static final int CALLS_A_SECOND = 200;

    /** Below the addresses of stations that nobody else has. */
    static final long OTHERS = 0x0200_0000_1000L;

    private static final String MODULE = "dpif_netlink";

    /** After these, all classes are loaded and what is kept once is kept. */
    private static final int FIRST_ROUNDS = 5;

    /** Bytes of the heap: less than a leaked channel's buffers or a thread's flows would take over fifty rounds. */
    private static final long ROOM = 1 << 20;

    private LogCapture log;

    @RegisterExtension
    private final AfterTestExecutionCallback showsTheLog =
            context -> context.getExecutionException().ifPresent(failure -> System.err.println(log.text()));

    @BeforeEach
    void keepTheLog() {
        forward("p1", Frames.untagged(A, B), "p2");
        log = LogCapture.start(10_000);
    }

    @AfterEach
    void endTheLog() {
        log.close();
        VlogConfig.setRateLimited(MODULE, true);
    }

    /** Return what was logged as warning or worse about the datapath. */
    final List<String> complaints() {
        return log.lines().stream()
                .filter(line -> line.contains("|dpif") || line.contains("|ofproto_dpif"))
                .filter(line -> line.matches("[^|]*\\|[^|]*\\|[^|]*\\|(WARN|ERR|EMER)\\|.*"))
                .toList();
    }

    final void awaitError(String port, String text) {
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw().getAll("Interface", port, "error"))
                        .asString()
                        .contains(text));
    }

    final void awaitRecovery() throws Exception {
        forwardSoon("p1", Frames.untagged(A, B), "p2");
        for (String port : PORTS) {
            await().atMost(LONG)
                    .untilAsserted(() ->
                            assertThat(sw().getAll("Interface", port, "error")).isEqualTo(Set.of()));
        }
        forwardSoon("p2", Frames.untagged(B, A), "p1");
        await().atMost(LONG).untilAsserted(() -> assertThat(flowCount()).isGreaterThanOrEqualTo(2));
        long before = misses();
        forward("p1", Frames.untagged(A, B), "p2");
        assertThat(misses()).as("packets for which there is a flow again").isEqualTo(before);
    }

    private void answersItsUsers() throws Exception {
        sw().configure(edit -> {});
        assertThat(sw().control("ofproto/list")).contains("br0");
        assertThat(sw().control("dpctl/dump-flows")).isEmpty();
        assertThat(sw().control("fdb/show", "br0")).contains("MAC");
    }

    private void saysOnce(String advice) {
        assertThat(complaints())
                .as(log.text())
                .singleElement()
                .asString()
                .contains("|ERR|", "system@ovs-system: the kernel's datapath is gone", advice);
    }

    private String missing() {
        return lab().isWindows() ? "enable it" : "load it";
    }

    @Test
    void saysOnceThatTheExtensionIsDisabledAndComesBackWithIt() throws Exception {
        lab().setEnabled(false);
        for (String port : PORTS) {
            awaitError(port, missing());
        }
        answersItsUsers();
        saysOnce(missing());
        lab().setEnabled(true);
        awaitRecovery();
    }

    @Test
    void saysOnceThatTheDriverIsGoneAndComesBackWithIt() throws Exception {
        lab().setLoaded(false);
        for (String port : PORTS) {
            awaitError(port, "driver");
        }
        answersItsUsers();
        saysOnce("driver");
        lab().setLoaded(true);
        awaitRecovery();
    }

    @Test
    void noticesThatPortsAndFlowsAreGoneThoughTheDatapathIsBack() throws Exception {
        lab().setEnabled(false);
        lab().setEnabled(true);
        awaitRecovery();
    }

    @Test
    void startsWithoutTheDriverAndGoesOnWhenItIsThere() throws Exception {
        sw().stop();
        lab().setLoaded(false);
        sw().restart();
        awaitError("br0", "driver");
        sw().configure(edit -> {});
        lab().setLoaded(true);
        awaitRecovery();
    }

    @Test
    void waitsForTheDatapathWithoutWork() throws Exception {
        lab().setEnabled(false);
        awaitError("p1", missing());
        long before = lab().calls();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(3);
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start) + 1;
        assertThat(lab().calls() - before).as("calls of the kernel").isLessThan(seconds * CALLS_A_SECOND);
        lab().setEnabled(true);
        awaitRecovery();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void goesOnAfterAnswersThatNobodyCanRead(Fault fault) throws Exception {
        VlogConfig.setRateLimited(MODULE, false);
        lab().spoil(fault, 20);
        long source = OTHERS;
        while (lab().left() > 0) {
            lab().inject("p1", Frames.untagged(++source, B));
            sw().control("dpctl/dump-flows");
            sw().configure(edit -> {});
        }
        // Who was told something wrong last may not have said so yet.
        await().atMost(LONG).untilAsserted(() -> assertThat(complaints()).isNotEmpty());
        assertThat(complaints()).allSatisfy(line -> assertThat(line).contains("system@ovs-system: "));
        forwardSoon("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG)
                .untilAsserted(
                        () -> assertThat(sw().control("dpctl/dump-flows")).contains("in_port("));
        lab().addDevice("late");
        sw().addPort("br0", "late", Map.of());
        forwardSoon("p1", Frames.untagged(A, Frames.BROADCAST), "late");
    }

    @Test
    void leavesNoThreadNoHandleAndNoMemoryBehindOverManyRounds() throws Exception {
        int rounds = Math.max(3, Integer.getInteger("ops.faults.rounds", 20) / 5);
        for (int i = 0; i < FIRST_ROUNDS; i++) {
            round();
        }
        int handles = lab().openHandles();
        Map<String, Integer> threads = threads();
        long heap = liveHeap();
        for (int i = 0; i < rounds; i++) {
            round();
        }
        long after = liveHeap();
        System.out.printf(
                "%s: %d rounds, %d handles, %d threads, live heap %d KiB before and %d KiB after%n",
                getClass().getSimpleName(), rounds, handles, threads.size(), heap / 1024, after / 1024);
        assertThat(after - heap)
                .as("bytes that live on after %d rounds, of %d before", rounds, heap)
                .isLessThan(ROOM);
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(lab().openHandles())
                    .as("handles after %d rounds", rounds)
                    .isEqualTo(handles);
            assertThat(threads()).as("threads after %d rounds", rounds).isEqualTo(threads);
        });
    }

    /** Without the log, of which each round has a part. */
    private long liveHeap() throws InterruptedException {
        log.close();
        log = LogCapture.start(10_000);
        return LiveHeap.bytes();
    }

    private void round() {
        lab().setEnabled(false);
        awaitError("p1", missing());
        lab().setEnabled(true);
        awaitRecoveryOfPorts();
    }

    private void awaitRecoveryOfPorts() {
        forwardSoon("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(sw().getAll("Interface", "p3", "error")).isEqualTo(Set.of()));
    }

    /** Return how many threads have a name, of those that a switch and its datapath have. */
    private static Map<String, Integer> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .map(Thread::getName)
                .filter(name ->
                        name.startsWith("handler") || name.contains("ovs-system") || name.contains("revalidator"))
                .collect(Collectors.toMap(name -> name, name -> 1, Integer::sum, TreeMap::new));
    }
}
