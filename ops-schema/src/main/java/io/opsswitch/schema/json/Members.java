/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of one JSON object, and reports those that nobody took: a mistyped {@code feature_list} must not
 * turn into an untagged entity.
 */
final class Members {

    private final Json.Obj object;
    private final String what;
    private final Subject subject;
    private final Problems problems;
    private final Set<String> allowed = new LinkedHashSet<>();

    /**
     * Start with an object.
     *
     * @param what names the object in messages: {@code a table}
     */
    Members(Json.Obj object, String what, Subject subject, Problems problems) {
        this.object = object;
        this.what = what;
        this.subject = subject;
        this.problems = problems;
    }

    Position position() {
        return object.position();
    }

    /** Return where a member's value stands, or the object when it has none. */
    Position place(String name) {
        Json.Member member = object.members().get(name);
        return member == null ? object.position() : member.value().position();
    }

    @Nullable
    Json take(String name) {
        allowed.add(name);
        Json.Member member = object.members().get(name);
        return member == null ? null : member.value();
    }

    @Nullable
    Json require(String name) {
        Json value = take(name);
        if (value == null) {
            form(object.position(), "member \"" + name + "\" is missing in " + what, "add it");
        }
        return value;
    }

    @Nullable
    String string(String name) {
        return textOf(name, take(name));
    }

    @Nullable
    String requiredString(String name) {
        return textOf(name, require(name));
    }

    private @Nullable String textOf(String name, @Nullable Json value) {
        if (value == null) {
            return null;
        }
        if (value.node().isTextual()) {
            return value.node().textValue();
        }
        expected(name, "a string", value);
        return null;
    }

    boolean bool(String name, boolean otherwise) {
        Json value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.node().isBoolean()) {
            expected(name, "true or false", value);
            return otherwise;
        }
        return value.node().booleanValue();
    }

    /** Take an integer that is not below a minimum; null when it is absent or wrong. */
    @Nullable
    Long integer(String name, long minimum) {
        Json value = take(name);
        if (value == null) {
            return null;
        }
        JsonNode node = value.node();
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < minimum) {
            expected(name, "an integer of at least " + minimum, value);
            return null;
        }
        return node.longValue();
    }

    Map<String, Json.Member> requiredObject(String name) {
        Json value = require(name);
        if (value instanceof Json.Obj obj) {
            return obj.members();
        }
        if (value != null) {
            expected(name, "an object", value);
        }
        return Map.of();
    }

    void expected(String name, String expected, Json found) {
        form(found.position(), "\"" + name + "\" of " + what + " is " + found.sort(), "write " + expected);
    }

    void form(Position position, String text, String advice) {
        problems.error(Kind.FORM, position, subject, text, advice);
    }

    /** Report what was not taken. */
    void finish() {
        object.members().forEach((name, member) -> {
            if (!allowed.contains(name)) {
                form(
                        member.position(),
                        "member \"" + name + "\" is not known in " + what,
                        Names.suggestion(name, allowed, "remove it; allowed are " + String.join(", ", allowed)));
            }
        });
    }
}
