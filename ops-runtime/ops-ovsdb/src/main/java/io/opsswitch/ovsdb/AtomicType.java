/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import java.util.Locale;
import java.util.UUID;

/** The types of single values (RFC 7047 section 3.2), each with the Java type that holds it. */
public enum AtomicType {
    /** A 64-bit integer: {@link Long}. */
    INTEGER(0L),
    /** A real number: {@link Double}, never negative zero. */
    REAL(0.0),
    /** A boolean: {@link Boolean}. */
    BOOLEAN(false),
    /** A string without U+0000: {@link String}. */
    STRING(""),
    /** A UUID: {@link UUID}. */
    UUID(new UUID(0, 0));

    final Object defaultAtom;

    /** The default atom alone; one object for all rows. */
    final Datum defaultDatum;

    AtomicType(Object defaultAtom) {
        this.defaultAtom = defaultAtom;
        this.defaultDatum = Datum.of(defaultAtom);
    }

    /** Return the type's name in schemas. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AtomicType parse(Json json) throws OvsdbException {
        String name = json.asString();
        if (name == null) {
            throw OvsdbException.syntax(json, "atomic-type expected");
        }
        for (AtomicType type : values()) {
            if (type.id().equals(name)) {
                return type;
            }
        }
        throw OvsdbException.syntax(json, "\"%s\" is not an atomic-type", name);
    }
}
