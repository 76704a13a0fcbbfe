/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;

/**
 * A command that is to run.
 *
 * @param settings the environment, options included
 * @param arguments what follows the command's name
 * @param in where answers are read
 * @param messages where output goes
 * @param silent whether to print no log
 * @param interactive whether a person may be asked
 */
record Call(
        Settings settings,
        Arguments arguments,
        InputStream in,
        Messages messages,
        boolean silent,
        boolean interactive) {

    PrintStream out() {
        return messages.out;
    }

    PrintStream err() {
        return messages.err;
    }

    String prefix() {
        return settings.prefix();
    }

    /** Return the same for the tree that begins with another file. */
    Call on(String kconfig) {
        Map<String, String> variables = new HashMap<>(settings.environment());
        variables.put(CommonOptions.KCONFIG, kconfig);
        Settings other = new Settings(settings.directory(), variables, settings.dialect());
        return new Call(other, arguments, in, messages, silent, interactive);
    }

    /** Return the first file of the tree. */
    String kconfig() {
        return settings.text(CommonOptions.KCONFIG, "Kconfig");
    }
}
