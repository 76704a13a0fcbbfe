/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem;
import io.opsswitch.schema.SchemaSource;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code ops-schema check}. */
final class CheckCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema check --schema FILE [--features FILE | --config FILE] [--each-symbol]
                Check a schema and its documentation without writing anything: first what does not
                depend on features, then what is left when only the given ones are on (all, unless
                given).

                """ + Inputs.HELP + Inputs.FEATURES_HELP + """
                  --each-symbol      check also what is left when a single one of the symbols that tags
                                     name is changed from that
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err) throws UsageException, SchemaException {
        Options options = Options.parse("check", words, Inputs.VALUED, Set.of("each-symbol"));
        options.operands(0, "");
        Set<String> enabled = Inputs.enabled(options);
        SchemaSource source = Inputs.source(options);
        Inputs.warn(source.check(null), err);
        Set<String> start = enabled == null ? source.symbols() : enabled;
        Inputs.warn(source.build(start).warnings(), err);
        int broken = 0;
        int tried = 0;
        if (options.has("each-symbol")) {
            for (String symbol : source.symbols()) {
                tried++;
                Set<String> changed = new HashSet<>(start);
                boolean off = changed.remove(symbol);
                if (!off) {
                    changed.add(symbol);
                }
                for (SchemaProblem problem : problems(source, changed)) {
                    err.println((off ? "without " : "with ") + symbol + ": " + problem);
                    broken++;
                }
            }
        }
        out.println(source.name() + ": " + (broken == 0 ? "sound" : broken + (broken == 1 ? " error" : " errors"))
                + (tried == 0 ? "" : ", " + tried + " changes of one symbol tried"));
        return broken == 0 ? 0 : 1;
    }

    private static List<SchemaProblem> problems(SchemaSource source, Set<String> enabled) {
        try {
            source.build(enabled);
            return new ArrayList<>();
        } catch (SchemaException e) {
            return e.problems();
        }
    }
}
