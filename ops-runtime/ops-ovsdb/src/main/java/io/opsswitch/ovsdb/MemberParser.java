/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the members of a JSON object apart and notices what is missing, of the wrong type, or not expected. Only the
 * first error counts, and it is thrown by {@link #check} or {@link #finish}, so that a caller can ask for all members
 * in one go. Not safe for use by several threads.
 */
public final class MemberParser {

    /** What a member may be. */
    public enum Kind {
        /** A string that is an id of RFC 7047. */
        ID,
        /** A string. */
        STRING,
        /** A boolean. */
        BOOLEAN,
        /** An integer. */
        INTEGER,
        /** A number. */
        NUMBER,
        /** An array. */
        ARRAY,
        /** An object. */
        OBJECT,
        /** A string or an object. */
        STRING_OR_OBJECT,
        /** An array or an object. */
        ARRAY_OR_OBJECT,
        /** An integer or a string. */
        INTEGER_OR_STRING,
        /** Anything. */
        ANY;

        /** Return whether a value is of this kind; a switch, as ten lambdas would cost every tool's start. */
        private boolean accepts(Json json) {
            return switch (this) {
                case ID -> json instanceof Json.Str s && isId(s.value());
                case STRING -> json instanceof Json.Str;
                case BOOLEAN -> json instanceof Json.Bool;
                case INTEGER -> json instanceof Json.Int;
                case NUMBER -> json instanceof Json.Int || json instanceof Json.Real;
                case ARRAY -> json instanceof Json.Arr;
                case OBJECT -> json instanceof Json.Obj;
                case STRING_OR_OBJECT -> json instanceof Json.Str || json instanceof Json.Obj;
                case ARRAY_OR_OBJECT -> json instanceof Json.Arr || json instanceof Json.Obj;
                case INTEGER_OR_STRING -> json instanceof Json.Int || json instanceof Json.Str;
                case ANY -> true;
            };
        }
    }

    private final Json json;
    private final String what;
    private final List<String> used = new ArrayList<>(6);
    private @Nullable OvsdbException error;

    /** Start on a value; {@code what} names it in messages ("table schema for table X"). */
    public MemberParser(Json json, String what) {
        this.json = json;
        this.what = what;
        if (!(json instanceof Json.Obj)) {
            raise("Object expected.");
        }
    }

    /** Return whether a text is an id: a letter or underscore, then letters, digits and underscores. */
    public static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Return the value itself. */
    public Json json() {
        return json;
    }

    /** Return whether there is a member of this name, of whatever kind. */
    public boolean has(String name) {
        return json instanceof Json.Obj object && object.get(name) != null;
    }

    /** Take a member that must be there; null after an error. */
    public @Nullable Json required(String name, Kind kind) {
        Json member = optional(name, kind);
        if (member == null) {
            raise("Required '" + name + "' member is missing.");
        }
        return member;
    }

    /** Take a member that may be there. */
    public @Nullable Json optional(String name, Kind kind) {
        Json member = json instanceof Json.Obj object ? object.get(name) : null;
        if (member == null) {
            return null;
        }
        if (!used.contains(name)) {
            used.add(name);
        }
        if (!kind.accepts(member)) {
            raise("Type mismatch for member '" + name + "'.");
            return null;
        }
        return member;
    }

    /** Take a string that must be there; empty after an error. */
    public String requiredString(String name, Kind kind) {
        Json member = required(name, kind);
        String text = member == null ? null : member.asString();
        return text == null ? "" : text;
    }

    /** Take an array that must be there; empty after an error. */
    public Json.Arr requiredArray(String name) {
        return required(name, Kind.ARRAY) instanceof Json.Arr array ? array : Json.array();
    }

    /** Take an object that must be there; empty after an error. */
    public Json.Obj requiredObject(String name) {
        return required(name, Kind.OBJECT) instanceof Json.Obj object ? object : Json.object();
    }

    /** Take a boolean that may be there. */
    public boolean optionalBoolean(String name, boolean absent) {
        return optional(name, Kind.BOOLEAN) instanceof Json.Bool bool ? bool.value() : absent;
    }

    /** Note an error, unless there is one already. */
    public void raise(String message) {
        if (error == null) {
            // What is no object is not shown: Open vSwitch's words.
            error = OvsdbException.syntax(
                    json instanceof Json.Obj ? json : null, "Parsing %s failed: %s", what, message);
        }
    }

    /** Note an error, unless there is one already. */
    public void raise(OvsdbException other) {
        if (error == null) {
            error = other;
        }
    }

    /** Throw the first error if there is one. */
    public void check() throws OvsdbException {
        if (error != null) {
            throw error;
        }
    }

    /** Throw the first error if there is one, or one about members that nobody asked for. */
    public void finish() throws OvsdbException {
        if (error == null
                && json instanceof Json.Obj object
                && used.size() < object.members().size()) {
            int others = object.members().size() - used.size() - 1;
            for (String name : HashOrder.of(object.members().keySet())) {
                if (!used.contains(name)) {
                    raise(
                            others == 0
                                    ? "Member '" + name + "' is present but not allowed here."
                                    : "Member '" + name + "' and " + others + " other member" + (others > 1 ? "s" : "")
                                            + " are present but not allowed here.");
                }
            }
        }
        check();
    }
}
