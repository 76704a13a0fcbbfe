/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import io.opsswitch.schema.model.SourceText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of a database: its parts, and the text they lie in.
 *
 * @param source the file's text
 * @param name what the document calls itself, or null; not always the database's name
 * @param title the document's title, or null
 * @param tables in the order of the file
 * @param tags where the tags lie
 */
public record SchemaDocumentation(
        SourceText source,
        @Nullable String name,
        @Nullable String title,
        List<DocNode.DocTable> tables,
        List<Span> tags) {

    public SchemaDocumentation {
        tables = List.copyOf(tables);
        tags = List.copyOf(tags);
    }
}
