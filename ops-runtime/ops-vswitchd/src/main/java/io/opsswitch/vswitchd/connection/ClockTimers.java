/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Does things on an event loop when the switch's clock says that it is time, however that clock goes: it may stand still
 * and jump. {@link #now} may be asked by any thread, all else is owned by the event loop unless it says so.
 */
public final class ClockTimers {

    /** How often a clock is looked at that did not go as time does. */
    private static final long STANDSTILL_MILLIS = 50;

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final EventLoop loop;
    private final LongSupplier clock;
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.<Timer>comparingLong(each -> each.deadline).thenComparingLong(each -> each.number));
    private final Set<Object> asked = ConcurrentHashMap.newKeySet();
    private long made;
    private @Nullable ScheduledFuture<?> alarm;
    private long alarmAt;

    /**
     * Create timers.
     *
     * @param clock milliseconds on a scale that never goes back
     */
    public ClockTimers(EventLoop loop, LongSupplier clock) {
        this.loop = loop;
        this.clock = clock;
    }

    /** Something that is to be done. */
    final class Timer {
        private final long deadline;
        private final long number;
        private final Runnable task;

        private Timer(long deadline, Runnable task) {
            this.deadline = deadline;
            this.number = made++;
            this.task = task;
        }

        /** Do it no more. */
        void cancel() {
            timers.remove(this);
        }
    }

    /** Return the event loop. */
    EventLoop loop() {
        return loop;
    }

    /** Return the clock's time in milliseconds. Any thread may ask. */
    public long now() {
        return clock.getAsLong();
    }

    /** Do something so many milliseconds from now. */
    Timer schedule(long millis, Runnable task) {
        Timer timer = new Timer(now() + millis, task);
        timers.add(timer);
        if (alarm == null || timer.deadline < alarmAt) {
            setAlarm(Math.max(1, millis));
        }
        return timer;
    }

    private void setAlarm(long millis) {
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = now() + millis;
        alarm = loop.schedule(this::ring, millis, TimeUnit.MILLISECONDS);
    }

    private void ring() {
        alarm = null;
        boolean wasAny = runDue();
        Timer next = timers.peek();
        if (next != null && alarm == null) {
            setAlarm(Math.max(wasAny ? 1 : STANDSTILL_MILLIS, next.deadline - now()));
        }
    }

    /** Do what is due; return whether there was anything. */
    private boolean runDue() {
        boolean wasAny = false;
        for (Timer next = timers.peek(); next != null && next.deadline <= now(); next = timers.peek()) {
            timers.remove();
            wasAny = true;
            next.task.run();
        }
        return wasAny;
    }

    /** Note that a peer was asked something and has some time of the clock to answer. */
    void asked(Object peer) {
        asked.add(peer);
    }

    /** Note that a peer has answered, or never will. */
    void answered(Object peer) {
        asked.remove(peer);
    }

    /**
     * Do what is due after the clock has jumped, and give peers that were asked something some real time to answer before
     * it jumps again. Returns when it is done. For any thread but the event loop's.
     */
    public void runNow() {
        loop.submit(this::runDue).awaitUninterruptibly();
        Set<Object> waited = Set.copyOf(asked);
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (waited.stream().anyMatch(asked::contains) && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000);
        }
        // Who did not answer by now is not waited for again.
        asked.removeAll(waited);
    }
}
