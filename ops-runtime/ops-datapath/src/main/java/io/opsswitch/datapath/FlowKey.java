/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A flow key, or the mask of one: the header fields of a packet in fixed places (see {@link FlowField}).
 *
 * <p>Mutable, so that a thread of the datapath can fill one instance for packet after packet without allocating; a key
 * that is kept must be a {@link #copy()}. Not safe for use by several threads while one of them writes.
 *
 * <p>Allocates once more when it first holds a word that only few packets have, and never again.
 */
public final class FlowKey {

    /** The longest Geneve options of a key, in bytes. */
    public static final int MAX_TUNNEL_OPTIONS = 256;

    /** Index of the first word of the Geneve options. */
    public static final int TUNNEL_OPTIONS_WORD = 40;

    /** The number of 64-bit words of a key. */
    public static final int WORDS = TUNNEL_OPTIONS_WORD + MAX_TUNNEL_OPTIONS / Long.BYTES;

    /** An odd number without pattern: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    /** What the keys of most packets fit; the others get room for all words at once. */
    private static final int SHORT_WORDS = 12;

    /** Words behind its end are 0. */
    private long[] words = new long[SHORT_WORDS];
    /** Words from here on are 0; never behind the end of the array. */
    private int extent;

    /** Return the value of a field. */
    public long get(FlowField field) {
        return (word(field.word()) & field.wordMask()) >>> field.shift();
    }

    /** Set the value of a field; surplus high bits of the value are dropped. */
    public FlowKey set(FlowField field, long value) {
        int word = field.word();
        setWord(word, (word(word) & ~field.wordMask()) | ((value << field.shift()) & field.wordMask()));
        return this;
    }

    /** Add all bits of a field to this mask: a flow with it matches the field exactly. */
    public FlowKey matchAll(FlowField field) {
        setWord(field.word(), word(field.word()) | field.wordMask());
        return this;
    }

    /** Return one of the {@link #WORDS} words. */
    public long word(int index) {
        return index < words.length ? words[index] : absent(index);
    }

    private static long absent(int index) {
        if (index >= WORDS) {
            throw new IndexOutOfBoundsException("a key has " + WORDS + " words, no word " + index);
        }
        return 0;
    }

    /** Set one of the {@link #WORDS} words. */
    public void setWord(int index, long value) {
        if (index >= words.length && !grow(index, value)) {
            return;
        }
        words[index] = value;
        if (index >= extent && value != 0) {
            extent = index + 1;
        }
    }

    /** Make room for all words unless there is only a zero to be stored, which is there already; return whether so. */
    private boolean grow(int index, long value) {
        if (absent(index) == value) {
            return false;
        }
        words = Arrays.copyOf(words, WORDS);
        return true;
    }

    /**
     * Return a number of words behind which all are zero; it is small for the key of a plain packet, and not always the
     * smallest such number. Work on all words may end there.
     */
    public int extent() {
        return extent;
    }

    /** Return the length without the zeros at the end: the same for equal keys, whatever their {@link #extent}. */
    public int trimmedExtent() {
        int end = extent;
        while (end > 0 && words[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /** Copy words from the first one on into an array; not more than 12. */
    public void copyWords(long[] target, int at, int count) {
        System.arraycopy(words, 0, target, at, count);
    }

    /** Return whether the first words, not more than 12, are those in an array; words behind them are not looked at. */
    public boolean startsWith(long[] other, int at, int count) {
        long[] mine = words;
        long difference = 0;
        for (int i = 0; i < count; i++) {
            difference |= mine[i] ^ other[at + i];
        }
        return difference == 0;
    }

    /**
     * Return a hash of all words under a seed, 64 bits; equal keys have equal ones, whatever their {@link #extent}. Who
     * does not know the seed cannot choose collisions.
     */
    public long hash(long seed) {
        long[] own = words;
        int end = trimmedExtent();
        // Two lanes, since each step has to wait for the multiplication of the one before.
        long even = seed;
        long odd = ~seed;
        int i = 0;
        for (; i + 1 < end; i += 2) {
            even = (even ^ own[i]) * MULTIPLIER;
            even ^= even >>> 32;
            odd = (odd ^ own[i + 1]) * MULTIPLIER;
            odd ^= odd >>> 32;
        }
        if (i < end) {
            even = (even ^ own[i]) * MULTIPLIER;
            even ^= even >>> 32;
        }
        return (even ^ Long.rotateLeft(odd, 23)) * MULTIPLIER;
    }

    /** Set all fields to zero. */
    public void clear() {
        Arrays.fill(words, 0, extent, 0);
        extent = 0;
    }

    /** Make this key the same as another one. */
    public void copyFrom(FlowKey other) {
        if (other.extent > words.length) {
            words = new long[WORDS];
            extent = 0;
        }
        System.arraycopy(other.words, 0, words, 0, other.extent);
        if (extent > other.extent) {
            Arrays.fill(words, other.extent, extent, 0);
        }
        extent = other.extent;
    }

    /** Return a key with the same contents. */
    public FlowKey copy() {
        FlowKey copy = new FlowKey();
        copy.copyFrom(this);
        return copy;
    }

    /** Return this key with all bits cleared that the mask does not have. */
    public FlowKey masked(FlowKey mask) {
        FlowKey result = new FlowKey();
        int end = Math.min(extent, mask.extent);
        for (int i = 0; i < end; i++) {
            result.setWord(i, words[i] & mask.words[i]);
        }
        return result;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof FlowKey key)) {
            return false;
        }
        int end = trimmedExtent();
        return end == key.trimmedExtent() && Arrays.equals(words, 0, end, key.words, 0, end);
    }

    @Override
    public int hashCode() {
        int hash = 0;
        // From the end, so that words of zero behind the last one that counts leave no trace.
        for (int i = extent - 1; i >= 0; i--) {
            hash = 31 * hash + Long.hashCode(words[i]);
        }
        return hash;
    }
}
