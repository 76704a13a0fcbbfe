/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import io.opsswitch.schema.document.Summaries;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes the class of a table's rows. Used by one thread. */
final class RowClass {

    private final Table table;
    private final String name;
    private final Summaries summaries;
    private final String nullable;
    private final JavaFile file = new JavaFile();
    private final List<Shape> columns;
    private final ValueClasses values;
    private final ColumnTexts texts;

    /**
     * Prepare.
     *
     * @param classes the names of all classes by table
     * @param nullable what stands before a type that may be null
     */
    RowClass(Table table, Map<String, String> classes, Summaries summaries, String nullable) {
        this.table = table;
        this.name = classes.getOrDefault(table.name(), table.name());
        this.summaries = summaries;
        this.nullable = nullable;
        ColumnNames names = new ColumnNames(table);
        columns = table.columns().values().stream()
                .map(column -> Shape.of(column, names, classes))
                .toList();
        List<String> taken = new ArrayList<>(JavaNames.reservedClasses());
        taken.addAll(classes.values());
        values = new ValueClasses(table, names, new NameSet(taken));
        texts = new ColumnTexts(table.name(), summaries, values.byColumn());
    }

    JavaFile write() {
        file.javadoc(classText());
        file.open("public final class " + name + " extends TypedRow<" + name + ">");
        constants();
        file.blank();
        file.open("private " + name + "(Replica replica, ReplicaRow row)");
        file.line("super(TYPE, replica, row);");
        file.close();
        finders();
        editing();
        Getters getters = new Getters(file, nullable, texts);
        columns.forEach(getters::write);
        columnNames();
        values.write(file);
        editor();
        file.close();
        return file;
    }

    private String classText() {
        String title = summaries.table(table.name());
        Tag tag = table.tag();
        return "A row of table {@code " + table.name() + "}"
                + (title == null ? "." : ": " + JavaText.javadoc(title) + ".")
                + (tag == null ? "" : " Only where " + ColumnTexts.symbols(tag) + " is on.")
                + "\n\nImmutable: it shows one snapshot of the database, in which its references are looked up. A column that"
                + " the server's schema lacks, or that is not monitored, reads as empty, and writing it does nothing.";
    }

    private void constants() {
        file.blank();
        file.javadoc("The table's name.");
        file.line("public static final String TABLE = \"" + table.name() + "\";");
        file.blank();
        file.javadoc("The table, for code that works on any table.");
        file.line("public static final RowType<" + name + "> TYPE = new RowType<>(TABLE, " + name + "::new);");
        file.blank();
        file.javadoc("The names of all columns, as a client takes them that is to monitor the table.");
        file.elements(
                "public static final Set<String> COLUMNS = Set.of(",
                columns.stream().map(Shape::constant).toList());
    }

    private void finders() {
        file.method(
                "Return all rows; none if the server's schema lacks the table.",
                "public static List<" + name + "> all(Replica replica)",
                "return TYPE.all(replica);");
        if (table.maxRows() != null && table.maxRows() == 1) {
            file.method(
                    "Return the row of the table, which has one at most; null if it has none.",
                    "public static " + nullable + name + " only(Replica replica)",
                    "return TYPE.only(replica);");
        }
        file.method(
                "Return a row, or null if there is none.",
                "public static " + nullable + name + " find(Replica replica, UUID uuid)",
                "return TYPE.find(replica, uuid);");
        Set<Set<String>> done = new HashSet<>();
        NameSet names = new NameSet(List.of());
        for (Table.Index index : table.indexes()) {
            List<Shape> members = index.members().stream()
                    .map(member -> shape(member.column()))
                    .toList();
            if (done.add(members.stream().map(Shape::name).collect(Collectors.toSet()))) {
                finder(members, names);
            }
        }
    }

    private Shape shape(String column) {
        return columns.stream()
                .filter(shape -> shape.column().name().equals(column))
                .findFirst()
                .orElseThrow();
    }

    private void finder(List<Shape> members, NameSet names) {
        String method = names.unique("by" + joined(members, Shape::capital, "And"));
        String parameters = joined(
                members,
                shape -> (shape.sort() == Shape.Sort.OPTIONAL ? nullable : "") + shape.whole() + " " + shape.name(),
                ", ");
        file.method(
                "Return the row with this " + joined(members, texts::code, " and ") + ", or null if there is none.",
                "public static " + nullable + name + " " + method + "(Replica replica, " + parameters + ")",
                "return TYPE.findBy(replica, List.of(" + joined(members, Shape::constant, ", ") + "), "
                        + joined(members, Shape::name, ", ") + ");");
    }

    private static String joined(List<Shape> members, Function<Shape, String> text, String between) {
        return members.stream().map(text).collect(Collectors.joining(between));
    }

    private void editing() {
        file.method(
                "Return what stands for the row of a UUID where another row refers to it.",
                "public static RowReference<" + name + "> reference(UUID uuid)",
                "return TYPE.reference(uuid);");
        file.method(
                "Insert a row when the transaction is committed.",
                "public static Editor insert(TypedTransaction transaction)",
                "return transaction.insert(Editor::new);");
        file.method(
                "Change the row of a UUID when the transaction is committed.",
                "public static Editor edit(TypedTransaction transaction, UUID uuid)",
                "return transaction.edit(uuid, Editor.class, Editor::new);");
        file.method(
                "Change this row when the transaction is committed.",
                "public Editor edit(TypedTransaction transaction)",
                "return edit(transaction, uuid());");
    }

    private void columnNames() {
        file.blank();
        file.javadoc("The names of the columns.");
        file.open("public static final class Column");
        for (Shape shape : columns) {
            String constant = shape.constant().substring("Column.".length());
            file.line("public static final String " + constant + " = \""
                    + shape.column().name() + "\";");
        }
        file.blank();
        file.line("private Column() {}");
        file.close();
    }

    private void editor() {
        file.blank();
        file.javadoc("Collects what a transaction shall change of a row.");
        file.open("public static final class Editor extends RowEditor<" + name + ">");
        file.blank();
        file.open("private Editor(UUID uuid, boolean isNew)");
        file.line("super(TABLE, uuid, isNew);");
        file.close();
        Setters setters = new Setters(file, nullable, texts);
        columns.forEach(setters::write);
        file.close();
    }
}
