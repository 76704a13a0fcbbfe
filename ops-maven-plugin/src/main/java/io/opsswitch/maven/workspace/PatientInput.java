/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers from a pipe or file, which end when nothing comes for a while: a build server may leave a pipe open in which
 * nobody will ever write, and a build must not hang. For use by one thread; a daemon thread of its own waits at the
 * source, and keeps waiting there when the patience is over.
 */
public final class PatientInput extends InputStream {

    private static final int END = -1;
    private static final int AHEAD = 4096;

    private final InputStream source;
    private final Duration patience;
    private final BlockingQueue<Integer> bytes = new ArrayBlockingQueue<>(AHEAD);
    private boolean started;
    private boolean ended;

    /** Create a stream that gives up when the source is silent for longer than this. */
    public PatientInput(InputStream source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        if (ended) {
            return END;
        }
        if (!started) {
            started = true;
            Thread reader = new Thread(this::fetch, "ops-answers");
            reader.setDaemon(true);
            reader.start();
        }
        try {
            Integer next = bytes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            ended = next == null || next == END;
            return ended || next == null ? END : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for an answer");
        }
    }

    /** Give what is there: a reader that asks for a block must not wait until it is full. */
    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int first = read();
        if (first == END) {
            return END;
        }
        buffer[offset] = (byte) first;
        return 1;
    }

    private void fetch() {
        try {
            int next;
            do {
                next = source.read();
                bytes.put(next);
            } while (next != END);
        } catch (IOException e) {
            bytes.offer(END); // no more answers; what needs one says so
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
