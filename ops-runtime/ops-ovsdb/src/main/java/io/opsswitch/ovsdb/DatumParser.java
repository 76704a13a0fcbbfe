/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads column values from JSON (RFC 7047 section 5.1). */
public final class DatumParser {

    /** Knows the rows that a transaction has given names. */
    @FunctionalInterface
    public interface NamedUuids {
        /** Return the UUID of a name, a new one at its first use. */
        UUID resolve(String name);
    }

    private DatumParser() {}

    /**
     * Parse a value and check its constraints.
     *
     * @param names for {@code named-uuid}; null where that is not allowed
     */
    public static Datum parse(Json json, ColumnType type, @Nullable NamedUuids names) throws OvsdbException {
        BaseType valueType = type.value();
        if (valueType == null && !isTagged(json, "set")) {
            return Datum.of(atom(json, type.key(), names));
        }
        String kind = valueType == null ? "set" : "map";
        if (!isTagged(json, kind)
                || ((Json.Arr) json).size() != 2
                || !(((Json.Arr) json).get(1) instanceof Json.Arr elements)) {
            throw OvsdbException.syntax(json, "expected [\"%s\", <array>]", kind);
        }
        int n = elements.size();
        if (n < type.min() || n > type.max()) {
            throw type.min() == 1 && type.max() == 1
                    ? OvsdbException.syntax(json, "%s must have exactly one member but %d are present", kind, n)
                    : OvsdbException.syntax(
                            json, "%s must have %d to %d members but %d are present", kind, type.min(), type.max(), n);
        }
        DatumBuilder builder = new DatumBuilder(n, valueType != null);
        for (Json element : elements.elements()) {
            if (valueType == null) {
                builder.add(atom(element, type.key(), names), null);
            } else if (element instanceof Json.Arr pair && pair.size() == 2) {
                builder.add(atom(pair.get(0), type.key(), names), atom(pair.get(1), valueType, names));
            } else {
                throw OvsdbException.syntax(element, "expected 2-element array");
            }
        }
        Datum datum = builder.buildSorted();
        if (datum == null) {
            throw OvsdbException.of(
                    "ovsdb error", valueType == null ? "set contains duplicate" : "map contains duplicate key");
        }
        return datum;
    }

    private static boolean isTagged(Json json, String tag) {
        return json instanceof Json.Arr array
                && array.size() > 0
                && tag.equals(array.get(0).asString());
    }

    private static Object atom(Json json, BaseType base, @Nullable NamedUuids names) throws OvsdbException {
        Object atom = unchecked(json, base.type(), names);
        base.check(atom);
        return atom;
    }

    private static Object unchecked(Json json, AtomicType type, @Nullable NamedUuids names) throws OvsdbException {
        if (type == AtomicType.UUID) {
            return uuid(json, names);
        } else if (type == AtomicType.STRING && json instanceof Json.Str s) {
            return SharedStrings.of(s.value());
        } else if (type == AtomicType.INTEGER && json instanceof Json.Int i) {
            return i.value();
        } else if (type == AtomicType.REAL && json instanceof Json.Int i) {
            return (double) i.value();
        } else if (type == AtomicType.REAL && json instanceof Json.Real r) {
            return r.value();
        } else if (type == AtomicType.BOOLEAN && json instanceof Json.Bool b) {
            return b.value();
        }
        throw OvsdbException.syntax(json, "expected %s", type.id());
    }

    private static UUID uuid(Json json, @Nullable NamedUuids names) throws OvsdbException {
        if (json instanceof Json.Arr pair && pair.size() == 2) {
            String tag = pair.get(0).asString();
            String text = pair.get(1).asString();
            if (text != null && "uuid".equals(tag)) {
                UUID uuid = Atoms.parseUuid(text);
                if (uuid == null) {
                    throw OvsdbException.syntax(json, "\"%s\" is not a valid UUID", text);
                }
                return uuid;
            }
            if (text != null && "named-uuid".equals(tag) && names != null) {
                if (!MemberParser.isId(text)) {
                    throw OvsdbException.syntax(json, "named-uuid string is not a valid <id>");
                }
                return names.resolve(text);
            }
        }
        throw OvsdbException.syntax(json, "expected [\"uuid\", <string>]");
    }
}
