/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaDocuments;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code ops-schema doc}. */
final class DocCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema doc --schema FILE [--features FILE | --config FILE] --out DIR
                Make HTML of a schema and its documentation, to begin at DIR/index.html, and a manual
                page in DIR/man. With features, of what is left when only they are on.

                """ + Inputs.HELP + Inputs.FEATURES_HELP + """
                  --title TEXT       what the first page is called
                  --out DIR          where to write; made if it does not exist
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err)
            throws UsageException, SchemaException, IOException {
        Options options = Options.parse("doc", words, Inputs.VALUED, Set.of());
        options.operands(0, "");
        Path folder = Options.path("--out", options.required("out"));
        Set<String> enabled = Inputs.enabled(options);
        SchemaSource source = Inputs.source(options);
        source.check(null);
        String title = options.value("title");
        SchemaDocuments documents = new SchemaDocuments(title == null ? "Databases" : title, "");
        documents.add(SchemaFolder.baseName(Inputs.schema(options)), source, enabled);
        documents.write(folder);
        out.println("written: " + folder.resolve("index.html"));
        return 0;
    }
}
