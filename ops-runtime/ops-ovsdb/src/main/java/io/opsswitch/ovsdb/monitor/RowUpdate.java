/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an update tells of one row: a {@code <row-update>} of RFC 7047, or a {@code <row-update2>} of ovsdb-server(7).
 *
 * @param members "old" and "new"; or one of "initial", "insert", "modify" and "delete"
 */
public record RowUpdate(TableSchema table, UUID uuid, Json.Obj members) {

    /** What has become of the row. */
    public enum Kind {
        /** It is as told: new or not, see {@link #hasOld}. */
        CONTENTS,
        /** It was there and differs by what is told. */
        DIFFERENCE,
        /** It is gone. */
        DELETION
    }

    /** Takes the columns that are told. */
    @FunctionalInterface
    public interface ValueSink {
        /**
         * Take a column.
         *
         * @param value what it is now; of a difference what {@link Datum#applyDiff} takes
         */
        void value(ColumnSchema column, Datum value);
    }

    /** Return what has become of the row. */
    public Kind kind() {
        if (members.get("modify") != null) {
            return Kind.DIFFERENCE;
        }
        return contents() == null ? Kind.DELETION : Kind.CONTENTS;
    }

    /** Return whether it tells what the row was before, so that the row was there. */
    public boolean hasOld() {
        return members.get("old") != null;
    }

    private @Nullable Json contents() {
        Json contents = members.get("new");
        if (contents == null) {
            contents = members.get("insert");
        }
        return contents == null ? members.get("initial") : contents;
    }

    /** Throw unless it tells the contents of the row, as all do in the reply to a monitor request. */
    public void requireContents() throws OvsdbException {
        if (contents() == null) {
            throw OvsdbException.syntax(members, "contents of row %s expected", uuid);
        }
    }

    /**
     * Hand on each column that is told, none if the row is gone. Of contents, a column that is not told has its default.
     *
     * @throws OvsdbException if the table has no such column, or a value does not fit
     */
    public void forEachValue(ValueSink sink) throws OvsdbException {
        boolean difference = kind() == Kind.DIFFERENCE;
        Json row = difference ? members.get("modify") : contents();
        if (row == null) {
            return;
        }
        for (Map.Entry<String, Json> member : TableUpdates.object(row).members().entrySet()) {
            ColumnSchema column = table.column(member.getKey());
            if (column == null) {
                throw OvsdbException.at(
                        row, "unknown column", "No column %s in table %s.", member.getKey(), table.name());
            }
            ColumnType type = difference ? column.type().withCount(0, ColumnType.UNLIMITED) : column.type();
            sink.value(column, DatumParser.parse(member.getValue(), type, null));
        }
    }
}
