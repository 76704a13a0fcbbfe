/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.openflow.OfSyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bits of a field.
 *
 * @param field the field
 * @param from the lowest bit
 * @param bits how many, at least 1
 */
public record Subfield(Field field, int from, int bits) {

    private static final Pattern RANGE = Pattern.compile("\\[(?:\\s*([+-]?\\d+)(?:\\.\\.\\s*([+-]?\\d+))?)?\\]");

    /** Return all bits of a field. */
    public static Subfield all(Field field) {
        return new Subfield(field, 0, field.bits());
    }

    /** Return whether these are all bits of the field. */
    public boolean isAll() {
        return from == 0 && bits == field.bits();
    }

    /** Return a text such as {@code NXM_NX_REG0[0..15]}. */
    public String text() {
        OxmCode code = field.code(0);
        String name = code == null ? field.name() : code.name();
        if (isAll()) {
            return name + "[]";
        }
        return bits == 1 ? name + "[" + from + "]" : name + "[" + from + ".." + (from + bits - 1) + "]";
    }

    /**
     * Read a whole text.
     *
     * @throws OfSyntaxException if it is none
     */
    public static Subfield parse(String text) {
        int end = end(text);
        Subfield subfield = parsePrefix(text);
        if (end != text.length()) {
            throw new OfSyntaxException("unexpected input following field syntax");
        }
        return subfield;
    }

    /** Return where the subfield at the beginning of a text ends, if one is there. */
    public static int end(String text) {
        int name = nameEnd(text);
        if (name < text.length() && text.charAt(name) == '[') {
            return text.indexOf(']', name) + 1;
        }
        return name;
    }

    /**
     * Read the subfield at the beginning of a text; it ends at {@link #end}.
     *
     * @throws OfSyntaxException if there is none
     */
    public static Subfield parsePrefix(String text) {
        int nameEnd = nameEnd(text);
        Field field = field(text.substring(0, nameEnd));
        if (field == null) {
            throw new OfSyntaxException(text + ": unknown field `" + text.substring(0, nameEnd) + "'");
        }
        int from = 0;
        int to = field.bits() - 1;
        if (nameEnd < text.length() && text.charAt(nameEnd) == '[') {
            Matcher range = RANGE.matcher(text).region(nameEnd, text.length());
            if (!range.lookingAt()) {
                throw new OfSyntaxException(text + ": syntax error expecting [] or [<bit>] or [<start>..<end>]");
            }
            if (range.group(1) != null) {
                from = number(range.group(1), text);
                to = range.group(2) == null ? from : number(range.group(2), text);
            }
        }
        if (from > to) {
            throw new OfSyntaxException(text + ": starting bit " + from + " is after ending bit " + to);
        }
        if (from >= field.bits() || from < 0) {
            throw new OfSyntaxException(text + ": starting bit " + from + " is not valid because field is only "
                    + field.bits() + " bits wide");
        }
        if (to >= field.bits()) {
            throw new OfSyntaxException(
                    text + ": ending bit " + to + " is not valid because field is only " + field.bits() + " bits wide");
        }
        return new Subfield(field, from, to - from + 1);
    }

    private static int number(String digits, String text) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new OfSyntaxException(text + ": " + digits + " is not the number of a bit");
        }
    }

    private static @Nullable Field field(String name) {
        return Fields.byName(name.length() > 2 && name.endsWith("_W") ? name.substring(0, name.length() - 2) : name);
    }

    private static int nameEnd(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != '[' && text.charAt(i) != '-') {
            i++;
        }
        return i;
    }
}
