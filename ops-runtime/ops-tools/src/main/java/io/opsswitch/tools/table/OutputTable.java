/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table to be printed. Filled and printed by one thread. */
public final class OutputTable {

    private final @Nullable String caption;
    private final List<String> headings;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** Create a table without rows; the caption may be null for none. */
    public OutputTable(@Nullable String caption, List<String> headings) {
        this.caption = caption;
        this.headings = List.copyOf(headings);
    }

    /** Add a row; cells that are missing at its end are empty. */
    public void add(List<Cell> cells) {
        if (cells.size() > headings.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + headings.size() + " columns");
        }
        List<Cell> row = new ArrayList<>(cells);
        while (row.size() < headings.size()) {
            row.add(Cell.EMPTY);
        }
        rows.add(row);
    }

    @Nullable
    String caption() {
        return caption;
    }

    List<String> headings() {
        return headings;
    }

    List<List<Cell>> rows() {
        return rows;
    }
}
