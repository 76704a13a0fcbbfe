/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Keeps packets for a controller below a rate. Packets above it wait, those of each port in a queue of their own, and the
 * queues have their turn one after another, so that no port keeps others from being heard; of too many, one of the longest
 * queue is dropped. For all threads.
 */
final class PacketInLimiter {

    private static final long PACKET = 1000;

    private final LongSupplier clock;
    private final Supplier<PacketInLimit> limit;
    private final Consumer<ByteBuffer> out;
    /** By port, those first whose turn is next. */
    private final Map<Integer, Deque<ByteBuffer>> queues = new LinkedHashMap<>();

    private int queued;
    /** In thousandths of packets: what a rate brings in milliseconds. */
    private long tokens;

    private long filled = Long.MIN_VALUE;

    /**
     * Create one.
     *
     * @param clock milliseconds
     * @param limit asked each time: it may change
     * @param out gets packets in the thread that sends them or calls {@link #run}
     */
    PacketInLimiter(LongSupplier clock, Supplier<PacketInLimit> limit, Consumer<ByteBuffer> out) {
        this.clock = clock;
        this.limit = limit;
        this.out = out;
    }

    /** Send a packet that came by a port, now or when its turn is; or drop one that waits. */
    synchronized void send(int port, ByteBuffer message) {
        PacketInLimit now = limit.get();
        if (queued == 0 && (!now.isOn() || takeToken(now))) {
            out.accept(message);
            return;
        }
        if (queued >= now.effectiveBurst()) {
            dropOne();
        }
        queues.computeIfAbsent(port, key -> new ArrayDeque<>()).add(message);
        queued++;
    }

    /** Send what may be sent by now. */
    synchronized void run() {
        PacketInLimit now = limit.get();
        while (queued > 0 && (!now.isOn() || takeToken(now))) {
            Iterator<Map.Entry<Integer, Deque<ByteBuffer>>> first =
                    queues.entrySet().iterator();
            Map.Entry<Integer, Deque<ByteBuffer>> entry = first.next();
            int port = entry.getKey();
            Deque<ByteBuffer> queue = entry.getValue();
            first.remove();
            out.accept(queue.remove());
            queued--;
            if (!queue.isEmpty()) {
                queues.put(port, queue);
            }
        }
    }

    private boolean takeToken(PacketInLimit now) {
        long full = now.effectiveBurst() * PACKET;
        long time = clock.getAsLong();
        if (filled == Long.MIN_VALUE) {
            tokens = full;
        } else if (time > filled) {
            // After so long a time the bucket is full at any rate.
            long passed = Math.min(time - filled, full / now.rate() + 1);
            tokens = Math.min(full, tokens + passed * now.rate());
        }
        filled = Math.max(filled, time);
        if (tokens < PACKET) {
            return false;
        }
        tokens -= PACKET;
        return true;
    }

    private void dropOne() {
        Map.Entry<Integer, Deque<ByteBuffer>> longest = null;
        for (Map.Entry<Integer, Deque<ByteBuffer>> entry : queues.entrySet()) {
            if (longest == null || entry.getValue().size() > longest.getValue().size()) {
                longest = entry;
            }
        }
        if (longest != null) {
            longest.getValue().remove();
            queued--;
            if (longest.getValue().isEmpty()) {
                queues.remove(longest.getKey());
            }
        }
    }
}
