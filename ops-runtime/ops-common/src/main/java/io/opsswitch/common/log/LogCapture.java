/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keeps the newest lines of the process's log, as they go to a log file, and keeps them off the console meanwhile; for
 * tests that show them only when they fail. Several may be open at once: each gets all lines. Safe for use by several
 * threads.
 */
public final class LogCapture implements AutoCloseable {

    private final int limit;
    private final Deque<String> lines = new ArrayDeque<>();
    private long lost;

    private LogCapture(int limit) {
        this.limit = limit;
    }

    /** Begin to keep so many lines. */
    public static LogCapture start(int lines) {
        LogCapture capture = new LogCapture(lines);
        VlogConfig.add(capture);
        return capture;
    }

    synchronized void add(String line) {
        if (lines.size() == limit) {
            lines.removeFirst();
            lost++;
        }
        lines.add(line);
    }

    /** Return the lines so far. */
    public synchronized List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** Return the lines so far as a text, in which those are counted that came before them and were not kept. */
    public synchronized String text() {
        StringBuilder text = new StringBuilder();
        if (lost > 0) {
            text.append("(").append(lost).append(" earlier lines are lost)\n");
        }
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Keep no more lines; those that were kept stay. */
    @Override
    public void close() {
        VlogConfig.remove(this);
    }
}
