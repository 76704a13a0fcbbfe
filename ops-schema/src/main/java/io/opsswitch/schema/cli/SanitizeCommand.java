/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code ops-schema sanitize}. */
final class SanitizeCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema sanitize --schema FILE [--out FILE]
                Make an ovsschema, which a database server loads, of an extschema: without category,
                relationship and default, sorted, with its cksum. Tags, if there are any, are taken
                off and nothing is pruned.

                  --schema FILE      the extschema
                  --out FILE         where to write; the standard output unless given
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err)
            throws UsageException, SchemaException, IOException {
        Options options = Options.parse("sanitize", words, Set.of("schema", "out"), Set.of());
        options.operands(0, "");
        SchemaSource source = SchemaSource.read(Inputs.schema(options), null, null);
        Inputs.warn(source.check(null), err);
        SchemaBuild.Result result = source.build(null);
        Path file = options.path("out");
        if (file == null) {
            out.writeBytes(result.ovsschema());
        } else {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.write(file, result.ovsschema());
        }
        return 0;
    }
}
