/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Starts commands before the load comes to them, as many at once as there are processors.
 *
 * <p>To the one who looks ahead, a command's output is a <em>hole</em>: a mark with a number, which goes through
 * variables and arguments like any text. When a command's text has holes, they are filled with the outputs of the
 * commands they stand for before it starts. So looking ahead never waits, and yet every command that starts is the one
 * that the load will ask for, character by character.
 *
 * <p>Commands are queued in the order of the text. A thread that needs the output of a command which nobody runs yet
 * runs it itself; a command's holes stand for earlier ones only, so this never goes in circles. {@link #run} is for the
 * thread that looks ahead, {@link #close} for the one that loads.
 */
public final class RunAhead implements ShellFunction, AutoCloseable {

    // Noncharacters: no text that is worth running has them.
    private static final char HOLE = '\uFDD0';
    private static final char HOLE_END = '\uFDD1';
    private static final int PATIENCE_SECONDS = 2;

    private final Shell shell;
    private final List<FutureTask<String>> tasks = new ArrayList<>();
    private final ExecutorService workers;

    /** Create workers that run commands for the given shell. */
    public RunAhead(Shell shell) {
        this.shell = shell;
        this.workers =
                Executors.newFixedThreadPool(Math.max(2, Runtime.getRuntime().availableProcessors()), RunAhead::worker);
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "kconfig-probe");
        thread.setDaemon(true);
        return thread;
    }

    /** Queue a command; return the hole that stands for its output. */
    @Override
    public String run(String command, MacroContext context) {
        List<FutureTask<String>> earlier = List.copyOf(holesOf(command));
        FutureTask<String> task = new FutureTask<>(() -> shell.runAhead(fill(command, earlier)));
        tasks.add(task);
        workers.execute(task);
        return String.valueOf(HOLE) + (tasks.size() - 1) + HOLE_END;
    }

    /** Tell whether a text depends on the output of a command. */
    public static boolean hasHole(String text) {
        return text.indexOf(HOLE) >= 0;
    }

    private List<FutureTask<String>> holesOf(String text) {
        List<FutureTask<String>> found = new ArrayList<>();
        for (int at = text.indexOf(HOLE); at >= 0; at = text.indexOf(HOLE, at + 1)) {
            found.add(tasks.get(Integer.parseInt(text.substring(at + 1, text.indexOf(HOLE_END, at)))));
        }
        return found;
    }

    private static String fill(String text, List<FutureTask<String>> outputs)
            throws ExecutionException, InterruptedException {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (FutureTask<String> output : outputs) {
            int hole = text.indexOf(HOLE, from);
            out.append(text, from, hole);
            output.run(); // does nothing when another thread runs it
            out.append(output.get());
            from = text.indexOf(HOLE_END, hole) + 1;
        }
        return out.append(text, from, text.length()).toString();
    }

    /** Drop what was not started yet, and wait a moment for what was. */
    @Override
    public void close() {
        workers.shutdownNow().clear();
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
