/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Diagnostic.Severity;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.macro.CommandRunner.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code $(shell)}.
 *
 * <p>The environment does not change during a load, so each command runs once and its outcome is kept. Commands may be
 * started ahead of their turn ({@link RunAhead}); what they print on standard error appears when their turn comes. The
 * outcomes are shared by the threads that run ahead; {@link #run} and {@link #close} are for the thread that loads.
 */
public final class Shell implements ShellFunction, AutoCloseable {

    private final CommandRunner runner;
    private final @Nullable ProbeCache cache;
    private final Map<String, FutureTask<Outcome>> outcomes = new ConcurrentHashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Runnable beforeFirstRun;
    private boolean ran;

    /**
     * Create a shell.
     *
     * @param beforeFirstRun called once, before {@link #run} has to start a command because no cache knows its outcome
     */
    public Shell(KconfigOptions options, Runnable beforeFirstRun) throws IOException {
        Path folder = options.workingDirectory().toAbsolutePath();
        this.runner = new CommandRunner(folder, options.environment(), options.commandTimeout());
        Path cacheFolder = options.probeCache();
        this.cache = cacheFolder == null ? null : ProbeCache.open(cacheFolder, folder, options.environment());
        this.beforeFirstRun = beforeFirstRun;
    }

    @Override
    public String run(String command, MacroContext context) throws KconfigException, IOException {
        if (!ran && !outcomes.containsKey(command)) {
            String known = cache == null ? null : cache.find(command);
            if (known != null) {
                return known;
            }
            ran = true;
            beforeFirstRun.run();
        }
        try {
            Outcome outcome = outcome(command);
            if (used.add(command) && !outcome.errors().isEmpty()) {
                context.report(new Diagnostic(Severity.INFO, context.location(), outcome.errors(), true));
            }
            if (outcome.ended() != null) {
                throw new KconfigException(
                        context.location(), "the command \"" + command + "\" was ended, because it " + outcome.ended());
            }
            return outcome.output();
        } catch (ExecutionException e) {
            throw new IOException(
                    "cannot run: " + command + ": "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KconfigException(context.location(), "interrupted while running: " + command);
        }
    }

    /** Return the output of a command; for the threads that run ahead. */
    String runAhead(String command) throws ExecutionException, InterruptedException {
        return outcome(command).output();
    }

    /** Run a command here unless another thread does already, and wait for its outcome. */
    private Outcome outcome(String command) throws ExecutionException, InterruptedException {
        FutureTask<Outcome> task = outcomes.computeIfAbsent(command, c -> new FutureTask<>(() -> find(c)));
        task.run(); // does nothing when another thread runs it
        return task.get();
    }

    private Outcome find(String command) throws IOException, InterruptedException {
        if (cache == null) {
            return runner.run(command);
        }
        String known = cache.find(command);
        if (known != null) {
            return new Outcome(known, "", true, null);
        }
        // Before running: a program that changes meanwhile must not be taken for the one that ran.
        String key = cache.key(command);
        Outcome outcome = runner.run(command);
        if (outcome.complete() && outcome.errors().isEmpty()) {
            cache.put(key, outcome.output());
        }
        return outcome;
    }

    /** Keep the outcomes for the next load, if there is a cache, and end what still runs. */
    @Override
    public void close() throws IOException {
        runner.close();
        if (cache != null) {
            cache.save();
        }
    }
}
