/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.convert;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumBuilder;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cuts values down to what a new type can hold. */
final class Fit {

    private final Database source;

    Fit(Database source) {
        this.source = source;
    }

    /** Return what a new type can hold of a value; null if that is not enough elements, so that the default remains. */
    @Nullable
    Datum into(ColumnType type, Datum value, ColumnType oldType) {
        BaseType oldValueType = oldType.value();
        BaseType valueType = type.value();
        if ((valueType == null) != (oldValueType == null)) {
            return null;
        }
        DatumBuilder builder = new DatumBuilder(value.size(), valueType != null);
        int count = 0;
        for (int i = 0; i < value.size() && count < type.max(); i++) {
            Object key = atom(type.key(), value.key(i));
            if (key == null) {
                continue;
            }
            if (valueType == null) {
                builder.add(key, null);
                count++;
            } else {
                Object mapped = atom(valueType, value.value(i));
                if (mapped != null) {
                    builder.add(key, mapped);
                    count++;
                }
            }
        }
        return count < type.min() ? null : builder.buildSorted();
    }

    private @Nullable Object atom(BaseType base, Object atom) {
        Json json = Atoms.toJson(atom);
        try {
            Object fitting = DatumParser.parse(json, new ColumnType(base, null, 1, 1), null)
                    .key(0);
            return isDangling(base, fitting) ? null : fitting;
        } catch (OvsdbException e) {
            return null; // it does not fit: the caller reports what is missing afterwards
        }
    }

    private boolean isDangling(BaseType base, Object atom) {
        String table = base.refTable();
        return table != null && (source.schema().table(table) == null || source.row(table, (UUID) atom) == null);
    }
}
