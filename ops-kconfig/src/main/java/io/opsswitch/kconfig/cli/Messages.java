/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Diagnostic;
import java.io.PrintStream;
import java.util.List;

/** Prints what the C tool prints where it prints it. */
final class Messages {

    final PrintStream out;
    final PrintStream err;
    private boolean silent;

    Messages(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    void silence() {
        silent = true;
    }

    /** Print a line of the log. */
    void say(String message) {
        if (!silent) {
            out.print("#\n# " + message + "\n#\n");
        }
    }

    /** Print a line of the log beside an output that programs read. */
    void aside(String message) {
        if (!silent) {
            err.println(message);
        }
    }

    void print(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            boolean info = diagnostic.severity() == Diagnostic.Severity.INFO && diagnostic.location() == null;
            // What a command prints has its own line ends.
            boolean ended = diagnostic.standsAlone()
                    && diagnostic.text().endsWith("\n")
                    && diagnostic.severity() == Diagnostic.Severity.INFO;
            (info ? out : err).print(ended ? diagnostic.toString() : diagnostic + "\n");
        }
    }
}
