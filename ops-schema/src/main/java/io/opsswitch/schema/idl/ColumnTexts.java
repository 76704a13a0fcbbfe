/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import io.opsswitch.schema.document.Summaries;
import io.opsswitch.schema.model.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What Javadoc says of the columns of a table. Immutable. */
final class ColumnTexts {

    private final String table;
    private final Summaries summaries;
    private final Map<String, List<String>> enums;

    /**
     * Prepare.
     *
     * @param enums the classes with the names of a column's values, by column
     */
    ColumnTexts(String table, Summaries summaries, Map<String, List<String>> enums) {
        this.table = table;
        this.summaries = summaries;
        this.enums = enums;
    }

    String code(Shape shape) {
        return "{@code " + shape.column().name() + "}";
    }

    String getter(Shape shape) {
        String summary = summaries.column(table, shape.column().name());
        StringBuilder text = new StringBuilder();
        if (summary == null) {
            text.append("Return column ")
                    .append(code(shape))
                    .append(empty(shape))
                    .append('.');
        } else {
            text.append(JavaText.javadoc(summary))
                    .append(" Column ")
                    .append(code(shape))
                    .append(empty(shape))
                    .append('.');
        }
        for (String name : enums.getOrDefault(shape.column().name(), List.of())) {
            text.append(" See {@link ").append(name).append("}.");
        }
        Tag tag = shape.column().tag();
        if (tag != null) {
            text.append(" Only where ").append(symbols(tag)).append(" is on.");
        }
        return text.toString();
    }

    static String symbols(Tag tag) {
        return tag.symbols().stream()
                .map(symbol -> "<code>" + JavaText.javadoc(symbol) + "</code>")
                .collect(Collectors.joining(" or "));
    }

    private static String empty(Shape shape) {
        boolean rows = shape.refers();
        return switch (shape.sort()) {
            case ONE -> rows ? "; null if the row is not there" : "";
            case OPTIONAL -> rows ? "; null if it is empty or the row is not there" : "; null if it is empty";
            case SET, MAP -> rows ? ", without rows that are not there" : "";
        };
    }
}
