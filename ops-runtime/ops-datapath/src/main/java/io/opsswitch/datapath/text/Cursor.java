/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import java.math.BigInteger;

/** A place in a text that is being read. */
final class Cursor {

    private static final String DELIMITERS = ", \t\r\n";
    private static final int QUOTED = 20;

    private final String text;
    private int at;

    Cursor(String text) {
        this.text = text;
    }

    int at() {
        return at;
    }

    void moveTo(int place) {
        at = place;
    }

    boolean isAtEnd() {
        return at == text.length();
    }

    /** Return the next character, or 0 at the end. */
    char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    /** Pass over a word if it comes next; return whether it did. */
    boolean take(String word) {
        if (!text.startsWith(word, at)) {
            return false;
        }
        at += word.length();
        return true;
    }

    /** Return whether a word stands just before this place. */
    boolean behind(String word) {
        return text.startsWith(word, at - word.length());
    }

    /** Pass over a word that must come next. */
    void expect(String word) throws FlowTextException {
        if (!take(word)) {
            throw expected("'" + word + "'");
        }
    }

    /** Return whether a comma or white space comes next. */
    boolean atDelimiter() {
        return at < text.length() && DELIMITERS.indexOf(text.charAt(at)) >= 0;
    }

    /** Pass over commas and white space. */
    void skipDelimiters() {
        while (at < text.length() && DELIMITERS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    /** Read characters up to one of these, or up to the end. */
    String until(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Read letters, digits and underscores, perhaps none. */
    String word() {
        int start = at;
        while (at < text.length() && (isLetter(text.charAt(at)) || Character.digit(text.charAt(at), 10) >= 0)) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Read hexadecimal digits, perhaps none. */
    String hexDigits() {
        int start = at;
        while (at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), 16) >= 0) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    /** Read an unsigned number: decimal, or hexadecimal behind 0x, or octal behind 0. */
    long number(int bits) throws FlowTextException {
        Bits value = wideNumber(bits);
        return value.low();
    }

    /** Read an unsigned number of up to 128 bits. */
    Bits wideNumber(int bits) throws FlowTextException {
        int start = at;
        int radix = 10;
        if (take("0x") || take("0X")) {
            radix = 16;
        } else if (peek() == '0') {
            radix = 8;
        }
        int digits = at;
        while (at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), radix) >= 0) {
            at++;
        }
        if (at == digits) {
            at = start;
            throw expected("a number");
        }
        // Leading zeros do not count, and no number that fits has more digits than this: a hostile one costs no time.
        int first = digits;
        while (first < at - 1 && text.charAt(first) == '0') {
            first++;
        }
        BigInteger value =
                at - first > 64 ? BigInteger.ONE.shiftLeft(bits) : new BigInteger(text.substring(first, at), radix);
        if (value.bitLength() > bits) {
            at = start;
            throw expected("a number of at most " + bits + " bits");
        }
        return new Bits(value.shiftRight(64).longValue(), value.longValue());
    }

    /** Return the error that something else was expected here. */
    FlowTextException expected(String what) {
        String found = "the end of the text";
        if (!isAtEnd()) {
            int end = Math.min(text.length(), at + QUOTED);
            found = '"' + printable(text.substring(at, end)) + (end < text.length() ? "..." : "") + '"';
        }
        return new FlowTextException(at + 1, "expected " + what + ", found " + found);
    }

    /** Return an error about what stands at a place. */
    FlowTextException error(int place, String message) {
        return new FlowTextException(place + 1, message);
    }

    private static String printable(String raw) {
        StringBuilder clean = new StringBuilder();
        raw.chars().forEach(c -> clean.append(c < ' ' || c == 127 ? '?' : (char) c));
        return clean.toString();
    }
}
