/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Datum} together. Not safe for use by several threads. */
public final class DatumBuilder {

    private Object[] keys;
    private Object @Nullable [] values;
    private int size;

    /** Create a builder with room for so many elements. */
    public DatumBuilder(int capacity, boolean map) {
        keys = new Object[capacity];
        values = map ? new Object[capacity] : null;
    }

    int size() {
        return size;
    }

    void add(Datum source, int index) {
        add(source.key(index), values == null || !source.hasValues() ? null : source.value(index));
    }

    /** Add an element, or a pair where there is a value. */
    public void add(Object key, @Nullable Object value) {
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, Math.max(4, size * 2));
            values = values == null ? null : Arrays.copyOf(values, keys.length);
        }
        keys[size] = key;
        if (values != null && value != null) {
            values[size] = value;
        }
        size++;
    }

    /** Return what was added, which was in order. */
    Datum build() {
        if (size == 0) {
            return Datum.EMPTY;
        }
        return new Datum(
                size == keys.length ? keys : Arrays.copyOf(keys, size),
                values == null || size == values.length ? values : Arrays.copyOf(values, size));
    }

    /** Put what was added into order and return it; null if a key came twice. */
    public @Nullable Datum buildSorted() {
        boolean ordered = true;
        for (int i = 1; i < size && ordered; i++) {
            ordered = Atoms.compare(keys[i - 1], keys[i]) < 0;
        }
        if (!ordered) {
            sort();
            for (int i = 1; i < size; i++) {
                if (Atoms.compare(keys[i - 1], keys[i]) == 0) {
                    return null;
                }
            }
        }
        return build();
    }

    private void sort() {
        if (values == null) {
            Arrays.sort(keys, 0, size, Atoms::compare);
            return;
        }
        Object[] oldKeys = keys;
        Object[] oldValues = values;
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> oldKeys[i], Atoms::compare))
                .mapToInt(Integer::intValue)
                .toArray();
        keys = new Object[size];
        Object[] newValues = new Object[size];
        for (int i = 0; i < size; i++) {
            keys[i] = oldKeys[order[i]];
            newValues[i] = oldValues[order[i]];
        }
        values = newValues;
    }
}
