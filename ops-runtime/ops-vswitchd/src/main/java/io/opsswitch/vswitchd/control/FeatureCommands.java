/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.features.lifecycle.FeatureStatus;
import io.opsswitch.features.lifecycle.FeatureSupervisor;
import io.opsswitch.features.lifecycle.UnknownFeatureException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Registers the commands that list, start, stop and restart features: {@code feature/list}, {@code feature/restart SYMBOL}
 * and so on. They work on the switch's thread and answer when it is done.
 */
public final class FeatureCommands {

    private static final long PATIENCE_SECONDS = 10;

    private final FeatureSupervisor<?> supervisor;
    private final Executor thread;
    private final Runnable afterwards;

    private FeatureCommands(FeatureSupervisor<?> supervisor, Executor thread, Runnable afterwards) {
        this.supervisor = supervisor;
        this.thread = thread;
        this.afterwards = afterwards;
    }

    /** What a command does to the features of a symbol. */
    @FunctionalInterface
    private interface Change {
        void apply(String symbol) throws UnknownFeatureException;
    }

    /**
     * Register all commands.
     *
     * @param thread owns the supervisor
     * @param afterwards runs on that thread after each change
     */
    public static void register(
            ControlCommands commands, FeatureSupervisor<?> supervisor, Executor thread, Runnable afterwards) {
        FeatureCommands here = new FeatureCommands(supervisor, thread, afterwards);
        commands.register("feature/list", "", 0, 0, args -> here.await(() -> table(supervisor.status())));
        commands.register("feature/start", "SYMBOL", 1, 1, args -> here.change(args.get(0), supervisor::start));
        commands.register("feature/stop", "SYMBOL", 1, 1, args -> here.change(args.get(0), supervisor::stop));
        commands.register("feature/restart", "SYMBOL", 1, 1, args -> here.change(args.get(0), supervisor::restart));
    }

    private String change(String symbol, Change change) throws ControlException {
        return await(() -> {
            change.apply(symbol);
            afterwards.run();
            for (FeatureStatus status : supervisor.status()) {
                if (status.symbol().equals(symbol) && status.problem() != null) {
                    throw new ControlException(symbol + " is " + status.state().word() + ": " + status.problem());
                }
            }
            return "";
        });
    }

    /** A task that is done on the switch's thread. */
    @FunctionalInterface
    private interface Task {
        String run() throws ControlException, UnknownFeatureException;
    }

    private String await(Task task) throws ControlException {
        CompletableFuture<String> answer = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    answer.complete(task.run());
                } catch (ControlException | UnknownFeatureException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new ControlException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
        } catch (TimeoutException e) {
            throw new ControlException("the switch has been busy for " + PATIENCE_SECONDS
                    + " seconds; the command is carried out when it is not");
        } catch (RejectedExecutionException e) {
            throw new ControlException("the switch is going down");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ControlException("interrupted");
        }
    }

    private static String table(List<FeatureStatus> all) {
        StringBuilder text = new StringBuilder();
        int width =
                all.stream().mapToInt(status -> status.symbol().length()).max().orElse(0);
        for (FeatureStatus status : all) {
            String problem = status.problem();
            text.append(status.symbol())
                    .append(" ".repeat(width - status.symbol().length() + 2));
            text.append(String.format("%-8s", status.state().word()));
            text.append("  started ").append(status.starts()).append(status.starts() == 1 ? " time" : " times");
            text.append(problem == null ? "" : ", " + problem).append('\n');
        }
        return text.toString();
    }
}
