/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of an index's columns. Immutable. */
final class IndexKey {

    private final Datum[] values;
    private final int hash;

    IndexKey(Datum... values) {
        this.values = values;
        this.hash = Arrays.hashCode(values);
    }

    static IndexKey of(Row row, List<ColumnSchema> columns) {
        Datum[] values = new Datum[columns.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.datum(columns.get(i).index());
        }
        return new IndexKey(values);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof IndexKey other && hash == other.hash && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
