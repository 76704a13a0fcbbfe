/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads an extschema. Syntax errors stop at once; everything that is well-formed but wrong is collected, and thrown
 * together at the end.
 */
public final class SchemaReader {

    private static final Pattern ID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}\\.\\d{1,9}\\.\\d{1,9}");

    private final Problems problems;

    private SchemaReader(Problems problems) {
        this.problems = problems;
    }

    /** Read a schema. */
    public static ExtSchema read(SourceText source) throws SchemaException {
        Json json = JsonTree.parse(source);
        Problems problems = new Problems();
        if (!(json instanceof Json.Obj object)) {
            throw problems.fatal(Kind.FORM, json.position(), "the schema is " + json.sort(), "write an object here");
        }
        ExtSchema schema = new SchemaReader(problems).database(object);
        problems.throwIfAny();
        return schema;
    }

    /**
     * Read a type that stands by itself: in a documentation, of a key's values. A base type is one value of it.
     *
     * @param subject what it belongs to, for messages
     */
    public static ColumnType readType(String text, Subject subject) throws SchemaException {
        Problems problems = new Problems();
        Json json = JsonTree.parse(new SourceText("the type of a documented key of " + subject, text));
        ColumnType type = new TypeReader(problems, subject).keyType(json);
        problems.throwIfAny();
        return type;
    }

    private ExtSchema database(Json.Obj object) {
        Members members = new Members(object, "the database", Subject.DATABASE, problems);
        String name = members.requiredString("name");
        if (name != null && !ID.matcher(name).matches()) {
            members.form(members.place("name"), "\"" + name + "\" is no database name", "use letters, digits and _");
        }
        String version = members.requiredString("version");
        if (version != null && !VERSION.matcher(version).matches()) {
            members.form(
                    members.place("version"),
                    "version \"" + version + "\" is not in the format x.y.z",
                    "use three numbers");
        }
        members.string("cksum"); // made anew for every build, so the one in the source has no meaning
        Map<String, Table> tables = new LinkedHashMap<>();
        members.requiredObject("tables").forEach((tableName, member) -> {
            Subject subject = new Subject(tableName, null, null);
            checkId(tableName, member.position(), subject);
            if (member.value() instanceof Json.Obj table) {
                tables.put(tableName, table(tableName, member.position(), table));
            } else {
                notAnObject(member, subject);
            }
        });
        members.finish();
        return new ExtSchema(name == null ? "" : name, version == null ? "" : version, tables, object.position());
    }

    private Table table(String name, Position position, Json.Obj object) {
        Tag tag = tag(object, new Subject(name, null, null));
        Subject subject = new Subject(name, null, tag);
        Members members = new Members(object, "a table", subject, problems);
        members.take("feature_list");
        Map<String, Column> columns = new LinkedHashMap<>();
        members.requiredObject("columns").forEach((columnName, member) -> {
            Subject of = new Subject(name, columnName, null);
            checkId(columnName, member.position(), of);
            if (member.value() instanceof Json.Obj column) {
                columns.put(columnName, column(name, columnName, member.position(), column));
            } else {
                notAnObject(member, of);
            }
        });
        boolean root = members.bool("isRoot", false);
        Long maxRows = members.integer("maxRows", 1);
        boolean mutable = members.bool("mutable", true);
        List<Table.Index> indexes = indexes(members);
        var annotations = new AnnotationReader(members).read();
        members.finish();
        return new Table(name, columns, root, maxRows, indexes, mutable, annotations, tag, position);
    }

    private static List<Table.Index> indexes(Members members) {
        Json json = members.take("indexes");
        List<Table.Index> indexes = new ArrayList<>();
        if (json == null) {
            return indexes;
        }
        if (!(json instanceof Json.Arr array)) {
            members.expected("indexes", "an array of arrays of column names", json);
            return indexes;
        }
        for (Json item : array.items()) {
            List<Table.Index.Member> columns = new ArrayList<>();
            if (item instanceof Json.Arr names && !names.items().isEmpty()) {
                for (Json column : names.items()) {
                    if (!column.node().isTextual()) {
                        members.expected("indexes", "a column name", column);
                    } else if (columns.stream()
                            .anyMatch(before ->
                                    before.column().equals(column.node().textValue()))) {
                        members.form(column.position(), "the index names " + column.sort() + " twice", "remove one");
                    } else {
                        columns.add(new Table.Index.Member(column.node().textValue(), column.position()));
                    }
                }
                indexes.add(new Table.Index(columns));
            } else {
                members.expected("indexes", "a non-empty array of column names", item);
            }
        }
        return indexes;
    }

    private Column column(String table, String name, Position position, Json.Obj object) {
        Tag tag = tag(object, new Subject(table, name, null));
        Subject subject = new Subject(table, name, tag);
        Members members = new Members(object, "a column", subject, problems);
        members.take("feature_list");
        ColumnType type = new TypeReader(problems, subject).columnType(members);
        boolean mutable = members.bool("mutable", true);
        boolean ephemeral = members.bool("ephemeral", false);
        Json defaultValue = members.take("default");
        var annotations = new AnnotationReader(members).read();
        members.finish();
        return new Column(
                name,
                type,
                mutable,
                ephemeral,
                defaultValue == null ? null : defaultValue.node(),
                annotations,
                tag,
                position);
    }

    private @Nullable Tag tag(Json.Obj object, Subject subject) {
        Json.Member member = object.members().get("feature_list");
        return member == null ? null : TagReader.read(member.value(), subject, problems);
    }

    private void checkId(String name, Position position, Subject subject) {
        if (!ID.matcher(name).matches() || name.startsWith("_")) {
            problems.error(
                    Kind.FORM,
                    position,
                    subject,
                    "the name is reserved or no identifier",
                    "use letters, digits and _, and begin with a letter");
        }
    }

    private void notAnObject(Json.Member member, Subject subject) {
        problems.error(
                Kind.FORM,
                member.value().position(),
                subject,
                "this is " + member.value().sort(),
                "write an object");
    }
}
