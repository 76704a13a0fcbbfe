/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.document.Documents;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Documents for readers of the pruned databases of a product: browsable HTML, and a manual page for each in {@code man/}.
 * Belongs to the thread that made it.
 */
public final class SchemaDocuments {

    private final Documents documents;

    /**
     * Start.
     *
     * @param title what the first page is called
     * @param subtitle what the databases are documented for, such as {@code for platform alpha}; may be empty
     */
    public SchemaDocuments(String title, String subtitle) {
        documents = new Documents(title, subtitle);
    }

    /**
     * Add a database.
     *
     * @param folder the name of the folder for its pages
     * @param enabledFeatures the symbols that are on; null for all
     * @throws SchemaException if the schema is unsound for them, or the documentation has elements that are not known
     */
    public void add(String folder, SchemaSource source, @Nullable Set<String> enabledFeatures) throws SchemaException {
        Variant variant = source.variant(enabledFeatures);
        source.build(enabledFeatures); // throws what is wrong
        if (variant.schema().tables().isEmpty()) {
            return;
        }
        documents.add(folder, source.schema(), variant.schema(), source.documentation(), variant.documentation());
    }

    /** Return all files by their names relative to one folder. */
    public Map<String, String> files() {
        return documents.files();
    }

    /** Write all files into a folder, which need not exist. */
    public void write(Path folder) throws IOException {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }
}
