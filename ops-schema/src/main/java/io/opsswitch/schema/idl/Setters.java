/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

/** Writes the methods of an editor for a column. Used by one thread. */
final class Setters {

    private final JavaFile file;
    private final String nullable;
    private final ColumnTexts texts;

    /**
     * Prepare.
     *
     * @param nullable what stands before a type that may be null
     */
    Setters(JavaFile file, String nullable, ColumnTexts texts) {
        this.file = file;
        this.nullable = nullable;
        this.texts = texts;
    }

    void write(Shape shape) {
        boolean mutable = shape.column().mutable();
        String set = (mutable ? "set(" : "setInitially(") + shape.constant() + ", ";
        String said = "Set column " + texts.code(shape)
                + (shape.sort() == Shape.Sort.OPTIONAL ? "; null empties it." : ".")
                + (mutable ? "" : " Only while the row is being inserted.");
        boolean optional = shape.sort() == Shape.Sort.OPTIONAL;
        setter(shape, said, (optional ? nullable : "") + shape.whole() + " value", set + "value);");
        if (optional && shape.key().isPrimitive()) {
            setter(shape, said, shape.key().plain() + " value", set + "value);");
        }
        if (shape.sort() == Shape.Sort.SET && !shape.key().isPrimitive()) {
            elements(shape, said, set + "List.of());");
        }
        if (mutable) {
            partial(shape);
            file.chained(
                    "Have the transaction fail unless column " + texts.code(shape)
                            + " is still what the replica shows.",
                    "public Editor verify" + shape.capital() + "()",
                    "verify(" + shape.constant() + ");");
        }
    }

    private void setter(Shape shape, String said, String parameter, String statement) {
        file.chained(said, "public Editor " + shape.name() + "(" + parameter + ")", statement);
    }

    /** Arrays of references are arrays of a generic type: passing one on would be a warning. */
    private void elements(Shape shape, String said, String statement) {
        boolean generic = shape.key().target() != null;
        file.blank();
        file.javadoc(said);
        if (generic) {
            file.line("@SafeVarargs");
        }
        String type = shape.key().written();
        file.open("public " + (generic ? "final " : "") + "Editor " + shape.name() + "(" + type + "... value)");
        file.line(statement);
        file.open("for (" + type + " each : value)");
        file.line("add(" + shape.constant() + ", each);");
        file.close();
        file.line("return this;");
        file.close();
    }

    private void partial(Shape shape) {
        Atom value = shape.value();
        String key = shape.key().written();
        if (shape.sort() == Shape.Sort.SET) {
            file.chained(
                    "Add an element to column " + texts.code(shape) + ", leaving the others as they are.",
                    "public Editor addTo" + shape.capital() + "(" + key + " value)",
                    "add(" + shape.constant() + ", value);");
            file.chained(
                    "Remove an element from column " + texts.code(shape) + ", leaving the others as they are.",
                    "public Editor removeFrom" + shape.capital() + "(" + key + " value)",
                    "remove(" + shape.constant() + ", value);");
        } else if (value != null) {
            file.chained(
                    "Put a pair into column " + texts.code(shape) + ", leaving other keys as they are.",
                    "public Editor putIn" + shape.capital() + "(" + key + " key, " + value.written() + " value)",
                    "put(" + shape.constant() + ", key, value);");
            file.chained(
                    "Remove a key from column " + texts.code(shape) + ", leaving the others as they are.",
                    "public Editor removeFrom" + shape.capital() + "(" + key + " key)",
                    "remove(" + shape.constant() + ", key);");
        }
    }
}
