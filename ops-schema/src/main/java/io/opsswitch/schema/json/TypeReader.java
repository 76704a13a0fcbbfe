/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.AtomicType;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the type of one column (RFC 7047 section 3.2) in both notations: the name of an atomic type, or an object. A
 * type that is wrong is reported and read as a plain string type, so that the rest of the file is still checked.
 */
final class TypeReader {

    private static final List<String> TYPES =
            Arrays.stream(AtomicType.values()).map(AtomicType::schemaName).toList();
    private static final long MAX_COUNT = 0xffff_ffffL;

    private final Problems problems;
    private final Subject subject;

    TypeReader(Problems problems, Subject subject) {
        this.problems = problems;
        this.subject = subject;
    }

    ColumnType columnType(Members column) {
        Json json = column.require("type");
        if (json == null) {
            return new ColumnType(plain(AtomicType.STRING, column.position()), null, 1, 1, column.position());
        }
        return typeOf(json);
    }

    /** Read the type of a documented key: a base type, of which there is one value, or a column's type. */
    ColumnType keyType(Json json) {
        return json instanceof Json.Obj object && object.members().containsKey("type")
                ? new ColumnType(baseType(json), null, 1, 1, json.position())
                : typeOf(json);
    }

    private ColumnType typeOf(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return new ColumnType(baseType(json), null, 1, 1, json.position());
        }
        Members members = new Members(object, "a column type", subject, problems);
        Json key = members.require("key");
        Json value = members.take("value");
        Long min = members.integer("min", 0);
        if (min != null && min > 1) {
            members.form(members.place("min"), "\"min\" is " + min, "write 0 or 1: OVSDB has no other minimum");
        }
        long max = max(members);
        members.finish();
        return new ColumnType(
                key == null ? plain(AtomicType.STRING, json.position()) : baseType(key),
                value == null ? null : baseType(value),
                min == null ? 1 : min,
                max,
                json.position());
    }

    private static long max(Members members) {
        Json json = members.take("max");
        if (json == null) {
            return 1;
        }
        if (json.node().isTextual() && json.node().textValue().equals("unlimited")) {
            return ColumnType.UNLIMITED;
        }
        Long max = members.integer("max", 1);
        if (max != null && max >= MAX_COUNT) {
            members.form(json.position(), "\"max\" is " + max + ", more than a server counts", "write \"unlimited\"");
        }
        return max == null ? 1 : max;
    }

    private static BaseType plain(AtomicType type, Position position) {
        return new BaseType(position, type, null, null, null, null, Annotations.NONE);
    }

    private BaseType baseType(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return plain(atomicType(json), json.position());
        }
        Members members = new Members(object, "a base type", subject, problems);
        Json name = members.require("type");
        AtomicType type = name == null ? AtomicType.STRING : atomicType(name);
        Json values = members.take("enum");
        List<EnumValue> parsed = values == null ? null : enumValues(type, values, members);
        JsonNode minimum = null;
        JsonNode maximum = null;
        BaseType.Reference reference = null;
        if (values == null) {
            minimum = bound(members, type, type.minimumMember());
            maximum = bound(members, type, type.maximumMember());
            reference = type == AtomicType.UUID ? reference(members) : null;
        }
        Annotations annotations = new AnnotationReader(members).read();
        members.finish();
        return new BaseType(json.position(), type, parsed, minimum, maximum, reference, annotations);
    }

    private AtomicType atomicType(Json json) {
        String name = json.node().isTextual() ? json.node().textValue() : json.sort();
        return AtomicType.named(name).orElseGet(() -> {
            problems.error(
                    Kind.FORM,
                    json.position(),
                    subject,
                    "\"" + name + "\" is no atomic type",
                    Names.suggestion(name, TYPES, "use one of " + String.join(", ", TYPES)));
            return AtomicType.STRING;
        });
    }

    private static @Nullable JsonNode bound(Members members, AtomicType type, @Nullable String name) {
        Json json = name == null ? null : members.take(name);
        if (json == null || name == null) {
            return null;
        }
        JsonNode node = json.node();
        boolean right = switch (type) {
            case INTEGER -> AtomicType.INTEGER.accepts(node);
            case REAL -> AtomicType.REAL.accepts(node);
            default -> AtomicType.INTEGER.accepts(node) && node.longValue() >= 0 && node.longValue() <= MAX_COUNT;
        };
        if (!right) {
            members.expected(name, type == AtomicType.STRING ? "a length" : "a number of the type", json);
            return null;
        }
        return node;
    }

    private BaseType.@Nullable Reference reference(Members members) {
        Json table = members.take("refTable");
        String refType = members.string("refType");
        if (table == null) {
            if (refType != null) {
                members.form(
                        members.place("refType"),
                        "\"refType\" stands without \"refTable\"",
                        "name the table or remove it");
            }
            return null;
        }
        if (!table.node().isTextual()) {
            members.expected("refTable", "the name of a table", table);
            return null;
        }
        if (refType != null && !refType.equals("strong") && !refType.equals("weak")) {
            members.form(members.place("refType"), "\"refType\" is \"" + refType + "\"", "use \"strong\" or \"weak\"");
        }
        return new BaseType.Reference(table.node().textValue(), "weak".equals(refType), table.position());
    }

    private List<EnumValue> enumValues(AtomicType type, Json json, Members members) {
        List<EnumValue> values = new ArrayList<>();
        boolean set = json instanceof Json.Arr array
                && array.items().size() == 2
                && array.items().get(0).node().asText().equals("set");
        if (!set) {
            add(values, type, json, members);
            return values;
        }
        Json items = ((Json.Arr) json).items().get(1);
        if (!(items instanceof Json.Arr atoms)) {
            members.expected("enum", "[\"set\", [...]] with an array of values", items);
            return values;
        }
        atoms.items().forEach(item -> add(values, type, item, members));
        if (atoms.items().isEmpty()) {
            problems.error(
                    Kind.EMPTY_ENUM, json.position(), subject, "the enum has no value", "add one or remove the enum");
        }
        return values;
    }

    private void add(List<EnumValue> values, AtomicType type, Json json, Members members) {
        Json atom = json;
        Tag tag = null;
        if (json instanceof Json.Obj object) {
            Members wrapper = new Members(object, "a tagged enum value", subject, problems);
            Json inner = wrapper.require("val");
            Json list = wrapper.require("feature_list");
            wrapper.finish();
            if (inner == null) {
                return;
            }
            tag = list == null ? null : TagReader.read(list, subject, problems);
            atom = inner;
        }
        JsonNode node = atom.node();
        if (!type.accepts(node)) {
            members.expected("enum", "a value of type " + type.schemaName(), atom);
        } else if (values.stream().anyMatch(before -> before.value().equals(node))) {
            members.form(atom.position(), "the enum holds " + atom.sort() + " twice", "remove one");
        } else {
            values.add(new EnumValue(node, tag, atom.position()));
        }
    }
}
