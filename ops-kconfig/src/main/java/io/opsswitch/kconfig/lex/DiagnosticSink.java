/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages of one load in the order they arise. Owned by the thread that loads. */
public final class DiagnosticSink {

    private final List<Diagnostic> all = new ArrayList<>();
    private int errors;

    /** Add a message. */
    public void add(Diagnostic diagnostic) {
        all.add(diagnostic);
        if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
            errors++;
        }
    }

    /** Tell whether an error was added. */
    public boolean hasErrors() {
        return errors > 0;
    }

    /** Return everything. */
    public List<Diagnostic> all() {
        return all;
    }
}
