/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The databases of one product: each {@code NAME.extschema} of a folder, with {@code NAME.xml} and {@code NAME.untaggable}
 * where these exist.
 */
public final class SchemaFolder {

    private static final String SUFFIX = ".extschema";

    private SchemaFolder() {}

    /**
     * A database as read.
     *
     * @param baseName the files' name without suffix
     * @param extschema the schema file
     */
    public record Database(String baseName, Path extschema, SchemaSource source) {}

    /**
     * Read all databases of a folder, in the order of their file names.
     *
     * @return none if there is no such folder
     * @throws SchemaException if a file has errors of form, or two databases have the same name
     */
    public static List<Database> read(Path folder) throws SchemaException, IOException {
        List<Database> databases = new ArrayList<>();
        Map<String, Path> names = new HashMap<>();
        Problems problems = new Problems();
        for (Path file : files(folder)) {
            String base = baseName(file);
            SchemaSource source = SchemaSource.read(file, sibling(file, ".xml"), sibling(file, ".untaggable"));
            Path other = names.putIfAbsent(source.name(), file);
            if (other != null) {
                problems.error(
                        Kind.FORM,
                        new Position(file.toString(), 1, 1),
                        Subject.DATABASE,
                        "the database is named " + source.name() + ", and so is that of " + other,
                        "give one of them another \"name\"; a server tells databases apart by it");
            }
            databases.add(new Database(base, file, source));
        }
        problems.throwIfAny();
        return databases;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }

    /** Return the file beside a schema that belongs to it; null if it does not exist. */
    public static @Nullable Path sibling(Path schema, String suffix) {
        Path sibling = schema.resolveSibling(baseName(schema) + suffix);
        return Files.exists(sibling) ? sibling : null;
    }

    /** Return a schema file's name without its suffix. */
    public static String baseName(Path schema) {
        String name = String.valueOf(schema.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
