/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import io.opsswitch.schema.model.AtomicType;
import io.opsswitch.schema.model.BaseType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a key or value of a column is in Java.
 *
 * @param type the class that a replica has it as
 * @param plain how one is passed: a primitive type where there is one
 * @param target the class of the rows that it refers to, or null
 */
record Atom(String type, String plain, @Nullable String target) {

    static Atom of(BaseType base, Map<String, String> classes) {
        BaseType.Reference reference = base.reference();
        return switch (base.type()) {
            case INTEGER -> new Atom("Long", "long", null);
            case REAL -> new Atom("Double", "double", null);
            case BOOLEAN -> new Atom("Boolean", "boolean", null);
            case STRING -> new Atom("String", "String", null);
            case UUID -> new Atom("UUID", "UUID", reference == null ? null : classes.get(reference.table()));
        };
    }

    static boolean isNamed(BaseType base) {
        return base.values() != null && base.type() != AtomicType.UUID && base.type() != AtomicType.BOOLEAN;
    }

    boolean isPrimitive() {
        return !plain.equals(type);
    }

    /** Return the type that a getter gives: a row for a reference. */
    String read() {
        return target == null ? type : target;
    }

    /** Return the type of one that is handed over: anything that stands for a row for a reference. */
    String written() {
        return target == null ? plain : "RowReference<" + target + ">";
    }

    /** Return the type argument of a collection that is handed over. */
    String argument() {
        return target == null ? type : "? extends RowReference<" + target + ">";
    }
}
