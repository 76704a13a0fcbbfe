/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.prune.DocumentationPruner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the documents of the databases of one product. Belongs to the thread that made it. */
public final class Documents {

    private final String title;
    private final String subtitle;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<Map<String, Object>> databases = new ArrayList<>();

    /**
     * Start.
     *
     * @param title what the first page is called
     * @param subtitle what the databases are documented for, such as {@code for platform alpha}; may be empty
     */
    public Documents(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    /**
     * Add a database.
     *
     * @param folder the name of the folder for its pages
     * @param before the schema before pruning, which has the tags
     * @param after the pruned schema
     * @param documentation the documentation before pruning, or null when there is none
     * @param pruned the pruned documentation, or null when there is none
     * @throws SchemaException if the documentation has elements that no document knows
     */
    public void add(
            String folder,
            ExtSchema before,
            ExtSchema after,
            @Nullable SchemaDocumentation documentation,
            DocumentationPruner.@Nullable Result pruned)
            throws SchemaException {
        TextReader.Text text = documentation == null || pruned == null
                ? TextReader.none()
                : TextReader.read(documentation.source(), pruned.text());
        Facts facts = new Facts(before, documentation);
        new HtmlDocument(after, facts, text, subtitle)
                .pages()
                .forEach((name, page) -> files.put(folder + "/" + name, page));
        files.put("man/" + ManualPage.name(after, text) + ".5", new ManualPage(after, facts, text).page());
        databases.add(Map.of(
                "folder", folder,
                "name", after.name(),
                "version", after.version(),
                "tables", after.tables().size(),
                "title", HtmlDocument.orEmpty(text.title())));
    }

    /** Return all files by their names relative to one folder; the first page is {@code index.html}. */
    public Map<String, String> files() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("index.html", new Templates().fill("databases", Map.of("title", title, "databases", databases)));
        all.putAll(files);
        return all;
    }
}
