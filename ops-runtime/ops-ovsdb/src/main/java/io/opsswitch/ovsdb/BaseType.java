/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.MemberParser.Kind;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The type of a set's elements or of a map's keys or values, with its constraints (RFC 7047 section 3.2). Immutable.
 *
 * @param allowed the only values allowed, or null
 * @param minInteger the least integer allowed
 * @param maxInteger the greatest integer allowed
 * @param minReal the least real allowed
 * @param maxReal the greatest real allowed
 * @param minLength the least number of characters in a string
 * @param maxLength the greatest number of characters in a string
 * @param refTable the table that UUIDs refer to, or null
 * @param weak whether a reference is weak
 */
public record BaseType(
        AtomicType type,
        @Nullable Datum allowed,
        long minInteger,
        long maxInteger,
        double minReal,
        double maxReal,
        long minLength,
        long maxLength,
        @Nullable String refTable,
        boolean weak) {

    private static final long UINT_MAX = 0xffff_ffffL;

    /** Return a type without constraints. */
    public static BaseType of(AtomicType type) {
        return new BaseType(
                type,
                null,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                -Double.MAX_VALUE,
                Double.MAX_VALUE,
                0,
                UINT_MAX,
                null,
                false);
    }

    static BaseType parse(Json json) throws OvsdbException {
        if (json instanceof Json.Str) {
            return of(AtomicType.parse(json));
        }
        MemberParser members = new MemberParser(json, "ovsdb type");
        Json typeName = members.required("type", Kind.STRING);
        if (typeName == null) {
            members.finish();
            throw OvsdbException.syntax(json, "ovsdb type expected");
        }
        BaseType base = of(AtomicType.parse(typeName)).parseConstraints(members);
        members.finish();
        return base;
    }

    private BaseType parseConstraints(MemberParser members) throws OvsdbException {
        Json values = members.optional("enum", Kind.ANY);
        if (values != null) {
            ColumnType set = new ColumnType(of(type), null, 1, ColumnType.UNLIMITED);
            return copy(DatumParser.parse(values, set, null), null, false);
        }
        return switch (type) {
            case INTEGER -> range(members, minInteger, maxInteger, "Integer");
            case REAL -> range(members, minReal, maxReal, "Real");
            case STRING -> lengths(members);
            case UUID -> reference(members);
            case BOOLEAN -> this;
        };
    }

    private BaseType copy(@Nullable Datum newAllowed, @Nullable String newRefTable, boolean newWeak) {
        return new BaseType(
                type, newAllowed, minInteger, maxInteger, minReal, maxReal, minLength, maxLength, newRefTable, newWeak);
    }

    private BaseType range(MemberParser members, Number min, Number max, String suffix) throws OvsdbException {
        boolean integer = type == AtomicType.INTEGER;
        Kind kind = integer ? Kind.INTEGER : Kind.NUMBER;
        Number low = number(members.optional("min" + suffix, kind), min);
        Number high = number(members.optional("max" + suffix, kind), max);
        if (integer ? low.longValue() > high.longValue() : low.doubleValue() > high.doubleValue()) {
            throw OvsdbException.syntax(members.json(), "min%s exceeds max%s", suffix, suffix);
        }
        return new BaseType(
                type,
                null,
                integer ? low.longValue() : minInteger,
                integer ? high.longValue() : maxInteger,
                integer ? minReal : low.doubleValue(),
                integer ? maxReal : high.doubleValue(),
                minLength,
                maxLength,
                null,
                false);
    }

    private static Number number(@Nullable Json json, Number absent) {
        return json instanceof Json.Int i ? (Number) i.value() : json instanceof Json.Real r ? r.value() : absent;
    }

    private BaseType lengths(MemberParser members) throws OvsdbException {
        long low = length(members, "minLength", minLength);
        long high = length(members, "maxLength", maxLength);
        if (low > high) {
            throw OvsdbException.syntax(members.json(), "minLength exceeds maxLength");
        }
        return new BaseType(type, null, minInteger, maxInteger, minReal, maxReal, low, high, null, false);
    }

    private static long length(MemberParser members, String name, long absent) throws OvsdbException {
        Json json = members.optional(name, Kind.INTEGER);
        long value = json instanceof Json.Int i ? i.value() : absent;
        if (value < 0 || value > UINT_MAX) {
            throw OvsdbException.syntax(json, "%s out of valid range 0 to %d", name, UINT_MAX);
        }
        return value;
    }

    private BaseType reference(MemberParser members) throws OvsdbException {
        Json table = members.optional("refTable", Kind.ID);
        if (table == null) {
            return this;
        }
        Json kind = members.optional("refType", Kind.ID);
        String name = kind == null ? "strong" : String.valueOf(kind.asString());
        if (!name.equals("strong") && !name.equals("weak")) {
            throw OvsdbException.syntax(members.json(), "refType must be \"strong\" or \"weak\" (not \"%s\")", name);
        }
        return copy(null, table.asString(), name.equals("weak"));
    }

    /** Return whether UUIDs of this type are strong references. */
    public boolean isStrongRef() {
        return refTable != null && !weak;
    }

    /** Return whether UUIDs of this type are weak references. */
    public boolean isWeakRef() {
        return refTable != null && weak;
    }

    /** Return the type without any constraint. */
    public BaseType unconstrained() {
        return of(type);
    }

    private boolean hasConstraints() {
        // Not by equals: a record's makes classes when it is first called, which a tool's start feels.
        return allowed != null
                || minInteger != Long.MIN_VALUE
                || maxInteger != Long.MAX_VALUE
                || minReal != -Double.MAX_VALUE
                || maxReal != Double.MAX_VALUE
                || minLength != 0
                || maxLength != UINT_MAX
                || refTable != null
                || weak;
    }

    /** Throw a "constraint violation" unless an atom is allowed; references are checked at commit only. */
    public void check(Object atom) throws OvsdbException {
        if (allowed != null && !allowed.containsKey(atom)) {
            throw violation(
                    "%s is not one of the allowed values (%s)",
                    Atoms.toText(atom), allowed.toText(new ColumnType(of(type), null, 1, ColumnType.UNLIMITED)));
        }
        switch (type) {
            case INTEGER -> {
                long value = (Long) atom;
                checkRange(
                        value < minInteger,
                        value > maxInteger,
                        value,
                        minInteger,
                        maxInteger,
                        minInteger != Long.MIN_VALUE,
                        maxInteger != Long.MAX_VALUE,
                        String::valueOf);
            }
            case REAL -> {
                double value = (Double) atom;
                checkRange(
                        value < minReal,
                        value > maxReal,
                        value,
                        minReal,
                        maxReal,
                        minReal != -Double.MAX_VALUE,
                        maxReal != Double.MAX_VALUE,
                        JsonWriter::real);
            }
            case STRING -> {
                String text = (String) atom;
                if (minLength > 0 || text.length() > maxLength) {
                    checkLength(text, text.codePointCount(0, text.length()));
                }
            }
            default -> {}
        }
    }

    private static <T> void checkRange(
            boolean low, boolean high, T value, T min, T max, boolean hasMin, boolean hasMax, Function<T, String> text)
            throws OvsdbException {
        if (!low && !high) {
            return;
        }
        if (hasMin && hasMax) {
            throw violation(
                    "%s is not in the valid range %s to %s (inclusive)",
                    text.apply(value), text.apply(min), text.apply(max));
        }
        throw low
                ? violation("%s is less than minimum allowed value %s", text.apply(value), text.apply(min))
                : violation("%s is greater than maximum allowed value %s", text.apply(value), text.apply(max));
    }

    private void checkLength(String text, long length) throws OvsdbException {
        if (length < minLength) {
            throw violation("\"%s\" length %d is less than minimum allowed length %d", text, length, minLength);
        }
        if (length > maxLength) {
            throw violation("\"%s\" length %d is greater than maximum allowed length %d", text, length, maxLength);
        }
    }

    private static OvsdbException violation(String format, Object... args) {
        return OvsdbException.of("constraint violation", format, args);
    }

    /** Return the type as a schema has it. */
    public Json toJson() {
        if (!hasConstraints()) {
            return Json.of(type.id());
        }
        Json.Obj json = Json.object().with("type", Json.of(type.id()));
        if (allowed != null) {
            json.with("enum", allowed.toJson(new ColumnType(of(type), null, 1, ColumnType.UNLIMITED)));
        }
        put(json, "minInteger", minInteger != Long.MIN_VALUE, Json.of(minInteger));
        put(json, "maxInteger", maxInteger != Long.MAX_VALUE, Json.of(maxInteger));
        put(json, "minReal", minReal != -Double.MAX_VALUE, Json.number(minReal));
        put(json, "maxReal", maxReal != Double.MAX_VALUE, Json.number(maxReal));
        put(json, "minLength", minLength != 0, Json.of(minLength));
        put(json, "maxLength", maxLength != UINT_MAX, Json.of(maxLength));
        if (refTable != null) {
            json.with("refTable", Json.of(refTable));
            put(json, "refType", weak, Json.of("weak"));
        }
        return json;
    }

    private static void put(Json.Obj json, String name, boolean present, Json value) {
        if (present) {
            json.with(name, value);
        }
    }
}
