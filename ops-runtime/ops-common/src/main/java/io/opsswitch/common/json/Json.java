/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. As in Open vSwitch, a number that is integral and fits 64 bits is an {@link Int} however it was written
 * ({@code 1.0}, {@code 1e3}), any other is a {@link Real}.
 *
 * <p>Values are immutable as long as nobody changes the collections they were made from; they are then safe for use by
 * several threads. {@code toString()} gives compact JSON text with members in insertion order.
 */
public sealed interface Json {

    /** The null value. */
    Json NULL = new Null();

    /** The true value. */
    Json TRUE = new Bool(true);

    /** The false value. */
    Json FALSE = new Bool(false);

    /** Return a boolean value. */
    static Json of(boolean value) {
        return value ? TRUE : FALSE;
    }

    /** Return an integer value. */
    static Json of(long value) {
        return new Int(value);
    }

    /** Return a string value. */
    static Json of(String value) {
        return new Str(value);
    }

    /** Return a number: an {@link Int} if it is integral and fits. */
    static Json number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 0x1p63 ? new Int((long) value) : new Real(value);
    }

    /** Return an array of these elements. */
    static Arr array(Json... elements) {
        return new Arr(Arrays.asList(elements));
    }

    /** Return an array of these strings. */
    static Arr strings(Iterable<String> elements) {
        List<Json> list = new java.util.ArrayList<>();
        elements.forEach(element -> list.add(of(element)));
        return new Arr(list);
    }

    /** Return an empty object to be filled with {@link Obj#with}. */
    static Obj object() {
        return new Obj(new LinkedHashMap<>());
    }

    /** The word with which Open vSwitch's messages name this value's type. */
    String typeName();

    /** The null value's type. */
    record Null() implements Json {
        @Override
        public String typeName() {
            return "null";
        }

        @Override
        public String toString() {
            return "null";
        }
    }

    /** A boolean. */
    record Bool(boolean value) implements Json {
        @Override
        public String typeName() {
            return value ? "true" : "false";
        }

        @Override
        public String toString() {
            return typeName();
        }
    }

    /** An integer of 64 bits. */
    record Int(long value) implements Json {
        @Override
        public String typeName() {
            return "number";
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A number that is not an {@link Int}. */
    record Real(double value) implements Json {
        @Override
        public String typeName() {
            return "number";
        }

        @Override
        public String toString() {
            return JsonWriter.real(value);
        }
    }

    /** A string. */
    record Str(String value) implements Json {
        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public String toString() {
            return JsonWriter.toText(this, false);
        }
    }

    /** An array. */
    record Arr(List<Json> elements) implements Json {
        @Override
        public String typeName() {
            return "array";
        }

        /** Return the number of elements. */
        public int size() {
            return elements.size();
        }

        /** Return an element. */
        public Json get(int index) {
            return elements.get(index);
        }

        @Override
        public String toString() {
            return JsonWriter.toText(this, false);
        }
    }

    /** An object; the order of the members is kept but does not count in {@code equals}. */
    record Obj(Map<String, Json> members) implements Json {
        @Override
        public String typeName() {
            return "object";
        }

        /** Return a member, or null if there is none. */
        public @Nullable Json get(String name) {
            return members.get(name);
        }

        /** Set a member and return this object; for whoever builds it, before it is shared. */
        public Obj with(String name, Json value) {
            members.put(name, value);
            return this;
        }

        /** Return a view of the members that cannot be changed. */
        public Map<String, Json> view() {
            return Collections.unmodifiableMap(members);
        }

        @Override
        public String toString() {
            return JsonWriter.toText(this, false);
        }
    }

    /** Return the string, or null if this is not a string. */
    default @Nullable String asString() {
        return this instanceof Str s ? s.value() : null;
    }

    /** Return compact text with the members of each object in the order of their names. */
    default String toSortedString() {
        return JsonWriter.toText(this, true);
    }
}
