/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.schema.model.Position;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value that knows where it stands, which Jackson's own nodes do not. */
sealed interface Json {

    /** Return where the value begins. */
    Position position();

    /** Return the value as Jackson's node, without positions. */
    JsonNode node();

    /** Name the sort of value for a message. */
    String sort();

    /** A member of an object. */
    record Member(Position position, Json value) {}

    /** An object; its members are in the order of the file. */
    record Obj(Position position, Map<String, Member> members) implements Json {
        public Obj {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        }

        @Override
        public JsonNode node() {
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            members.forEach((name, member) -> node.set(name, member.value().node()));
            return node;
        }

        @Override
        public String sort() {
            return "an object";
        }
    }

    /** An array. */
    record Arr(Position position, List<Json> items) implements Json {
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public JsonNode node() {
            ArrayNode node = JsonNodeFactory.instance.arrayNode();
            items.forEach(item -> node.add(item.node()));
            return node;
        }

        @Override
        public String sort() {
            return "an array";
        }
    }

    /** A string, number, boolean or null. */
    record Scalar(Position position, JsonNode node) implements Json {
        @Override
        public String sort() {
            return node.toString();
        }
    }
}
