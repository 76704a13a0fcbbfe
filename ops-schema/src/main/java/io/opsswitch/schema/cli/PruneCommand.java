/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code ops-schema prune}. */
final class PruneCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema prune --schema FILE (--features FILE | --config FILE) --out DIR
                Prune a schema and its documentation, check that the result is sound, and write
                NAME.extschema, NAME.ovsschema and NAME.xml.

                """ + Inputs.HELP + Inputs.FEATURES_HELP + """
                  --out DIR          where to write; made if it does not exist
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err)
            throws UsageException, SchemaException, IOException {
        Options options = Options.parse("prune", words, Inputs.VALUED, Set.of());
        options.operands(0, "");
        Path folder = Options.path("--out", options.required("out"));
        Set<String> enabled = Inputs.requiredEnabled(options);
        SchemaSource source = Inputs.source(options);
        Inputs.warn(source.check(null), err);
        SchemaBuild.Result result = source.build(enabled);
        Inputs.warn(result.warnings(), err);
        if (result.tables() == 0) {
            out.println(result.name() + ": nothing is left of it, so nothing is written");
            return 0;
        }
        Files.createDirectories(folder);
        String name = SchemaFolder.baseName(Inputs.schema(options));
        Files.write(folder.resolve(name + ".extschema"), result.extschema());
        Files.write(folder.resolve(name + ".ovsschema"), result.ovsschema());
        byte[] documentation = result.documentation();
        if (documentation != null) {
            Files.write(folder.resolve(name + ".xml"), documentation);
        }
        result.pruned().forEach(entity -> out.println("pruned: " + entity));
        out.println(result.name() + " " + result.version() + ": "
                + result.pruned().size() + " entities pruned, cksum " + result.cksum());
        return 0;
    }
}
