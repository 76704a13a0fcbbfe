/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A database schema with the extensions of modular configuration: tags, categories, relationships, defaults.
 *
 * <p>Immutable. A member of the file is either in this model or was reported by the reader: none is lost on the way.
 *
 * @param name the database
 * @param version {@code x.y.z}
 * @param tables by name, in the order of the file
 * @param position of the schema's object
 */
public record ExtSchema(String name, String version, Map<String, Table> tables, Position position) {

    public ExtSchema {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /** Return this schema with other tables. */
    public ExtSchema withTables(Map<String, Table> others) {
        return new ExtSchema(name, version, others, position);
    }
}
