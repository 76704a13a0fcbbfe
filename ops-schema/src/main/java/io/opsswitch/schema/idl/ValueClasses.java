/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.model.AtomicType;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes with the values that a table's columns can have, where these are listed: a constant for each. They are no
 * Java enums because a newer server may know more values. Used by one thread.
 */
final class ValueClasses {

    private record Values(String column, BaseType type) {}

    private final Map<String, Values> classes = new LinkedHashMap<>();
    private final Map<String, List<String>> byColumn = new LinkedHashMap<>();

    /**
     * Name the classes.
     *
     * @param names of all classes, with which those inside a class may not be confused
     */
    ValueClasses(Table table, ColumnNames columns, NameSet names) {
        table.columns().values().forEach(column -> {
            String base = JavaNames.capital(columns.method(column.name()));
            BaseType value = column.type().value();
            add(column.name(), column.type().key(), value == null ? base : base + "Key", names);
            if (value != null) {
                add(column.name(), value, base + "Value", names);
            }
        });
    }

    private void add(String column, BaseType type, String wanted, NameSet names) {
        if (Atom.isNamed(type)) {
            String name = names.unique(wanted);
            classes.put(name, new Values(column, type));
            byColumn.computeIfAbsent(column, key -> new ArrayList<>()).add(name);
        }
    }

    /** Return the names of the classes by column. */
    Map<String, List<String>> byColumn() {
        return byColumn;
    }

    void write(JavaFile file) {
        classes.forEach((name, values) -> {
            file.blank();
            file.javadoc("Values of column {@code " + values.column() + "}.");
            file.open("public static final class " + name);
            NameSet constants = new NameSet(List.of());
            List<EnumValue> listed = values.type().values();
            for (EnumValue each : listed == null ? List.<EnumValue>of() : listed) {
                constant(file, values.type().type(), each, constants);
            }
            file.blank();
            file.line("private " + name + "() {}");
            file.close();
        });
    }

    private static void constant(JavaFile file, AtomicType type, EnumValue each, NameSet constants) {
        JsonNode value = each.value();
        String name = constants.unique(JavaNames.constantOf(each.text()));
        if (each.tag() != null) {
            file.blank();
            file.javadoc("Only where " + ColumnTexts.symbols(each.tag()) + " is on.");
        }
        switch (type) {
            case INTEGER -> file.line("public static final long " + name + " = " + value.longValue() + "L;");
            case REAL -> file.line("public static final double " + name + " = " + value.doubleValue() + ";");
            default ->
                file.line("public static final String " + name + " = " + JavaText.literal(value.textValue()) + ";");
        }
    }
}
