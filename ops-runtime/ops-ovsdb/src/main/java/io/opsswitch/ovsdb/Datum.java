/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The value of a column: a set of atoms, or a map between atoms, always in the order of the keys and without
 * duplicates. Immutable; whether it is a set of one or a single value is a question of the column's type.
 */
public final class Datum implements Comparable<Datum> {

    private static final Object[] NONE = {};

    /** The empty set, which is the empty map too. */
    public static final Datum EMPTY = new Datum(NONE, null);

    private final Object[] keys;
    private final Object @Nullable [] values;

    /** Take over arrays that are in order and without duplicates. */
    Datum(Object[] keys, Object @Nullable [] values) {
        this.keys = keys;
        this.values = keys.length == 0 ? null : values;
    }

    /** Return a set of one atom. */
    public static Datum of(Object atom) {
        return new Datum(new Object[] {atom}, null);
    }

    /** Return the number of elements. */
    public int size() {
        return keys.length;
    }

    /** Return an element, or the key of a pair. */
    public Object key(int index) {
        return keys[index];
    }

    /** Return the value of a pair. */
    public Object value(int index) {
        if (values == null) {
            throw new IllegalStateException("not a map");
        }
        return values[index];
    }

    /** Return whether this holds pairs; false for any empty value. */
    public boolean hasValues() {
        return values != null;
    }

    /** Return the index of a key; negative if it is not there, as {@link Arrays#binarySearch(Object[], Object)}. */
    public int find(Object key) {
        int low = 0;
        int high = keys.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Atoms.compare(keys[middle], key);
            if (order == 0) {
                return middle;
            } else if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -low - 1;
    }

    /** Return whether a key is there. */
    public boolean containsKey(Object key) {
        return find(key) >= 0;
    }

    /** Return whether a pair (or element, for a set) of another value is here too. */
    private boolean containsElement(Datum other, int index) {
        int at = find(other.keys[index]);
        return at >= 0 && (values == null || other.values == null || values[at].equals(other.values[index]));
    }

