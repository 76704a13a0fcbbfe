/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.Map;
import java.util.Set;

/**
 * What the user asked for.
 *
 * @param mode one of the modes below
 * @param file the file that {@code --defconfig} and {@code --savedefconfig} name, else empty
 * @param kconfig the first file of the tree
 * @param dialect the name of the dialect
 * @param silent whether to print no log
 */
record CommandLine(String mode, String file, String kconfig, String dialect, boolean silent) {

    private static final Set<String> PLAIN =
            Set.of("olddefconfig", "alldefconfig", "allyesconfig", "allnoconfig", "allmodconfig");
    private static final Set<String> WITH_FILE = Set.of("defconfig", "savedefconfig");
    private static final String USAGE = "usage: kconfig [-s] [--dialect=NAME] --olddefconfig | --alldefconfig"
            + " | --allyesconfig | --allnoconfig | --allmodconfig | --defconfig=FILE | --savedefconfig=FILE KCONFIG";

    static CommandLine parse(String[] arguments, Map<String, String> environment) throws Failure {
        String mode = "";
        String file = "";
        String kconfig = "";
        String dialect = environment.getOrDefault("KCONFIG_DIALECT", "linux");
        boolean silent = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("-s") || argument.equals("--silent")) {
                silent = true;
            } else if (argument.startsWith("--dialect=")) {
                dialect = argument.substring("--dialect=".length());
            } else if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                mode = argument.substring(2, equals < 0 ? argument.length() : equals);
                if (WITH_FILE.contains(mode)) {
                    if (equals < 0 && ++i == arguments.length) {
                        throw new Failure("--" + mode + " needs a file\n" + USAGE);
                    }
                    file = equals < 0 ? arguments[i] : argument.substring(equals + 1);
                } else if (!PLAIN.contains(mode)) {
                    throw new Failure(argument + " is not supported\n" + USAGE);
                }
            } else if (argument.startsWith("-")) {
                throw new Failure(argument + " is not supported\n" + USAGE);
            } else {
                kconfig = argument;
            }
        }
        if (kconfig.isEmpty()) {
            throw new Failure("Kconfig file missing\n" + USAGE);
        }
        if (mode.isEmpty()) {
            throw new Failure("asking questions is not supported, perhaps you should add --olddefconfig\n" + USAGE);
        }
        return new CommandLine(mode, file, kconfig, dialect, silent);
    }
}
