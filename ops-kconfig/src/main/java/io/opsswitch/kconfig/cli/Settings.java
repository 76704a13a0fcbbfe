/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

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
 */
record Settings(Path directory, Map<String, String> environment) {

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
        return text("CONFIG_", "CONFIG_");
    }

    String configName() {
        return text("KCONFIG_CONFIG", ".config");
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

    SyncedFiles syncedFiles() {
        String name = text("KCONFIG_AUTOCONFIG", "include/config/auto.conf");
        return new SyncedFiles(
                resolve(name),
                name,
                resolve(text("KCONFIG_AUTOHEADER", "include/generated/autoconf.h")),
                resolve(text("KCONFIG_RUSTCCFG", "include/generated/rustc_cfg")));
    }
}
