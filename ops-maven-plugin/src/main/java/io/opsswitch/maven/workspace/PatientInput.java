/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers from a pipe or file. Where the C tool takes a default when there are no more answers, and hangs when nobody
 * writes into a pipe that is open, as build servers may leave it, this fails: to begin a line there must be another
 * answer, and within some time.
 *
 * <p>For use by one thread; a daemon thread of its own waits at the source, and keeps waiting there when the patience is
 * over.
 */
public final class PatientInput extends InputStream {

    private static final int END = -1;
    private static final int AHEAD = 4096;

    private final InputStream source;
    private final Duration patience;
    private final BlockingQueue<Integer> bytes = new ArrayBlockingQueue<>(AHEAD);
    private boolean started;
    private boolean ended;
    private boolean withinLine;
    private boolean missed;

    /** Create a stream that gives up when the source is silent for longer than this. */
    public PatientInput(InputStream source, Duration patience) {
        this.source = source;
        this.patience = patience;
    }

    /** Tell whether an answer was wanted that did not come. */
    public boolean isMissed() {
        return missed;
    }

    @Override
    public int read() throws IOException {
        int next = ended ? END : next();
        ended |= next == END;
        if (ended && !withinLine) {
            missed = true;
            throw new EOFException("no more answers");
        }
        withinLine = !ended && next != '\n';
        return ended ? '\n' : next; // the last line may lack its end
    }

    private int next() throws InterruptedIOException {
        if (!started) {
            started = true;
            Thread reader = new Thread(this::fetch, "ops-answers");
            reader.setDaemon(true);
            reader.start();
        }
        try {
            Integer next = bytes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            return next == null ? END : next;
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
