/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser.Kind;

/**
 * A column of a table. Immutable.
 *
 * @param index its place in a row
 * @param mutable whether an update may change it
 * @param persistent whether it goes into the journal; the opposite of "ephemeral"
 */
public record ColumnSchema(String name, int index, ColumnType type, boolean mutable, boolean persistent) {

    static ColumnSchema parse(Json json, String name, int index) throws OvsdbException {
        MemberParser members = new MemberParser(json, "schema for column " + name);
        boolean mutable = members.optionalBoolean("mutable", true);
        boolean ephemeral = members.optionalBoolean("ephemeral", false);
        Json typeJson = members.required("type", Kind.STRING_OR_OBJECT);
        members.finish();
        ColumnType type = ColumnType.parse(typeJson == null ? json : typeJson);
        // A weak reference changes when its row goes, whatever the schema says.
        return new ColumnSchema(name, index, type, mutable || type.hasWeakRefs(), !ephemeral);
    }

    Json toJson() {
        Json.Obj json = Json.object();
        if (!mutable) {
            json.with("mutable", Json.FALSE);
        }
        if (!persistent) {
            json.with("ephemeral", Json.TRUE);
        }
        return json.with("type", type.toJson());
    }
}
