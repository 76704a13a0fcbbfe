/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Decides which answers of a kernel go wrong, and counts the calls. Safe for use by several threads. */
final class Spoiler {
    /** Of a message, what comes before the attributes. */
    private static final int HEADER = 24;

    private final AtomicInteger left = new AtomicInteger();
    private final AtomicLong calls = new AtomicLong();
    private volatile KernelLab.@Nullable Fault fault;

    void set(KernelLab.Fault wanted, int answers) {
        fault = wanted;
        left.set(answers);
    }

    int left() {
        return left.get();
    }

    long calls() {
        return calls.get();
    }

    void countCall() {
        calls.incrementAndGet();
    }

    /** Return what is to happen to the next answer, null for nothing. */
    KernelLab.@Nullable Fault next() {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0 ? fault : null;
    }

    /** Spoil the bytes of an answer; return how many there are now. */
    static int spoil(KernelLab.Fault how, ByteBuffer answer, int length) {
        if (how == KernelLab.Fault.TRUNCATED) {
            return length / 2;
        }
        for (int i = HEADER; i < length; i++) {
            answer.put(i, (byte) 0xa5);
        }
        return length;
    }
}
