/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.document.Summaries;
import io.opsswitch.schema.idl.ClassWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * Java classes for the rows of a database's tables, one a table: what they have is fixed by the whole schema, whatever
 * features an image has. They stand on the package {@code io.opsswitch.ovsdb.client.typed} of ops-ovsdb. The same schema
 * always gives the same bytes. Immutable.
 */
public final class SchemaClasses {

    private static final String SUFFIX = ".java";

    private final String database;
    private final String packageName;
    private final Map<String, String> files;

    private SchemaClasses(String database, String packageName, Map<String, String> files) {
        this.database = database;
        this.packageName = packageName;
        this.files = files;
    }

    /** Tell whether a name can be that of a package of generated classes. */
    public static boolean isPackageName(String name) {
        return SourceVersion.isName(name, SourceVersion.RELEASE_17);
    }

    /**
     * Write the classes of a database.
     *
     * @param packageName their package, see {@link #isPackageName}
     * @param jspecify whether to mark what may be null with the annotations of JSpecify
     * @throws SchemaException listing everything that is wrong with the schema or its documentation, if anything is
     */
    public static SchemaClasses of(SchemaSource source, String packageName, boolean jspecify) throws SchemaException {
        return of(source, TableChoice.ALL, packageName, jspecify);
    }

    /**
     * Write the classes of some tables of a database, such as those of one feature, or all but those.
     *
     * @param wanted which tables get a class; references to rows of others are UUIDs
     */
    public static SchemaClasses of(SchemaSource source, Predicate<String> wanted, String packageName, boolean jspecify)
            throws SchemaException {
        if (!isPackageName(packageName)) {
            throw new IllegalArgumentException(packageName + " is no name of a package");
        }
        source.check(null);
        source.build(null); // throws what is wrong
        Summaries summaries = Summaries.of(source.documentation());
        return new SchemaClasses(
                source.name(),
                packageName,
                new ClassWriter(source.schema(), wanted, summaries, packageName, jspecify).files());
    }

    /** Return the texts of the files by their names relative to a root of sources. */
    public Map<String, String> files() {
        return files;
    }

    /**
     * Write the files whose text changes, and delete those that an earlier schema of the database had made in the
     * package.
     *
     * @param root a root folder of sources; made if it does not exist
     * @return how many files were written or deleted
     */
    public int write(Path root) throws IOException {
        int changed = 0;
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = root.resolve(file.getKey());
            byte[] bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
            if (!Files.isRegularFile(path) || !Arrays.equals(Files.readAllBytes(path), bytes)) {
                Path folder = path.getParent();
                if (folder != null) {
                    Files.createDirectories(folder);
                }
                Files.write(path, bytes);
                changed++;
            }
        }
        for (Path old : outdated(root)) {
            Files.delete(old);
            changed++;
        }
        return changed;
    }

    private List<Path> outdated(Path root) throws IOException {
        Set<Path> current = files.keySet().stream().map(root::resolve).collect(Collectors.toSet());
        List<Path> found;
        try (Stream<Path> all = Files.list(root.resolve(packageName.replace('.', '/')))) {
            found = all.filter(path -> path.toString().endsWith(SUFFIX) && !current.contains(path))
                    .toList();
        }
        List<Path> outdated = new ArrayList<>();
        for (Path path : found) {
            if (Files.readString(path).startsWith(ClassWriter.header(database))) {
                outdated.add(path);
            }
        }
        return outdated;
    }
}
