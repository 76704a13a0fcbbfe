/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a package as a text that {@code msibuild} takes: names of columns, their types, name and keys of the table, rows;
 * tabs between cells. Types are those of Windows Installer: {@code s} text, {@code l} text that can be translated, {@code i}
 * number, a capital letter where a cell may be empty.
 */
final class Table {

    private static final String END = "\r\n";

    private final String name;
    private final int width;
    private final StringBuilder text = new StringBuilder();
    private int rows;

    /**
     * Create a table without rows.
     *
     * @param keys how many of the columns are the key, from the first
     * @param columns each as {@code NAME TYPE}
     */
    Table(String name, int keys, String... columns) {
        this.name = name;
        this.width = columns.length;
        List<String> names = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (String column : columns) {
            int space = column.indexOf(' ');
            names.add(column.substring(0, space));
            types.add(column.substring(space + 1));
        }
        text.append(String.join("\t", names)).append(END);
        text.append(String.join("\t", types)).append(END);
        text.append(name).append('\t').append(String.join("\t", names.subList(0, keys)));
        text.append(END);
    }

    /** Add a row. */
    Table row(Object... cells) {
        if (cells.length != width) {
            throw new IllegalArgumentException("table " + name + " has " + width + " columns, not " + cells.length);
        }
        for (int i = 0; i < cells.length; i++) {
            // Blanks of other kinds would end a cell or a row.
            text.append(i == 0 ? "" : "\t").append(cells[i].toString().replaceAll("\\s", " "));
        }
        text.append(END);
        rows++;
        return this;
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    String text() {
        return text.toString();
    }
}
