/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.BuildOutput;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.SplitConfig;
import io.opsswitch.kconfig.SyncedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says, and where files are.
 *
 * @param directory the folder against which names resolve
 * @param environment the variables of the process
 * @param dialect the dialect of the tree
 */
record Settings(Path directory, Map<String, String> environment, Dialect dialect) {

    Settings(Path directory, Map<String, String> environment) {
        this(directory, environment, Dialect.LINUX);
    }

    /** Return the same for a tree of another dialect, some of which have other names for some things. */
    Settings in(Dialect other) {
        return new Settings(directory, environment, other);
    }

    boolean has(String variable) {
        return environment.containsKey(variable);
    }

    /** Tell whether a variable is set and not empty. */
    boolean isOn(String variable) {
        return !text(variable, "").isEmpty();
    }

    String text(String variable, String otherwise) {
        return environment.getOrDefault(variable, otherwise);
    }

    String prefix() {
        return text("CONFIG_", dialect.has(Feature.BR2_CONFIG) ? "" : "CONFIG_");
    }

    String configName() {
        return text(dialect.has(Feature.BR2_CONFIG) ? "BR2_CONFIG" : "KCONFIG_CONFIG", ".config");
    }

    Path sourceRoot() {
        return directory.resolve(text("srctree", ""));
    }

    /** Return the folder in which outputs of {@code $(shell)} are kept between runs, or null to keep none. */
    @Nullable
    Path probeCache() {
        String folder = text("KCONFIG_PROBE_CACHE", "");
        return folder.isEmpty() ? null : directory.resolve(folder);
    }

    /** Return how long a command of {@code $(shell)} may run: KCONFIG_SHELL_TIMEOUT in seconds, 0 for any time. */
    Duration commandTimeout() throws Failure {
        String seconds = text("KCONFIG_SHELL_TIMEOUT", "600");
        if (!seconds.matches("[0-9]{1,9}")) {
            throw new Failure("KCONFIG_SHELL_TIMEOUT: \"" + seconds + "\" is no number of seconds");
        }
        return Duration.ofSeconds(Long.parseLong(seconds));
    }

    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** Find a file by the name as it is, then under the source root. */
    @Nullable
    Path find(String name) {
        Path direct = resolve(name);
        if (Files.exists(direct) && !Files.isDirectory(direct)) {
            return direct;
        }
        Path below = sourceRoot().resolve(name);
        return !name.startsWith("/") && Files.exists(below) && !Files.isDirectory(below) ? below : null;
    }

    /** Refuse to write files for a build where the tools of the dialect have none. */
    void requireSync(Mode mode) throws Failure {
        boolean syncs = dialect.has(Feature.SYNCED_FILES) || dialect.has(Feature.SPLIT_CONFIG);
        if (mode == Mode.SYNCCONFIG && !syncs) {
            throw new Failure("--syncconfig is not supported for the dialect " + dialect.name()
                    + ", perhaps you should use --olddefconfig");
        }
    }

    BuildOutput buildOutput() {
        String name = text("KCONFIG_AUTOCONFIG", "include/config/auto.conf");
        Path autoConf = resolve(name);
        Path header = resolve(text("KCONFIG_AUTOHEADER", "include/generated/autoconf.h"));
        if (dialect.has(Feature.SYNCED_FILES)) {
            Path rustCfg = resolve(text("KCONFIG_RUSTCCFG", "include/generated/rustc_cfg"));
            return new SyncedFiles(autoConf, name, header, rustCfg);
        }
        Path tristate = resolve(text("KCONFIG_TRISTATE", "include/config/tristate.conf"));
        if (dialect.has(Feature.BR2_CONFIG)) {
            Path commands = resolve(configName()).resolveSibling(".config.cmd");
            return new SplitConfig(autoConf, name, header, tristate, commands, autoConf.resolveSibling(""));
        }
        Path folder = resolve("include/config");
        return new SplitConfig(autoConf, name, header, tristate, folder.resolve("auto.conf.cmd"), folder);
    }
}
