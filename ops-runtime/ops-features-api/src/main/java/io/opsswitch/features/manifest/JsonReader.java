/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A strict reader of JSON (RFC 8259) for files of a few kilobytes: objects become maps in the order of the file, arrays
 * lists, numbers {@link BigInteger} or {@link BigDecimal}. A name that comes twice is an error, as is anything behind the
 * end. Used once, by one thread.
 */
final class JsonReader {

    private static final int MAX_DEPTH = 100;
    private static final int HEXADECIMAL = 16;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern HEX4 = Pattern.compile("[0-9a-fA-F]{4}");

    private final String source;
    private final String text;
    private int at;

    private JsonReader(String source, String text) {
        this.source = source;
        this.text = text;
    }

    /**
     * Read a text that is one object.
     *
     * @throws IOException naming source, line and column of what is wrong
     */
    static Map<String, @Nullable Object> object(String source, String text) throws IOException {
        JsonReader reader = new JsonReader(source, text);
        reader.blanks();
        if (reader.peek() != '{') {
            throw reader.wrong("expected {");
        }
        Map<String, @Nullable Object> object = reader.members(0);
        reader.blanks();
        if (reader.at < text.length()) {
            throw reader.wrong("expected the end of the file");
        }
        return object;
    }

    private @Nullable Object value(int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " levels");
        }
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> elements(depth);
            case '"' -> string();
            case 't' -> word("true", Boolean.TRUE);
            case 'f' -> word("false", Boolean.FALSE);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> members(int depth) throws IOException {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        expect('{');
        blanks();
        if (accept('}')) {
            return members;
        }
        do {
            blanks();
            int start = at;
            String name = string();
            blanks();
            expect(':');
            blanks();
            if (members.containsKey(name)) {
                at = start;
                throw wrong("\"" + name + "\" comes twice");
            }
            members.put(name, value(depth + 1));
            blanks();
        } while (accept(','));
        expect('}');
        return members;
    }

    private List<@Nullable Object> elements(int depth) throws IOException {
        List<@Nullable Object> elements = new ArrayList<>();
        expect('[');
        blanks();
        if (accept(']')) {
            return elements;
        }
        do {
            blanks();
            elements.add(value(depth + 1));
            blanks();
        } while (accept(','));
        expect(']');
        return elements;
    }

    private String string() throws IOException {
        expect('"');
        StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at);
            if (c < ' ') {
                throw wrong("a control character in a string");
            }
            at++;
            out.append(c == '\\' ? escape() : c);
        }
        at++;
        return out.toString();
    }

    private char escape() throws IOException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                Matcher digits = HEX4.matcher(text).region(at, Math.min(text.length(), at + 4));
                if (!digits.matches()) {
                    throw wrong("expected four hexadecimal digits");
                }
                at += 4;
                yield (char) Integer.parseInt(digits.group(), HEXADECIMAL);
            }
            default -> throw wrong("no escape starts with \\" + c);
        };
    }

    private Number number() throws IOException {
        Matcher digits = NUMBER.matcher(text).region(at, text.length());
        if (!digits.lookingAt()) {
            throw wrong("expected a value");
        }
        at = digits.end();
        boolean whole = digits.group(2) == null && digits.group(3) == null;
        return whole ? new BigInteger(digits.group()) : new BigDecimal(digits.group());
    }

    private @Nullable Object word(String word, @Nullable Object value) throws IOException {
        if (!text.startsWith(word, at)) {
            throw wrong("expected a value");
        }
        at += word.length();
        return value;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() throws IOException {
        if (at >= text.length()) {
            throw wrong("the file ends too early");
        }
        return text.charAt(at);
    }

    private boolean accept(char c) throws IOException {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    private void expect(char c) throws IOException {
        if (!accept(c)) {
            throw wrong("expected " + c);
        }
    }

    private IOException wrong(String what) {
        String before = text.substring(0, Math.min(at, text.length()));
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        int column = before.length() - before.lastIndexOf('\n');
        return new IOException(source + ":" + line + ":" + column + ": " + what
                + "; perhaps you should build again to restore the file");
    }
}
