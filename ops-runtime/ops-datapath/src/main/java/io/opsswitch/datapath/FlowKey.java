/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A flow key, or the mask of one: the header fields of a packet in fixed places (see {@link FlowField}).
 *
 * <p>Mutable, so that a thread of the datapath can fill one instance for packet after packet without allocating; a key
 * that is kept must be a {@link #copy()}. Not safe for use by several threads while one of them writes.
 */
public final class FlowKey {

    /** The number of 64-bit words of a key. */
    public static final int WORDS = 9;

    private final long[] words = new long[WORDS];

    /** Return the value of a field. */
    public long get(FlowField field) {
        return (words[field.word()] & field.wordMask()) >>> field.shift();
    }

    /** Set the value of a field; surplus high bits of the value are dropped. */
    public FlowKey set(FlowField field, long value) {
        int word = field.word();
        words[word] = (words[word] & ~field.wordMask()) | ((value << field.shift()) & field.wordMask());
        return this;
    }

    /** Add all bits of a field to this mask: a flow with it matches the field exactly. */
    public FlowKey matchAll(FlowField field) {
        words[field.word()] |= field.wordMask();
        return this;
    }

    /** Return one of the {@link #WORDS} words. */
    public long word(int index) {
        return words[index];
    }

    /** Set one of the {@link #WORDS} words. */
    public void setWord(int index, long value) {
        words[index] = value;
    }

    /** Set all fields to zero. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    /** Return a key with the same contents. */
    public FlowKey copy() {
        FlowKey copy = new FlowKey();
        System.arraycopy(words, 0, copy.words, 0, WORDS);
        return copy;
    }

    /** Return this key with all bits cleared that the mask does not have. */
    public FlowKey masked(FlowKey mask) {
        FlowKey result = new FlowKey();
        for (int i = 0; i < WORDS; i++) {
            result.words[i] = words[i] & mask.words[i];
        }
        return result;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowKey key && Arrays.equals(words, key.words);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(words);
    }
}