    /** Return whether every element or pair of another value is here. */
    public boolean includesAll(Datum other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (!containsElement(other, i)) {
                return false;
            }
        }
        return true;
    }

    /** Return whether no element or pair of another value is here. */
    public boolean excludesAll(Datum other) {
        for (int i = 0; i < other.keys.length; i++) {
            if (containsElement(other, i)) {
                return false;
            }
        }
        return true;
    }

    /** Return this with the elements of another value added; a key that is here already keeps its value. */
    public Datum union(Datum other) {
        if (other.keys.length == 0 || other == this) {
            return this;
        }
        DatumBuilder result = new DatumBuilder(keys.length + other.keys.length, values != null || other.values != null);
        int i = 0;
        int j = 0;
        while (i < keys.length || j < other.keys.length) {
            int order = i == keys.length ? 1 : j == other.keys.length ? -1 : Atoms.compare(keys[i], other.keys[j]);
            if (order <= 0) {
                result.add(this, i++);
                j += order == 0 ? 1 : 0;
            } else {
                result.add(other, j++);
            }
        }
        return result.size() == keys.length ? this : result.build();
    }

    /** Return this without the elements of a set, or the equal pairs of a map; a set's keys take pairs away too. */
    public Datum subtract(Datum other) {
        DatumBuilder result = new DatumBuilder(keys.length, values != null);
        for (int i = 0; i < keys.length; i++) {
            if (!other.containsElement(this, i)) {
                result.add(this, i);
            }
        }
        return result.size() == keys.length ? this : result.build();
    }

    /**
     * Return the difference to a newer value of the same column, in the form of update2 and of the journal: for a
     * single or optional value the new one; for a set the elements in exactly one of both; for a map the pairs that
     * are new or changed with their new values, and those that are gone with their old ones.
     */
    public Datum diff(Datum newer, ColumnType type) {
        if (type.max() == 1) {
            return newer;
        }
        DatumBuilder result = new DatumBuilder(keys.length + newer.keys.length, values != null || newer.values != null);
        int i = 0;
        int j = 0;
        while (i < keys.length || j < newer.keys.length) {
            int order = i == keys.length ? 1 : j == newer.keys.length ? -1 : Atoms.compare(keys[i], newer.keys[j]);
            if (order < 0) {
                result.add(this, i++);
            } else if (order > 0) {
                result.add(newer, j++);
            } else {
                if (values != null && newer.values != null && !values[i].equals(newer.values[j])) {
                    result.add(newer, j);
                }
                i++;
                j++;
            }
        }
        return result.build();
    }

    /** Return the newer value that {@link #diff} was made from. */
    public Datum applyDiff(Datum diff, ColumnType type) {
        if (type.max() == 1) {
            return diff;
        }
        DatumBuilder result = new DatumBuilder(keys.length + diff.keys.length, values != null || diff.values != null);
        int i = 0;
        int j = 0;
        while (i < keys.length || j < diff.keys.length) {
            int order = i == keys.length ? 1 : j == diff.keys.length ? -1 : Atoms.compare(keys[i], diff.keys[j]);
            if (order < 0) {
                result.add(this, i++);
            } else if (order > 0) {
                result.add(diff, j++);
            } else {
                if (values != null && diff.values != null && !values[i].equals(diff.values[j])) {
                    result.add(diff, j);
                }
                i++;
                j++;
            }
        }
        return result.build();
    }

    @Override
    public int compareTo(Datum other) {
        int n = Math.min(keys.length, other.keys.length);
        for (int i = 0; i < n; i++) {
            int order = Atoms.compare(keys[i], other.keys[i]);
            if (order == 0 && values != null && other.values != null) {
                order = Atoms.compare(values[i], other.values[i]);
            }
            if (order != 0) {
                return order;
            }
        }
        return keys.length - other.keys.length;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object == this
                || object instanceof Datum other
                        && Arrays.equals(keys, other.keys)
                        && Arrays.equals(values, other.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(keys) * 31 + Arrays.hashCode(values);
    }

    /** Return the value as JSON; a set of exactly one element is printed as the element. */
    public Json toJson(ColumnType type) {
        if (keys.length == 1 && !type.isMap()) {
            return Atoms.toJson(keys[0]);
        }
        List<Json> elements = new ArrayList<>(keys.length);
        for (int i = 0; i < keys.length; i++) {
            Json key = Atoms.toJson(keys[i]);
            elements.add(values == null ? key : Json.array(key, Atoms.toJson(values[i])));
        }
        return Json.array(Json.of(type.isMap() ? "map" : "set"), new Json.Arr(elements));
    }

    /** Write what {@link #toJson} returns. */
    public void write(JsonWriter out, ColumnType type) {
        if (keys.length == 1 && !type.isMap()) {
            Atoms.write(out, keys[0]);
            return;
        }
        out.raw(type.isMap() ? "[\"map\",[" : "[\"set\",[");
        for (int i = 0; i < keys.length; i++) {
            if (i > 0) {
                out.raw(',');
            }
            if (values == null) {
                Atoms.write(out, keys[i]);
            } else {
                out.raw('[');
                Atoms.write(out, keys[i]);
                out.raw(',');
                Atoms.write(out, values[i]);
                out.raw(']');
            }
        }
        out.raw("]]");
    }

    /** Return the value as Open vSwitch's messages show it: section "Database Values" of ovs-vsctl(8). */
    public String toText(ColumnType type) {
        boolean brackets = type.max() > 1 || keys.length == 0;
        String elements = join(", ", Atoms::toText);
        return !brackets ? elements : type.isMap() ? "{" + elements + "}" : "[" + elements + "]";
    }

    /** Return the value as text without brackets, braces, commas and quotes. */
    public String toBareText() {
        return join(" ", Atoms::toBareText);
    }

    private String join(String separator, Function<Object, String> atomText) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < keys.length; i++) {
            text.append(i > 0 ? separator : "").append(atomText.apply(keys[i]));
            if (values != null) {
                text.append('=').append(atomText.apply(values[i]));
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return Arrays.toString(keys) + (values == null ? "" : "=" + Arrays.toString(values));
    }
}
