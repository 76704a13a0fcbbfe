/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to load a Kconfig tree. Immutable.
 *
 * <p>Nothing comes from the process by itself: the environment is empty unless given.
 */
public final class KconfigOptions {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

    private final Dialect dialect;
    private final Map<String, String> environment;
    private final Path sourceRoot;
    private final Path workingDirectory;
    private final boolean probesAhead;
    private final @Nullable Path probeCache;
    private final Duration commandTimeout;

    private KconfigOptions(Builder builder) {
        this.dialect = builder.dialect;
        this.environment = Map.copyOf(builder.environment);
        this.sourceRoot = builder.sourceRoot;
        this.workingDirectory = builder.workingDirectory == null ? builder.sourceRoot : builder.workingDirectory;
        this.probesAhead = builder.probesAhead;
        this.probeCache = builder.probeCache;
        this.commandTimeout = builder.commandTimeout;
    }

    /** Start with the newest Linux dialect, an empty environment and the current folder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Return the dialect to read. */
    public Dialect dialect() {
        return dialect;
    }

    /** Return the variables that {@code $(NAME)}, {@code option env} and commands see. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Return the folder against which relative {@code source} paths resolve. */
    public Path sourceRoot() {
        return sourceRoot;
    }

    /** Return the folder in which commands run, and where files are looked for first: the source root unless set. */
    public Path workingDirectory() {
        return workingDirectory;
    }

    /** Tell whether commands run ahead of their turn, several at once: true unless switched off. */
    public boolean probesAhead() {
        return probesAhead;
    }

    /** Return the folder that keeps what commands print for later loads, or null for none. */
    public @Nullable Path probeCache() {
        return probeCache;
    }

    /** Return how long a command may run before it is ended and the load fails; zero for any time. */
    public Duration commandTimeout() {
        return commandTimeout;
    }

    /** Collects options; not safe for use by several threads. */
    public static final class Builder {
        private Dialect dialect = Dialect.LINUX;
        private final Map<String, String> environment = new HashMap<>();
        private Path sourceRoot = Path.of("");
        private @Nullable Path workingDirectory;
        private boolean probesAhead = true;
        private @Nullable Path probeCache;
        private Duration commandTimeout = DEFAULT_TIMEOUT;

        private Builder() {}

        /** Set the dialect to read. */
        public Builder dialect(Dialect value) {
            this.dialect = value;
            return this;
        }

        /** Add variables to the environment. */
        public Builder environment(Map<String, String> variables) {
            this.environment.putAll(variables);
            return this;
        }

        /** Add this process's own environment. */
        public Builder fromProcess() {
            return environment(System.getenv());
        }

        /** Set the folder against which relative {@code source} paths resolve. */
        public Builder sourceRoot(Path folder) {
            this.sourceRoot = folder;
            return this;
        }

        /** Set the folder in which commands run, and where files are looked for first. */
        public Builder workingDirectory(Path folder) {
            this.workingDirectory = folder;
            return this;
        }

        /**
         * Set whether commands may run ahead of their turn, several at once, and also when an error later turns out to
         * end the load before their turn. Switch it off for a tree whose commands change something that others read.
         */
        public Builder probesAhead(boolean value) {
            this.probesAhead = value;
            return this;
        }

        /**
         * Keep what commands print in a folder, and take it from there in later loads. It counts as long as the
         * command, the working directory, the environment and the files that the command names are the same; do not use
         * it for a tree whose commands look at anything else, such as the time. Null, as at first, keeps nothing.
         */
        public Builder probeCache(@Nullable Path folder) {
            this.probeCache = folder;
            return this;
        }

        /** Set how long a command may run before it is ended and the load fails: ten minutes at first, zero for any time. */
        public Builder commandTimeout(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("commandTimeout must not be negative, is " + value);
            }
            this.commandTimeout = value;
            return this;
        }

        /** Create the options. */
        public KconfigOptions build() {
            return new KconfigOptions(this);
        }
    }
}
