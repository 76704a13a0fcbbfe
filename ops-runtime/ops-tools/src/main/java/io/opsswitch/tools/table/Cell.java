/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import org.jspecify.annotations.Nullable;

/**
 * A cell of a table. Immutable.
 *
 * @param text what is printed as it is; null for a value
 * @param json the value; null for text, or if there is none
 * @param type the value's type; without one it is printed as JSON
 */
public record Cell(
        @Nullable String text,
        @Nullable Json json,
        @Nullable ColumnType type) {

    /** A cell without anything in it. */
    public static final Cell EMPTY = new Cell(null, null, null);

    /** Return a cell of text. */
    public static Cell of(String text) {
        return new Cell(text, null, null);
    }

    /** Return a cell that is printed as JSON always. */
    public static Cell of(Json json) {
        return new Cell(null, json, null);
    }

    /** Return a cell of a column's value. */
    public static Cell of(Json json, ColumnType type) {
        return new Cell(null, json, type);
    }

    String toText(TableStyle style) {
        if (text != null) {
            return text;
        }
        if (json == null) {
            return "";
        }
        if (type == null || style.data() == TableStyle.Data.JSON) {
            return JsonText.of(json, false);
        }
        try {
            Datum datum = DatumParser.parse(json, type, null);
            return style.data() == TableStyle.Data.BARE ? datum.toBareText() : datum.toText(type);
        } catch (OvsdbException e) {
            // The difference of two sets in a monitor's update need not be a value of the column: it is shown as it is.
            return JsonText.of(json, false);
        }
    }

    Json toJson() {
        return text != null ? Json.of(text) : json != null ? json : Json.NULL;
    }
}
