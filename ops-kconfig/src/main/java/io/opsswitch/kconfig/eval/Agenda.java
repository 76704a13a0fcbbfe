/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

/**
 * A set of small numbers from which the least is taken first. Owned by one evaluator.
 *
 * <p>A bit for each number: adding is one operation, and taking all of them out in order is one pass over the words.
 */
final class Agenda {

    private final long[] words;
    private int firstWord;

    /** Create an empty set for numbers below the capacity. */
    Agenda(int capacity) {
        words = new long[(capacity + Long.SIZE - 1) / Long.SIZE];
        firstWord = words.length;
    }

    void add(int number) {
        int word = number / Long.SIZE;
        words[word] |= 1L << number;
        firstWord = Math.min(firstWord, word);
    }

    boolean isEmpty() {
        while (firstWord < words.length && words[firstWord] == 0) {
            firstWord++;
        }
        return firstWord == words.length;
    }

    /** Take the least number out; the set must not be empty. */
    int poll() {
        if (isEmpty()) {
            throw new IllegalStateException("nothing is due");
        }
        int bit = Long.numberOfTrailingZeros(words[firstWord]);
        words[firstWord] &= words[firstWord] - 1;
        return firstWord * Long.SIZE + bit;
    }

    void clear() {
        while (!isEmpty()) {
            words[firstWord] = 0;
        }
    }
}
