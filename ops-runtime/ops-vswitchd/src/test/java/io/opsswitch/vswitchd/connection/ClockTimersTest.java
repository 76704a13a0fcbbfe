/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opsswitch.common.time.SwitchClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Timers that go by a clock which stands still and jumps. */
@Timeout(60)
class ClockTimersTest {

    private final MultiThreadIoEventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private final SwitchClock clock = new SwitchClock();
    private final ClockTimers timers = new ClockTimers(loop, clock);
    private final List<String> done = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        loops.shutdownGracefully(0, 100, TimeUnit.MILLISECONDS).awaitUninterruptibly();
    }

    private <T> T onLoop(Callable<T> task) {
        return loop.submit(task).awaitUninterruptibly().getNow();
    }

    private ClockTimers.Timer schedule(long millis, String what) {
        return onLoop(() -> timers.schedule(millis, () -> done.add(what)));
    }

    @Test
    void ringsInRealTime() {
        schedule(20, "late");
        schedule(1, "early");
        await().atMost(Duration.ofSeconds(30)).until(() -> done.size() == 2);
        assertThat(done).containsExactly("early", "late");
    }

    @Test
    void ringsInOrderWhenTheClockJumpsAndNotBefore() {
        clock.stop();
        schedule(5000, "b");
        schedule(1000, "a");
        schedule(5000, "c");
        ClockTimers.Timer cancelled = schedule(2000, "never");
        onLoop(() -> {
            cancelled.cancel();
            return true;
        });
        clock.advance(999);
        timers.runNow();
        assertThat(done).isEmpty();
        clock.advance(1);
        timers.runNow();
        assertThat(done).containsExactly("a");
        clock.advance(10_000);
        timers.runNow();
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void ringsByItselfWhenAClockThatStoodStillJumps() {
        clock.stop();
        schedule(30, "x");
        clock.advance(30);
        await().atMost(Duration.ofSeconds(30)).until(() -> !done.isEmpty());
    }

    @Test
    void waitsForThoseWhoWereAskedUntilTheyAnswer() {
        clock.stop();
        Object peer = new Object();
        onLoop(() -> timers.schedule(10, () -> {
            timers.asked(peer);
            loop.schedule(
                    () -> {
                        done.add("answered");
                        timers.answered(peer);
                    },
                    50,
                    TimeUnit.MILLISECONDS);
        }));
        clock.advance(10);
        timers.runNow();
        assertThat(done).containsExactly("answered");
    }
}
