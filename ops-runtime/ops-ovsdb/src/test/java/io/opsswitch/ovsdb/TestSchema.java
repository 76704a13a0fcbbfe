/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.JsonParser;

/** A schema with one of each: references of both kinds, an index, limits, an ephemeral column. */
public final class TestSchema {

    private static final String TEXT = """
            {"name":"T","version":"1.0.0","cksum":"1 2","tables":{
              "Root":{"isRoot":true,"indexes":[["name"]],"columns":{
                "name":{"type":"string"},
                "i":{"type":{"key":{"type":"integer","minInteger":-5,"maxInteger":100}}},
                "set":{"type":{"key":{"type":"string","maxLength":5},"min":0,"max":3}},
                "map":{"type":{"key":"string","value":"integer","min":0,"max":"unlimited"}},
                "opt":{"type":{"key":"integer","min":0,"max":1}},
                "fixed":{"type":"string","mutable":false},
                "eph":{"type":"string","ephemeral":true},
                "kids":{"type":{"key":{"type":"uuid","refTable":"Kid"},"min":0,"max":"unlimited"}},
                "weak":{"type":{"key":{"type":"uuid","refTable":"Kid","refType":"weak"},"min":0,"max":"unlimited"}}}},
              "Kid":{"columns":{
                "n":{"type":"integer"},
                "next":{"type":{"key":{"type":"uuid","refTable":"Kid"},"min":0,"max":1}}}},
              "One":{"isRoot":true,"maxRows":1,"columns":{"x":{"type":"integer"}}}}}
            """;

    private TestSchema() {}

    public static DatabaseSchema get() {
        try {
            return DatabaseSchema.parse(JsonParser.parse(TEXT));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
