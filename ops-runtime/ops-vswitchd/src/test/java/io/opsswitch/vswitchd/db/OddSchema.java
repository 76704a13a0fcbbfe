/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.db;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Makes a legal schema by lot, with names and types of the sort that nobody thinks of. */
final class OddSchema {

    private static final String[] NAMES = {
        "Object",
        "String",
        "Set",
        "List",
        "Editor",
        "Column",
        "Override",
        "UUID",
        "aux",
        "foo",
        "FOO",
        "Foo_Bar",
        "FooBar",
        "class",
        "hashCode",
        "uuid",
        "_",
        "a_b",
        "aB",
        "a__b",
        "has_x",
        "x",
        "x_",
        "x_uuids",
        "value",
        "replica",
        "wait",
        "T1",
        "CT_zone",
        "verify_x",
        "add_to_x",
        "getClass",
        "int",
        "record",
        "yield",
        "Objects",
        "only",
        "by_x",
        "TypedRow",
        "row_type"
    };
    private static final String[] ATOMS = {"string", "integer", "real", "boolean", "uuid"};
    private static final String[] VALUES = {"", "-", "a", "A", "a b", "9", "\"q\"", "\\u0041", "\n", "ü", "*/", "class"
    };

    private final Random lot;
    private final Map<String, Object> tables = new LinkedHashMap<>();
    private final List<String> tableNames;

    private OddSchema(Random lot) {
        this.lot = lot;
        this.tableNames = names(1 + lot.nextInt(5));
    }

    static String json(long seed) throws Exception {
        OddSchema schema = new OddSchema(new Random(seed));
        schema.tableNames.forEach(name -> schema.tables.put(name, schema.table()));
        Map<String, Object> database = new LinkedHashMap<>();
        database.put("name", schema.names(1).get(0));
        database.put("version", "1.0.0");
        database.put("tables", schema.tables);
        return new ObjectMapper().writeValueAsString(database);
    }

    private List<String> names(int count) {
        Set<String> names = new LinkedHashSet<>();
        while (names.size() < count) {
            String name = NAMES[lot.nextInt(NAMES.length)];
            if (!name.startsWith("_")) {
                names.add(name);
            }
        }
        return new ArrayList<>(names);
    }

    private Map<String, Object> table() {
        Map<String, Object> columns = new LinkedHashMap<>();
        names(1 + lot.nextInt(8)).forEach(name -> columns.put(name, column()));
        Map<String, Object> table = new LinkedHashMap<>();
        table.put("columns", columns);
        table.put("isRoot", true);
        if (lot.nextInt(4) == 0) {
            table.put("maxRows", 1);
        }
        List<List<String>> indexes = new ArrayList<>();
        List<String> indexed = new ArrayList<>(columns.keySet());
        indexes.add(indexed.subList(0, 1));
        indexes.add(indexed.subList(0, Math.min(2, indexed.size())));
        table.put("indexes", indexes);
        return table;
    }

    private Map<String, Object> column() {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("key", base());
        int sort = lot.nextInt(5);
        if (sort == 0) {
            type.put("value", base());
        }
        if (sort <= 2) {
            type.put("min", lot.nextInt(2));
            type.put("max", lot.nextBoolean() ? "unlimited" : (Object) (1 + lot.nextInt(3)));
        } else if (sort == 3) {
            type.put("min", 0);
        }
        Map<String, Object> column = new LinkedHashMap<>();
        column.put("type", type);
        column.put("mutable", lot.nextInt(4) != 0);
        return column;
    }

    private Object base() {
        String atom = ATOMS[lot.nextInt(ATOMS.length)];
        Map<String, Object> base = new LinkedHashMap<>();
        base.put("type", atom);
        if (atom.equals("uuid") && lot.nextInt(4) != 0) {
            base.put("refTable", tableNames.get(lot.nextInt(tableNames.size())));
        } else if (lot.nextInt(3) == 0) {
            switch (atom) {
                case "string" -> base.put("enum", set((Object[]) VALUES));
                case "integer" -> base.put("enum", set(-1, 1, 10, Long.MIN_VALUE));
                case "real" -> base.put("enum", set(-0.5, 0.5, 1e300));
                case "boolean" -> base.put("enum", true);
                default -> {}
            }
        }
        return base;
    }

    private static List<Object> set(Object... values) {
        return List.of("set", List.of(values));
    }
}
