/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of variables, and for each the values to which it would have to change, so that something is no longer so.
 *
 * <p>As long as no variable changes to such a value, what the reason is for stays as it is, whatever else changes. So
 * whoever wants it otherwise has to make at least one of these changes. The empty reason is a proof that nothing helps.
 *
 * <p>Null stands for "no reason is known". Immutable.
 */
final class Reason {

    /** Nothing can change it. */
    static final Reason NONE = new Reason(new int[0]);

    /** Sets of bits, one for each value of a bool or tristate by its ordinal. */
    static final int ANY = 7;

    private static final int VALUE_BITS = 3;

    /** More than these are no help to anybody, and take time. */
    private static final int MOST = 4096;

    // Each variable's rank and the bits of its values, ascending.
    private final int[] items;

    private Reason(int[] items) {
        this.items = items;
    }

    static Reason of(int rank, int values) {
        return new Reason(new int[] {rank << VALUE_BITS | values});
    }

    boolean isEmpty() {
        return items.length == 0;
    }

    int size() {
        return items.length;
    }

    /** Return the rank of a variable. */
    int rank(int position) {
        return items[position] >> VALUE_BITS;
    }

    /** Return the bits of the values of a variable. */
    int values(int position) {
        return items[position] & ANY;
    }

    /** Return the reason for two things to be so; null when one has none. */
    static @Nullable Reason both(@Nullable Reason left, @Nullable Reason right) {
        if (left == null || right == null) {
            return null;
        }
        if (right.isEmpty() || left == right) {
            return left;
        }
        return left.isEmpty() ? right : merge(left, right);
    }

    private static @Nullable Reason merge(Reason left, Reason right) {
        int[] a = left.items;
        int[] b = right.items;
        int[] merged = new int[a.length + b.length];
        int size = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            int order = Integer.compare(a[i] >> VALUE_BITS, b[j] >> VALUE_BITS);
            if (order == 0) {
                merged[size++] = a[i++] | b[j++];
            } else {
                merged[size++] = order < 0 ? a[i++] : b[j++];
            }
        }
        while (i < a.length) {
            merged[size++] = a[i++];
        }
        while (j < b.length) {
            merged[size++] = b[j++];
        }
        if (Arrays.equals(merged, 0, size, a, 0, a.length)) {
            return left;
        }
        return size > MOST ? null : new Reason(Arrays.copyOf(merged, size));
    }

    /**
     * Return the better of two reasons for the same: the smaller one; among equals the one whose variables come earlier,
     * as more depends on these, so that reasons for other things are likely to have them as well.
     */
    static @Nullable Reason better(@Nullable Reason left, @Nullable Reason right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        if (left.items.length != right.items.length) {
            return left.items.length < right.items.length ? left : right;
        }
        return Arrays.compare(left.items, right.items) <= 0 ? left : right;
    }
}
