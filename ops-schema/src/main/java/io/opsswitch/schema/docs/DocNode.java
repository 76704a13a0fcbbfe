/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the documentation that can be tagged. */
public sealed interface DocNode {

    /** Return where it lies in the text. */
    Span span();

    /** Return where it begins. */
    Position position();

    /** Return its own tag, or null. */
    @Nullable
    Tag tag();

    /** Return the parts directly inside, in the order of the file. */
    List<DocNode> items();

    /** The documentation of a table. */
    record DocTable(
            String name, @Nullable String title, @Nullable Tag tag, List<DocNode> items, Span span, Position position)
            implements DocNode {
        public DocTable {
            items = List.copyOf(items);
        }
    }

    /** A chapter of a table's documentation; groups nest. */
    record DocGroup(@Nullable String title, @Nullable Tag tag, List<DocNode> items, Span span, Position position)
            implements DocNode {
        public DocGroup {
            items = List.copyOf(items);
        }
    }

    /**
     * The documentation of a column, or of one key of a map column.
     *
     * @param key the key, or null when it is about the whole column
     * @param type the type of the key's value in the notation of a schema, or null
     */
    record DocColumn(
            String name,
            @Nullable String key,
            @Nullable String type,
            @Nullable Tag tag,
            Span span,
            Position position) implements DocNode {
        @Override
        public List<DocNode> items() {
            return List.of();
        }
    }
}
