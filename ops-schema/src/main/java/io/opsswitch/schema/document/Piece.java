/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Node;

/** A part of a table's documentation, in the order of the file. */
sealed interface Piece {

    /** Text that stands by itself: paragraphs, lists. */
    record Prose(List<Node> nodes) implements Piece {
        public Prose {
            nodes = List.copyOf(nodes);
        }
    }

    /**
     * A chapter.
     *
     * @param depth 1 for a chapter of the table, 2 for one inside, and so on
     */
    record Group(@Nullable String title, int depth, List<Piece> pieces) implements Piece {
        public Group {
            pieces = List.copyOf(pieces);
        }
    }

    /**
     * What is said of a column, or of one key of it.
     *
     * @param key the key, or null when it is about the whole column
     * @param type the type of the key's value in words; null when nothing is said of it
     */
    record ColumnText(
            String column, @Nullable String key, @Nullable String type, List<Node> nodes) implements Piece {
        public ColumnText {
            nodes = List.copyOf(nodes);
        }
    }
}
