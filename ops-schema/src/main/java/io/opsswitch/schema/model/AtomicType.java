/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The atomic types of RFC 7047 section 3.1, and the names of the bounds that each may have. */
public enum AtomicType {
    INTEGER("minInteger", "maxInteger"),
    REAL("minReal", "maxReal"),
    BOOLEAN(null, null),
    STRING("minLength", "maxLength"),
    UUID(null, null);

    private final @Nullable String minimumMember;
    private final @Nullable String maximumMember;

    AtomicType(@Nullable String minimumMember, @Nullable String maximumMember) {
        this.minimumMember = minimumMember;
        this.maximumMember = maximumMember;
    }

    /** Return the member that holds the lower bound, or null when the type has no bounds. */
    public @Nullable String minimumMember() {
        return minimumMember;
    }

    /** Return the member that holds the upper bound, or null when the type has no bounds. */
    public @Nullable String maximumMember() {
        return maximumMember;
    }

    /** Return the name that a schema uses. */
    public String schemaName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Find the type of a name in a schema. */
    public static Optional<AtomicType> named(String name) {
        for (AtomicType type : values()) {
            if (type.schemaName().equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** Tell whether a JSON value is an atom of this type. */
    public boolean accepts(JsonNode atom) {
        return switch (this) {
            case INTEGER -> atom.isIntegralNumber() && atom.canConvertToLong();
            case REAL -> atom.isNumber() && Double.isFinite(atom.doubleValue());
            case BOOLEAN -> atom.isBoolean();
            case STRING -> atom.isTextual();
            case UUID ->
                atom.isArray()
                        && atom.size() == 2
                        && atom.get(0).asText().equals("uuid")
                        && atom.get(1).isTextual();
        };
    }
}
