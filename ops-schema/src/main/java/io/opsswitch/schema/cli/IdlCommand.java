/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaClasses;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaSource;
import io.opsswitch.schema.TableChoice;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** {@code ops-schema idl}. */
final class IdlCommand implements SchemaMain.Command {

    @Override
    public String help() {
        return """
                usage: ops-schema idl --schema FILE --package NAME --out DIR [--xml FILE]
                       [--tables A,B | --without A,B] [--jspecify]
                Generate a Java class for the rows of each table, to be compiled with ops-ovsdb on the
                class path. Files whose text stays the same are left alone.

                  --schema FILE      the schema, an ovsschema or an extschema
                  --xml FILE         its documentation, for Javadoc; NAME.xml beside the schema unless given
                  --package NAME     the package of the classes
                  --tables A,B       classes for these tables only; references to others are UUIDs
                  --without A,B      classes for all tables but these
                  --jspecify         mark what may be null with the annotations of JSpecify
                  --out DIR, -o DIR  a root folder of sources; made if it does not exist
                """;
    }

    @Override
    public int run(List<String> words, PrintStream out, PrintStream err)
            throws UsageException, SchemaException, IOException {
        List<String> full =
                words.stream().map(word -> word.equals("-o") ? "--out" : word).toList();
        Options options = Options.parse(
                "idl", full, Set.of("schema", "xml", "package", "out", "tables", "without"), Set.of("jspecify"));
        options.operands(0, "");
        Path root = Options.path("--out", options.required("out"));
        String packageName = options.required("package");
        if (!SchemaClasses.isPackageName(packageName)) {
            throw new UsageException(
                    "--package \"" + packageName + "\" is no name of a Java package; write one such as com.example.db");
        }
        SchemaSource source = Inputs.source(options);
        SchemaClasses classes = SchemaClasses.of(source, wanted(source, options), packageName, options.has("jspecify"));
        int changed = classes.write(root);
        out.println(packageName + ": " + classes.files().size() + " files, " + changed + " changed");
        return 0;
    }

    private static TableChoice wanted(SchemaSource source, Options options) throws UsageException {
        String only = options.value("tables");
        String without = options.value("without");
        if (only != null && without != null) {
            throw new UsageException("--tables and --without exclude each other; leave one out");
        }
        try {
            if (only != null) {
                return TableChoice.only(source, List.of(only.split(",")));
            }
            return without == null ? TableChoice.ALL : TableChoice.without(source, List.of(without.split(",")));
        } catch (IllegalArgumentException e) {
            throw new UsageException((only == null ? "--without: " : "--tables: ") + e.getMessage());
        }
    }
}
