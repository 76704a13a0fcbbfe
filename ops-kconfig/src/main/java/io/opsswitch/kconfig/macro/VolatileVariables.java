/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tells which environment variables differ from one run to the next without a meaning for compilers.
 *
 * <p>All others count: a script behind a command may read any of them.
 */
final class VolatileVariables {

    private static final Set<String> NAMES = Set.of(
            "_", "PWD", "OLDPWD", "SHLVL", "TERM", "COLUMNS", "LINES", "DISPLAY", "WINDOWID", "HOSTNAME", "MAKELEVEL");

    private static final Set<String> PREFIXES = Set.of("KCONFIG_", "SSH_", "XDG_SESSION", "TMUX", "MAVEN_", "JAVA_");

    private VolatileVariables() {}

    /** Return the others, by name. */
    static SortedMap<String, String> without(Map<String, String> environment) {
        SortedMap<String, String> rest = new TreeMap<>(environment);
        rest.keySet().removeIf(name -> NAMES.contains(name) || PREFIXES.stream().anyMatch(name::startsWith));
        return rest;
    }
}
