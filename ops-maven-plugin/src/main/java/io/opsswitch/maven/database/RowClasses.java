/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.schema.SchemaClasses;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaSource;
import io.opsswitch.schema.TableChoice;
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
    private List<String> tables = List.of();
    private List<String> without = List.of();

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
     * Choose tables; without this they are all.
     *
     * @param only the names of those that get a class; empty for all
     * @param others the names of those that get none
     * @throws ImageException if both are given
     */
    public RowClasses choose(List<String> only, List<String> others) throws ImageException {
        if (!only.isEmpty() && !others.isEmpty()) {
            throw new ImageException("<tables> and <without> exclude each other; leave one out");
        }
        tables = List.copyOf(only);
        without = List.copyOf(others);
        return this;
    }

    private TableChoice choice(SchemaSource source) throws ImageException {
        try {
            return tables.isEmpty() ? TableChoice.without(source, without) : TableChoice.only(source, tables);
        } catch (IllegalArgumentException e) {
            throw new ImageException((tables.isEmpty() ? "<without>: " : "<tables>: ") + e.getMessage(), e);
        }
    }

    /**
     * Write the classes.
     *
     * @param documentation null for the one beside the schema
     * @return what to tell
     * @throws ImageException if the schema lacks a table that was chosen
     */
    public List<String> write(@Nullable Path documentation, Path root)
            throws ImageException, SchemaException, IOException {
        Path xml = documentation == null ? SchemaFolder.sibling(schema, ".xml") : documentation;
        SchemaSource source = SchemaSource.read(schema, xml, null);
        SchemaClasses classes = SchemaClasses.of(source, choice(source), packageName, jspecify);
        int changed = classes.write(root);
        return List.of("idl: " + packageName + ": " + classes.files().size() + " files, "
                + (changed == 0 ? "all up to date" : changed + " changed"));
    }
}
