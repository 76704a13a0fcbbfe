/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * One value of an enum.
 *
 * @param value an atom
 * @param tag the value's own tag, or null
 * @param position of the value
 */
public record EnumValue(JsonNode value, @Nullable Tag tag, Position position) {

    /** Return the value for a message: strings without quotes. */
    public String text() {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
