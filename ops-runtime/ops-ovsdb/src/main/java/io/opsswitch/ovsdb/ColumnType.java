/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column: a set of keys, or a map from keys to values, of so many elements (RFC 7047 section 3.2). A
 * single value is a set of exactly one. Immutable.
 *
 * @param value the type of a map's values; null for a set
 * @param min the least number of elements, 0 or 1 in schemas
 * @param max the greatest number of elements, or {@link #UNLIMITED}
 */
public record ColumnType(BaseType key, @Nullable BaseType value, long min, long max) {

    /** No limit to the number of elements. */
    public static final long UNLIMITED = 0xffff_ffffL;

    /** Return the type of one value without constraints. */
    public static ColumnType scalar(AtomicType type) {
        return new ColumnType(BaseType.of(type), null, 1, 1);
    }

    /** Parse a type as a schema has it. */
    public static ColumnType parse(Json json) throws OvsdbException {
        if (json instanceof Json.Str) {
            return new ColumnType(BaseType.parse(json), null, 1, 1);
        }
        if (!(json instanceof Json.Obj)) {
            throw OvsdbException.syntax(json, "ovsdb type expected");
        }
        MemberParser members = new MemberParser(json, "ovsdb type");
        Json key = members.required("key", Kind.STRING_OR_OBJECT);
        Json value = members.optional("value", Kind.STRING_OR_OBJECT);
        Json min = members.optional("min", Kind.INTEGER);
        Json max = members.optional("max", Kind.INTEGER_OR_STRING);
        members.finish();
        ColumnType type = new ColumnType(
                BaseType.parse(key == null ? json : key),
                value == null ? null : BaseType.parse(value),
                count(min),
                max instanceof Json.Str s && s.value().equals("unlimited") ? UNLIMITED : count(max));
        if (type.min > 1 || type.max < 1) {
            throw OvsdbException.syntax(json, "ovsdb type fails constraint checks");
        }
        return type;
    }

    private static long count(@Nullable Json json) throws OvsdbException {
        if (json == null) {
            return 1;
        }
        if (json instanceof Json.Int i && i.value() >= 0 && i.value() < UNLIMITED) {
            return i.value();
        }
        throw OvsdbException.syntax(json, "bad min or max value");
    }

    /** Return the type with other limits to the number of elements. */
    public ColumnType withCount(long newMin, long newMax) {
        return new ColumnType(key, value, newMin, newMax);
    }

    /** Return whether this is a map. */
    public boolean isMap() {
        return value != null;
    }

    /** Return whether this is exactly one value. */
    public boolean isScalar() {
        return value == null && min == 1 && max == 1;
    }

    /** Return whether this is at most one value. */
    public boolean isOptionalScalar() {
        return value == null && min == 0 && max == 1;
    }

    /** Return whether this is a set proper: not a map, not exactly one value. */
    public boolean isSet() {
        return value == null && (min != 1 || max != 1);
    }

    /** Return whether values can hold strong references. */
    public boolean hasStrongRefs() {
        return key.isStrongRef() || value != null && value.isStrongRef();
    }

    /** Return whether values can hold weak references. */
    public boolean hasWeakRefs() {
        return key.isWeakRef() || value != null && value.isWeakRef();
    }

    /** Return the value that a column of this type has if nothing else is said. */
    public Datum defaultDatum() {
        return min == 0
                ? Datum.EMPTY
                : value == null
                        ? key.type().defaultDatum
                        : new Datum(new Object[] {key.type().defaultAtom}, new Object[] {value.type().defaultAtom});
    }

    /** Throw the first violation of a constraint on the atoms. */
    public void checkAtoms(Datum datum) throws OvsdbException {
        for (int i = 0; i < datum.size(); i++) {
            key.check(datum.key(i));
            if (value != null) {
                value.check(datum.value(i));
            }
        }
    }

    /** Return the type in the words of error messages. */
    public String toEnglish() {
        if (isScalar()) {
            return key.type().id();
        }
        String count = max == UNLIMITED
                ? min == 0 ? " of" : " of " + min + " or more"
                : min == 0 ? " of up to " + max : " of " + min + " to " + max;
        return value == null
                ? "set" + count + " " + key.type().id() + "s"
                : "map" + count + " (" + key.type().id() + ", " + value.type().id() + ") pairs";
    }

    /** Return the type as a schema has it. */
    public Json toJson() {
        Json keyJson = key.toJson();
        if (isScalar() && keyJson instanceof Json.Str) {
            return keyJson;
        }
        Json.Obj json = Json.object().with("key", keyJson);
        if (value != null) {
            json.with("value", value.toJson());
        }
        if (min != 1) {
            json.with("min", Json.of(min));
        }
        if (max == UNLIMITED) {
            json.with("max", Json.of("unlimited"));
        } else if (max != 1) {
            json.with("max", Json.of(max));
        }
        return json;
    }
}
