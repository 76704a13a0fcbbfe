/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Diagnostic;
import java.util.ArrayList;
import java.util.List;

/** Collects the messages of one load in the order they arise. Owned by the thread that loads. */
public final class DiagnosticSink {

    /** Whoever loads something that is no tree at all needs no more to see it. */
    private static final int MANY = 20_000;

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

    /** Tell whether there are so many messages that no more should be collected. */
    public boolean isFull() {
        return all.size() >= MANY;
    }

    /** Return everything. */
    public List<Diagnostic> all() {
        return all;
    }
}
