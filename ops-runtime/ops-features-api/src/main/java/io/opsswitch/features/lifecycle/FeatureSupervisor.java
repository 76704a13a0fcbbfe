/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

import io.opsswitch.features.Feature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the features of a daemon, each alone, and knows how each is. A feature that throws takes nothing down
 * with it: it is reported, and the others go on.
 *
 * <p>Owned by one thread, the daemon's; nothing here waits for another.
 *
 * @param <F> the features
 */
public final class FeatureSupervisor<F extends Feature> implements AutoCloseable {

    private final FeatureStarter<F> starter;
    private final Consumer<FeatureStatus> reporter;
    private final List<Entry<F>> entries = new ArrayList<>();
    private final List<FeatureStatus> others = new ArrayList<>();

    private static final class Entry<F> {
        private final F feature;
        private FeatureState state = FeatureState.STOPPED;
        private int starts;
        private @Nullable String problem;
        private @Nullable AutoCloseable running;

        Entry(F feature) {
            this.feature = feature;
        }
    }

    /**
     * Create a supervisor; it starts nothing yet.
     *
     * @param reporter hears of each change of a state
     */
    public FeatureSupervisor(List<F> features, FeatureStarter<F> starter, Consumer<FeatureStatus> reporter) {
        this.starter = starter;
        this.reporter = reporter;
        features.forEach(feature -> entries.add(new Entry<>(feature)));
    }

    /** Tell of something that was found but cannot be started, so that people see it among the features. */
    public void mention(FeatureStatus found) {
        others.add(found);
        reporter.accept(found);
    }

    /** Start those that fit and do not run. */
    public void startAll(Predicate<? super F> which) {
        for (Entry<F> entry : entries) {
            if (entry.running == null && which.test(entry.feature)) {
                start(entry);
            }
        }
    }

    /** Start what a symbol brings and does not run. */
    public void start(String symbol) throws UnknownFeatureException {
        for (Entry<F> entry : find(symbol)) {
            if (entry.running == null) {
                start(entry);
            }
        }
    }

    /** Stop what a symbol brings and runs; {@link #start(String)} starts it again. */
    public void stop(String symbol) throws UnknownFeatureException {
        for (Entry<F> entry : find(symbol)) {
            stop(entry);
        }
    }

    /** Stop what a symbol brings, if it runs, and start it. */
    public void restart(String symbol) throws UnknownFeatureException {
        List<Entry<F>> found = find(symbol);
        found.forEach(this::stop);
        found.forEach(this::start);
    }

    /** Note what a running feature threw, for {@link #status}; it goes on. */
    public void failed(F feature, Throwable problem) {
        for (Entry<F> entry : entries) {
            if (entry.feature == feature) {
                entry.problem = text(problem);
            }
        }
    }

    /** Return how all features are, in the order of their symbols. */
    public List<FeatureStatus> status() {
        List<FeatureStatus> all = new ArrayList<>(others);
        entries.forEach(entry -> all.add(status(entry)));
        all.sort((a, b) -> a.symbol().compareTo(b.symbol()));
        return Collections.unmodifiableList(all);
    }

    /** Stop all, the last started first. */
    @Override
    public void close() {
        for (int i = entries.size() - 1; i >= 0; i--) {
            stop(entries.get(i));
        }
    }

    private void start(Entry<F> entry) {
        entry.starts++;
        entry.problem = null;
        try {
            entry.running = starter.start(entry.feature);
            entry.state = FeatureState.RUNNING;
        } catch (Exception | LinkageError e) {
            // A jar that lacks a class is a failure of the feature like any other.
            entry.state = FeatureState.FAILED;
            entry.problem = text(e);
        }
        reporter.accept(status(entry));
    }

    private void stop(Entry<F> entry) {
        AutoCloseable running = entry.running;
        if (running == null) {
            return;
        }
        entry.running = null;
        entry.state = FeatureState.STOPPED;
        entry.problem = null;
        try {
            running.close();
        } catch (Exception | LinkageError e) {
            entry.problem = "not stopped in order: " + text(e);
        }
        reporter.accept(status(entry));
    }

    private List<Entry<F>> find(String symbol) throws UnknownFeatureException {
        List<Entry<F>> found = entries.stream()
                .filter(entry -> entry.feature.symbol().equals(symbol))
                .toList();
        if (!found.isEmpty()) {
            return found;
        }
        for (FeatureStatus other : others) {
            if (other.symbol().equals(symbol)) {
                throw new UnknownFeatureException(
                        symbol + " is " + other.state().word() + ": " + other.problem());
            }
        }
        Set<String> known = new TreeSet<>();
        entries.forEach(entry -> known.add(entry.feature.symbol()));
        throw new UnknownFeatureException("there is no feature " + symbol + "; "
                + (known.isEmpty() ? "this image has none" : "the features are: " + String.join(", ", known)));
    }

    private FeatureStatus status(Entry<F> entry) {
        return new FeatureStatus(
                entry.feature.symbol(), entry.feature.getClass().getName(), entry.state, entry.starts, entry.problem);
    }

    private static String text(Throwable problem) {
        String message = problem.getMessage();
        return message == null || message.isBlank()
                ? problem.getClass().getSimpleName()
                : problem.getClass().getSimpleName() + ": "
                        + message.lines().findFirst().orElse("");
    }
}
