/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaComparison;
import io.opsswitch.schema.SchemaException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** {@code ops-schema diff}. */
final class DiffCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema diff [--json] OLD NEW
                Compare two schemas, each an ovsschema or an extschema: what comes (+), goes (-) and
                changes (~), whether a database with OLD must be converted to NEW, and whether any
                data survives that. Exit code 1 if anything differs.

                  --json             print one JSON object
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err) throws UsageException, SchemaException {
        Options options = Options.parse("diff", words, Set.of(), Set.of("json"));
        List<String> files = options.operands(2, "two files, OLD and NEW");
        SchemaComparison comparison =
                SchemaComparison.of(Options.path("OLD", files.get(0)), Options.path("NEW", files.get(1)));
        if (options.has("json")) {
            out.print(comparison.json());
        } else {
            comparison.lines().forEach(out::println);
        }
        return comparison.needsConversion() || !comparison.changes().isEmpty() ? 1 : 0;
    }
}
