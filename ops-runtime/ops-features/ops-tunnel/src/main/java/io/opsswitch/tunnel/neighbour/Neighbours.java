/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.neighbour;

import io.opsswitch.tunnel.route.Ip;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Which Ethernet address a neighbour has, for each bridge, as long as it is used. One that was asked for and has not
 * answered yet is there too, so that it is not asked again at once. Safe for use by several threads.
 */
public final class Neighbours {

    /** Returned by {@link #find}: nobody has asked for it yet; it counts as asked for from now on. */
    public static final long UNKNOWN = -1;
    /** Returned by {@link #find}: it was asked for, and has not answered. */
    public static final long ASKED = -2;
    /** The longest life of what is not used, in seconds. */
    public static final long MAX_AGING_SECONDS = 3600;

    private static final long DEFAULT_AGING = 15 * 60 * 1000;
    private static final long DEFAULT_RETRANSMISSION = 1000;

    private final LongSupplier clock;
    private final Runnable changed;
    private final ConcurrentHashMap<Key, Entry> entries = new ConcurrentHashMap<>();
    private volatile long aging = DEFAULT_AGING;
    private volatile long retransmission = DEFAULT_RETRANSMISSION;

    private record Key(String bridge, Ip ip) {}

    /** What is known; {@code address} is {@link #ASKED} until there is an answer. */
    private record Entry(long address, long expires) {

        Entry until(long end) {
            return new Entry(address, end);
        }
    }

    /** One neighbour, for people. */
    public record Shown(String bridge, Ip ip, long address, boolean isStale) {

        /** Return whether it has answered. */
        public boolean isComplete() {
            return address != ASKED;
        }
    }

    /** Create without any; the clock is in milliseconds; {@code changed} is called when an answer may be another one. */
    public Neighbours(LongSupplier clock, Runnable changed) {
        this.clock = clock;
        this.changed = changed;
    }

    /** Return the Ethernet address of a neighbour, {@link #UNKNOWN} or {@link #ASKED}; the address stays longer for it. */
    public long find(String bridge, Ip ip) {
        long now = clock.getAsLong();
        long[] answer = {UNKNOWN};
        entries.compute(new Key(bridge, ip), (key, there) -> {
            if (there == null || there.expires <= now) {
                return retransmission == 0 ? null : new Entry(ASKED, now + retransmission);
            }
            answer[0] = there.address;
            return there.address == ASKED ? there : there.until(now + aging);
        });
        return answer[0];
    }

    /** Note that a neighbour was used, so that it stays. */
    public void use(String bridge, Ip ip) {
        long now = clock.getAsLong();
        entries.computeIfPresent(
                new Key(bridge, ip),
                (key, there) -> there.address == ASKED || there.expires <= now ? there : there.until(now + aging));
    }

    /** Note the address of a neighbour. */
    public void set(String bridge, Ip ip, long address) {
        long expires = clock.getAsLong() + aging;
        Entry before = entries.put(new Key(bridge, ip), new Entry(address, expires));
        if (before == null || before.address != address) {
            changed.run();
        }
    }

    /** Forget those that were not used for too long. */
    public void expire() {
        long now = clock.getAsLong();
        removeIf(entry -> entry.expires <= now);
    }

    private void removeIf(Predicate<Entry> which) {
        if (entries.values().removeIf(which)) {
            changed.run();
        }
    }

    /** Forget all. */
    public void flush() {
        removeIf(entry -> true);
    }

    /** Forget those of bridges or devices that are gone. */
    public void retain(Predicate<String> bridges) {
        if (entries.keySet().removeIf(key -> !bridges.test(key.bridge))) {
            changed.run();
        }
    }

    /** Return how long neighbours stay that are not used, in milliseconds. */
    public long aging() {
        return aging;
    }

    /** Say how long neighbours stay that are not used; those that are there stay no longer than that either. */
    public void setAging(long millis) {
        aging = millis;
        shorten(millis, false);
    }

    /** Return after how many milliseconds a neighbour that does not answer is asked again; 0 = at each packet. */
    public long retransmission() {
        return retransmission;
    }

    /** Say after how many milliseconds a neighbour that does not answer is asked again. */
    public void setRetransmission(long millis) {
        retransmission = millis;
        shorten(millis, true);
    }

    private void shorten(long millis, boolean onlyAsked) {
        long latest = clock.getAsLong() + millis;
        entries.replaceAll((key, entry) -> {
            boolean isMeant = !onlyAsked || entry.address == ASKED;
            return isMeant && entry.expires > latest ? entry.until(latest) : entry;
        });
    }

    /** Return all, in the order of their addresses. */
    public List<Shown> all() {
        long now = clock.getAsLong();
        List<Shown> list = new ArrayList<>();
        entries.forEach((key, entry) -> list.add(new Shown(key.bridge, key.ip, entry.address, entry.expires <= now)));
        list.sort(Comparator.comparing((Shown each) -> each.ip().high(), Long::compareUnsigned)
                .thenComparing(each -> each.ip().low(), Long::compareUnsigned)
                .thenComparing(Shown::bridge));
        return list;
    }
}
