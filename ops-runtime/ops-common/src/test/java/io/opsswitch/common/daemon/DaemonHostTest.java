/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DaemonHostTest {

    private final DaemonHost host = new DaemonHost();
    private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

    /** A daemon without options. */
    private Daemon daemon() {
        return new Daemon("toaster", new OvsDirs(null, null, null, null, null));
    }

    @Test
    void aProgramThatIsToldToEndCleansUpBeforeStopReturns() throws Exception {
        CountDownLatch serves = new CountDownLatch(1);
        CompletableFuture<Integer> run =
                CompletableFuture.supplyAsync(() -> host.run(() -> Daemon.run("toaster", () -> {
                    Daemon daemon = daemon();
                    daemon.start();
                    daemon.onExit(() -> events.add("first opened, last closed"));
                    daemon.onExit(() -> events.add("closed"));
                    serves.countDown();
                    daemon.awaitEnd();
                    return null;
                })));
        assertThat(serves.await(30, TimeUnit.SECONDS)).isTrue();
        host.stop();
        assertThat(List.copyOf(events)).containsExactly("closed", "first opened, last closed");
        assertThat(run.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aProgramWhoseThreadsLiveOnRunsUntilItIsTold() throws Exception {
        CompletableFuture<Integer> run =
                CompletableFuture.supplyAsync(() -> host.run(() -> Daemon.run("toaster", () -> {
                    daemon().start();
                    events.add("main part over");
                    return null;
                })));
        Awaitility.await().until(() -> !events.isEmpty());
        assertThat(run).isNotDone();
        host.stop();
        assertThat(run.get(30, TimeUnit.SECONDS)).isZero();
    }

    @Test
    void aFailureIsAStatusAndCleansUpToo() {
        int status = host.run(() -> Daemon.run("toaster", () -> {
            Daemon daemon = daemon();
            daemon.start();
            daemon.onExit(() -> events.add("closed"));
            throw new ExitException(3, "no bread");
        }));
        assertThat(status).isEqualTo(3);
        assertThat(List.copyOf(events)).containsExactly("closed");
    }

    @Test
    void whatCannotHappenAnyMoreIsNotWaitedForOnceTheProgramIsToEnd() {
        host.stop(); // before it runs
        int status = host.run(() -> Daemon.run("toaster", () -> {
            daemon().await(new CompletableFuture<Void>());
            return null;
        }));
        assertThat(status).isZero();
    }

    @Test
    void runsOneProgramOnce() {
        host.stop();
        host.run(() ->
                assertThatThrownBy(() -> new DaemonHost().run(() -> {})).isInstanceOf(IllegalStateException.class));
        assertThatThrownBy(() -> host.run(() -> {})).isInstanceOf(IllegalStateException.class);
    }
}
