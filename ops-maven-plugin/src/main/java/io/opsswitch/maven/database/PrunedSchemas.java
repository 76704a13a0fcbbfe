/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.format.Digests;
import io.opsswitch.schema.SchemaBuild;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The databases of a product as one platform gets them. What was done is told in lines that begin with a mark, so that a
 * build that finds the files up to date can tell it again.
 *
 * @param folder the tagged schemas
 * @param configuration the platform's
 * @param out where the pruned ones go
 */
public record PrunedSchemas(Path folder, PlatformConfiguration configuration, Path out) {

    /** The length of all marks. */
    public static final int MARK_LENGTH = 2;
    /** Mark of a line that names the next database's file. */
    public static final String DATABASE = "= ";
    /** Mark of a line for the record of decisions. */
    public static final String DECISION = "- ";
    /** Mark of a warning. */
    public static final String WARNING = "! ";
    /** Mark of a line that says what was done. */
    public static final String DONE = "* ";

    private static final Set<String> READ = Set.of(".extschema", ".xml", ".untaggable");
    private static final Set<String> WRITTEN = Set.of(".extschema", ".ovsschema", ".xml");

    /** Return a digest of all that the files are made from, the maker's version among it. */
    public String digest(String tool) throws IOException {
        StringBuilder inputs = new StringBuilder(tool).append('\n');
        inputs.append(configuration.features()).append('\n');
        // A tag that names no symbol of the tree is an error.
        inputs.append(configuration.knownSymbols()).append('\n');
        for (Path file : list(folder, READ)) {
            inputs.append(file.getFileName())
                    .append(' ')
                    .append(Digests.sha256(file))
                    .append('\n');
        }
        return Digests.sha256(inputs.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Return the files that are there. */
    public List<Path> outputs() throws IOException {
        return list(out, WRITTEN);
    }

    /**
     * Prune, check and write all of them; files of databases that the product no longer has go.
     *
     * @param report takes what was done; nothing if there is no schema
     * @throws SchemaException if a schema is not sound, before or after pruning
     */
    public void write(List<String> report) throws SchemaException, IOException {
        Set<Path> made = new HashSet<>();
        for (SchemaFolder.Database database : SchemaFolder.read(folder)) {
            write(database, made, report);
        }
        for (Path old : outputs()) {
            if (!made.contains(old)) {
                Files.delete(old);
            }
        }
    }

    private void write(SchemaFolder.Database database, Set<Path> made, List<String> report)
            throws SchemaException, IOException {
        report.add(DATABASE + database.extschema().getFileName());
        // What is wrong before pruning would show again, less clearly, after it.
        database.source().check(configuration.knownSymbols()).forEach(warning -> report.add(WARNING + warning));
        SchemaBuild.Result result = database.source().build(configuration.features());
        result.warnings().forEach(warning -> report.add(WARNING + warning));
        if (result.tables() == 0) {
            report.add(DECISION + "database: " + result.name() + " is left out, all its tables are pruned");
            report.add(DONE + "schema " + result.name() + ": left out, all its tables are pruned");
            return;
        }
        made.add(write(database.baseName() + ".extschema", result.extschema()));
        made.add(write(database.baseName() + ".ovsschema", result.ovsschema()));
        byte[] documentation = result.documentation();
        if (documentation != null) {
            made.add(write(database.baseName() + ".xml", documentation));
        }
        report.add(DECISION + "database: " + result.name() + " " + result.version() + ", cksum " + result.cksum());
        result.pruned().forEach(entity -> report.add(DECISION + "pruned: " + entity));
        report.add(DONE + "schema " + result.name() + " " + result.version() + ": "
                + result.pruned().size() + " entities pruned, cksum " + result.cksum());
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = out.resolve(name);
        Output.write(file, bytes);
        return file;
    }

    private static List<Path> list(Path folder, Set<String> suffixes) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> suffixes.stream().anyMatch(String.valueOf(file.getFileName())::endsWith))
                    .sorted()
                    .toList();
        }
    }
}
