/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How to load a Kconfig tree. Immutable.
 *
 * <p>Nothing comes from the process by itself: the environment is empty unless given.
 */
public final class KconfigOptions {

    private final Dialect dialect;
    private final Map<String, String> environment;
    private final Path sourceRoot;
    private final Path workingDirectory;

    private KconfigOptions(Builder builder) {
        this.dialect = builder.dialect;
        this.environment = Map.copyOf(builder.environment);
        this.sourceRoot = builder.sourceRoot;
        this.workingDirectory = builder.workingDirectory == null ? builder.sourceRoot : builder.workingDirectory;
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

    /** Return the folder in which commands run: the source root unless set. */
    public Path workingDirectory() {
        return workingDirectory;
    }

    /** Collects options; not safe for use by several threads. */
    public static final class Builder {
        private Dialect dialect = Dialect.LINUX;
        private final Map<String, String> environment = new HashMap<>();
        private Path sourceRoot = Path.of("");
        private @Nullable Path workingDirectory;

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

        /** Set the folder in which commands run. */
        public Builder workingDirectory(Path folder) {
            this.workingDirectory = folder;
            return this;
        }

        /** Create the options. */
        public KconfigOptions build() {
            return new KconfigOptions(this);
        }
    }
}
