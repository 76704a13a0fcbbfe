/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.Map;

/**
 * What the user asked for.
 *
 * @param mode what to do
 * @param file the file that {@code --defconfig} and {@code --savedefconfig} name, else empty
 * @param kconfig the first file of the tree
 * @param dialect the name of the dialect, empty to find out
 * @param silent whether to print no log
 */
record CommandLine(Mode mode, String file, String kconfig, String dialect, boolean silent) {

    static CommandLine parse(String[] arguments, Map<String, String> environment) throws Failure {
        Mode mode = Mode.OLDASKCONFIG;
        String file = "";
        String kconfig = "";
        String dialect = environment.getOrDefault("KCONFIG_DIALECT", "");
        boolean silent = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (argument.equals("-h") || argument.equals("--help")) {
                throw new Failure(usage());
            } else if (argument.equals("-s") || argument.equals("--silent")) {
                silent = true;
            } else if (argument.startsWith("--dialect=")) {
                dialect = argument.substring("--dialect=".length());
            } else if (argument.startsWith("-")) {
                int equals = argument.indexOf('=');
                mode = mode(argument, equals);
                if (mode.needsFile()) {
                    if (equals < 0 && ++i == arguments.length) {
                        throw new Failure("--" + mode.option() + " needs a file\n" + usage());
                    }
                    file = equals < 0 ? arguments[i] : argument.substring(equals + 1);
                } else if (equals >= 0) {
                    throw new Failure("--" + mode.option() + " takes no value\n" + usage());
                }
            } else if (kconfig.isEmpty()) {
                kconfig = argument;
            }
        }
        if (kconfig.isEmpty()) {
            throw new Failure("Kconfig file missing\n" + usage());
        }
        return new CommandLine(mode, file, kconfig, dialect, silent);
    }

    private static Mode mode(String argument, int equals) throws Failure {
        String name = argument.substring(0, equals < 0 ? argument.length() : equals);
        Mode mode = name.startsWith("--") ? Mode.find(name.substring(2)) : null;
        if (mode == null) {
            throw new Failure(name + " is not supported\n" + usage());
        }
        return mode;
    }

    private static String usage() {
        StringBuilder out = new StringBuilder("usage: " + Help.PROGRAM + " [-s] [--dialect=NAME] [MODE] KCONFIG\n");
        for (Mode mode : Mode.values()) {
            String option = "--" + mode.option() + (mode.needsFile() ? "=FILE" : "");
            out.append("  ").append(option).append(" ".repeat(Math.max(1, 22 - option.length())));
            out.append(mode.purpose()).append('\n');
        }
        return out.append("  -s                    print no log").toString();
    }
}
