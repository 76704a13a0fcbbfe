/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import org.jspecify.annotations.Nullable;

/** Writes how a column is read. Used by one thread. */
final class Getters {

    private final JavaFile file;
    private final String nullable;
    private final ColumnTexts texts;

    /**
     * Prepare.
     *
     * @param nullable what stands before a type that may be null
     */
    Getters(JavaFile file, String nullable, ColumnTexts texts) {
        this.file = file;
        this.nullable = nullable;
        this.texts = texts;
    }

    void write(Shape shape) {
        String said = texts.getter(shape);
        if (shape.refers()) {
            references(shape, said);
        } else if (shape.sort() == Shape.Sort.ONE) {
            String type = shape.key().plain();
            file.method(said, "public " + type + " " + shape.name() + "()", "return " + one(shape, null) + ";");
        } else {
            String type = shape.raw();
            String mark = shape.sort() == Shape.Sort.OPTIONAL ? nullable : "";
            file.method(said, "public " + mark + type + " " + shape.name() + "()", "return " + raw(shape) + ";");
            if (shape.sort() == Shape.Sort.OPTIONAL) {
                String plain = shape.key().plain();
                file.method(
                        "Return column " + texts.code(shape) + "; {@code otherwise} if it is empty or absent.",
                        "public " + plain + " " + shape.name() + "(" + plain + " otherwise)",
                        "return " + one(shape, "otherwise") + ";");
            }
        }
        file.method(
                "Return whether the schema has column " + texts.code(shape) + " and the client monitors it.",
                "public boolean has" + shape.capital() + "()",
                "return has(" + shape.constant() + ");");
    }

    private void references(Shape shape, String said) {
        boolean single = shape.sort() == Shape.Sort.ONE || shape.sort() == Shape.Sort.OPTIONAL;
        String uuids = shape.name() + (single ? "Uuid" : "Uuids");
        String mark = single ? nullable : "";
        file.method(
                said,
                "public " + mark + rows(shape) + " " + shape.name() + "()",
                "return " + lookUp(shape, uuids + "()") + ";");
        file.method(
                "Return column " + texts.code(shape)
                        + (single
                                ? ": the UUID of the row, which need not be there; null if it is empty or absent."
                                : " as it is: with UUIDs, also of rows that are not there."),
                "public " + mark + shape.raw() + " " + uuids + "()",
                "return " + raw(shape) + ";");
    }

    private static String rows(Shape shape) {
        Atom value = shape.value();
        return switch (shape.sort()) {
            case ONE, OPTIONAL -> shape.key().read();
            case SET -> "List<" + shape.key().read() + ">";
            case MAP -> "Map<" + shape.key().read() + ", " + (value == null ? "" : value.read()) + ">";
        };
    }

    private static String lookUp(Shape shape, String uuids) {
        String target = shape.key().target();
        Atom value = shape.value();
        if (value == null) {
            return target + ".TYPE.find(replica(), " + uuids + ")";
        }
        String keys = target == null ? uuids : target + ".TYPE.findKeys(replica(), " + uuids + ")";
        return value.target() == null ? keys : value.target() + ".TYPE.findValues(replica(), " + keys + ")";
    }

    private static String raw(Shape shape) {
        String key = shape.key().type() + ".class";
        Atom value = shape.value();
        return switch (shape.sort()) {
            case ONE, OPTIONAL -> "row().one(" + shape.constant() + ", " + key + ")";
            case SET -> "row().set(" + shape.constant() + ", " + key + ")";
            case MAP ->
                "row().map(" + shape.constant() + ", " + key + ", " + (value == null ? "" : value.type()) + ".class)";
        };
    }

    /** Return an expression for one atom; without an alternative, for an absent column, OVSDB's default of the type. */
    private static String one(Shape shape, @Nullable String otherwise) {
        String constant = shape.constant();
        return switch (shape.key().type()) {
            case "Long" -> "row().integer(" + constant + ", " + (otherwise == null ? "0" : otherwise) + ")";
            case "Boolean" -> "row().bool(" + constant + ", " + (otherwise == null ? "false" : otherwise) + ")";
            case "Double" -> orElse(shape, otherwise == null ? "0.0" : otherwise);
            case "String" -> orElse(shape, otherwise == null ? "\"\"" : otherwise);
            default -> orElse(shape, otherwise == null ? "new UUID(0, 0)" : otherwise);
        };
    }

    private static String orElse(Shape shape, String otherwise) {
        return "Objects.requireNonNullElse(" + raw(shape) + ", " + otherwise + ")";
    }
}
