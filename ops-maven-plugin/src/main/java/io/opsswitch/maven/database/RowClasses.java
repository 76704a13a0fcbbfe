/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaClasses;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The classes of the rows of one database of a project. */
public final class RowClasses {

    private final Path schema;
    private final String packageName;
    private final boolean jspecify;

    /**
     * Prepare.
     *
     * @param schema null for the only one in the folder
     * @throws ImageException if the name of the package is none, or there is no schema, or more than one
     */
    public RowClasses(Path folder, @Nullable Path schema, String packageName, boolean jspecify)
            throws ImageException, IOException {
        if (!SchemaClasses.isPackageName(packageName)) {
            throw new ImageException(
                    "<packageName> is \"" + packageName
                            + "\", which is no name of a Java package; perhaps you should set it to one such as com.example.db");
        }
        this.schema = schema == null ? only(folder) : schema;
        this.packageName = packageName;
        this.jspecify = jspecify;
    }

    private static Path only(Path folder) throws ImageException, IOException {
        List<Path> found = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                found = files.filter(file -> file.toString().matches(".*\\.(ext|ovs)schema"))
                        .sorted()
                        .toList();
            }
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        String names = found.stream().map(file -> "" + file.getFileName()).collect(Collectors.joining(", "));
        throw new ImageException(
                found.isEmpty()
                        ? "there is no schema in " + folder + "; perhaps you should name one with <schema>"
                        : "there are several schemas in " + folder + ": " + names
                                + "; perhaps you should name one with <schema>, in an execution for each with a"
                                + " <packageName> of its own");
    }

    /**
     * Write the classes.
     *
     * @param documentation null for the one beside the schema
     * @return what to tell
     */
    public List<String> write(@Nullable Path documentation, Path root) throws SchemaException, IOException {
        Path xml = documentation == null ? SchemaFolder.sibling(schema, ".xml") : documentation;
        SchemaClasses classes = SchemaClasses.of(SchemaSource.read(schema, xml, null), packageName, jspecify);
        int changed = classes.write(root);
        return List.of("idl: " + packageName + ": " + classes.files().size() + " files, "
                + (changed == 0 ? "all up to date" : changed + " changed"));
    }
}
