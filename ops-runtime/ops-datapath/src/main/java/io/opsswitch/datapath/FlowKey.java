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
 * <p>Allocates once more when it first holds a word that only few packets have, and again for the last registers.
 */
public final class FlowKey {

    /** The longest Geneve options of a key, in bytes. */
    public static final int MAX_TUNNEL_OPTIONS = 256;

    /** Index of the first word of the Geneve options. */
    public static final int TUNNEL_OPTIONS_WORD = 40;

    /**
     * Index of the first word of what only OpenFlow's pipeline has, such as registers; the words before it are those that
     * datapaths know.
     */
    public static final int PIPELINE_WORD = TUNNEL_OPTIONS_WORD + MAX_TUNNEL_OPTIONS / Long.BYTES;

    /** The number of 64-bit words for what only OpenFlow's pipeline has; what is where is decided there. */
    public static final int PIPELINE_WORDS = 19;

    /** The number of 64-bit words of a key. */
    public static final int WORDS = PIPELINE_WORD + PIPELINE_WORDS;

    /** An odd number without pattern: 2^64 divided by the golden ratio. */
    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    /**
     * How many words most packets need: enough for two VLAN tags, IPv6 and its flow label, TCP, priority and mark. Keys
     * of others get room for nearly all words at once.
     */
    public static final int SHORT_WORDS = 12;

    /** How many words all but those with registers that are rarely used need. */
    private static final int MIDDLE_WORDS = PIPELINE_WORD + 11;

    /** How many words packets without tags need, up to the ports. */
    private static final int PLAIN_WORDS = 9;

    /** Words behind its end are 0. */
    private long[] words;
    /** Words from here on are 0; never behind the end of the array. */
    private int extent;

    /** Create a key whose fields are all zero. */
    public FlowKey() {
        this(SHORT_WORDS);
    }

    private FlowKey(int length) {
        words = new long[length];
    }

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

    /** Make room for a word unless there is only a zero to be stored, which is there already; return whether so. */
    private boolean grow(int index, long value) {
        if (absent(index) == value) {
            return false;
        }
        words = Arrays.copyOf(words, room(index + 1));
        return true;
    }

    /** Return how long an array has to be for so many words. */
    private static int room(int count) {
        if (count <= SHORT_WORDS) {
            return SHORT_WORDS;
        }
        return count <= MIDDLE_WORDS ? MIDDLE_WORDS : WORDS;
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

    /** Copy the first {@link #SHORT_WORDS} words into an array. */
    public void copyShort(long[] target, int at) {
        System.arraycopy(words, 0, target, at, SHORT_WORDS);
    }

    /** Return whether the first {@link #SHORT_WORDS} words are those in an array; the others are not looked at. */
    public boolean equalsShort(long[] other, int at) {
        long[] own = words;
        // Written out, since a loop over them is not unrolled and costs twice as much.
        return (own[11] ^ other[at + 11]
                        | own[0] ^ other[at]
                        | own[1] ^ other[at + 1]
                        | own[2] ^ other[at + 2]
                        | own[3] ^ other[at + 3]
                        | own[4] ^ other[at + 4]
                        | own[5] ^ other[at + 5]
                        | own[6] ^ other[at + 6]
                        | own[7] ^ other[at + 7]
                        | own[8] ^ other[at + 8]
                        | own[9] ^ other[at + 9]
                        | own[10] ^ other[at + 10])
                == 0;
    }

    /**
     * Return a hash of all words under a seed, 64 bits; equal keys have equal ones, whatever their {@link #extent}. Who
     * does not know the seed cannot choose collisions.
     */
    public long hash(long seed) {
        long[] own = words;
        // What plain packets have: a number of words that the compiler knows, in two lanes, since each step has to wait
        // for the multiplication of the one before.
        long even = step(seed, own[8]);
        long odd = step(~seed, own[1]);
        even = step(even, own[0]);
        odd = step(odd, own[3]);
        even = step(even, own[2]);
        odd = step(odd, own[5]);
        even = step(even, own[4]);
        odd = step(odd, own[7]);
        even = step(even, own[6]);
        for (int i = PLAIN_WORDS; i < extent; i++) {
            // Zeros leave no trace, so that it does not matter how many of them are counted in.
            if (own[i] != 0) {
                odd = step(odd + i, own[i]);
            }
        }
        return (even ^ Long.rotateLeft(odd, 23)) * MULTIPLIER;
    }

    private static long step(long hash, long word) {
        long h = (hash ^ word) * MULTIPLIER;
        return h ^ h >>> 32;
    }

    /** Set all fields to zero. */
    public void clear() {
        Arrays.fill(words, 0, extent, 0);
        extent = 0;
    }

    /** Make this key the same as another one. */
    public void copyFrom(FlowKey other) {
        if (other.extent > words.length) {
            words = new long[room(other.extent)];
            extent = 0;
        }
        System.arraycopy(other.words, 0, words, 0, other.extent);
        if (extent > other.extent) {
            Arrays.fill(words, other.extent, extent, 0);
        }
        extent = other.extent;
    }

    /** Return a key with the same contents, in no more room than they need. */
    public FlowKey copy() {
        int end = trimmedExtent();
        FlowKey copy = new FlowKey(room(end));
        System.arraycopy(words, 0, copy.words, 0, end);
        copy.extent = end;
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
        if (this == other) {
            return true;
        }
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
