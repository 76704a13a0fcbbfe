/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Interns the words of a tree and knows which are keywords.
 *
 * <p>Large trees repeat each word dozens of times; looking a range of characters up without making a string first saves
 * most of the lexer's garbage. Open addressing, at most half full. Owned by one lexer.
 */
final class WordTable {

    private @Nullable String[] words = new String[1 << 12];
    private int[] hashes = new int[1 << 12];
    private TokenKind[] kinds = new TokenKind[1 << 12];
    /** Nobody can prepare words that all fall into one slot. */
    private final int factor = ThreadLocalRandom.current().nextInt() | 1;

    private int size;
    private int found;

    WordTable(Dialect dialect) {
        for (TokenKind kind : TokenKind.values()) {
            String word = kind.word();
            Feature feature = kind.feature();
            if (word != null && (feature == null || dialect.has(feature))) {
                add(word, kind);
            }
        }
        if (dialect.has(Feature.BOOLEAN_KEYWORD)) {
            add("boolean", TokenKind.BOOL);
        }
        if (dialect.has(Feature.DASHED_HELP)) {
            add("---help---", TokenKind.HELP);
        }
    }

    private void add(String word, TokenKind kind) {
        char[] chars = word.toCharArray();
        intern(chars, 0, chars.length);
        kinds[found] = kind;
    }

    /** Return the word at {@code from} inclusive to {@code to} exclusive; {@link #kind} then tells what it is. */
    String intern(char[] text, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = (hash + text[i]) * factor;
        }
        int mask = words.length - 1;
        int slot = spread(hash) & mask;
        String word;
        while ((word = words[slot]) != null) {
            if (hashes[slot] == hash && matches(word, text, from, to)) {
                found = slot;
                return word;
            }
            slot = (slot + 1) & mask;
        }
        word = new String(text, from, to - from);
        words[slot] = word;
        hashes[slot] = hash;
        kinds[slot] = TokenKind.WORD;
        found = slot;
        if (++size * 2 > words.length) {
            grow(word);
        }
        return word;
    }

    /** Return what the word interned last is: a keyword or {@link TokenKind#WORD}. */
    TokenKind kind() {
        return kinds[found];
    }

    private static boolean matches(String word, char[] text, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void grow(String last) {
        @Nullable String[] oldWords = words;
        int[] oldHashes = hashes;
        TokenKind[] oldKinds = kinds;
        words = new String[oldWords.length * 2];
        hashes = new int[oldWords.length * 2];
        kinds = new TokenKind[oldWords.length * 2];
        int mask = words.length - 1;
        for (int i = 0; i < oldWords.length; i++) {
            String word = oldWords[i];
            if (word != null) {
                int slot = spread(oldHashes[i]) & mask;
                while (words[slot] != null) {
                    slot = (slot + 1) & mask;
                }
                words[slot] = word;
                hashes[slot] = oldHashes[i];
                kinds[slot] = oldKinds[i];
                if (word.equals(last)) {
                    found = slot;
                }
            }
        }
    }

    private static int spread(int hash) {
        return hash ^ (hash >>> 16);
    }
}
