/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says a column's type in words: "optional integer, in range 0 to 4,095", "map of string-string pairs", "set of Ports".
 */
public final class TypeWords {

    private final List<Part> parts = new ArrayList<>();

    private TypeWords() {}

    /** Sorts of words. */
    public enum Sort {
        /** Words of the sentence. */
        PLAIN,
        /** The name of a table. */
        TABLE,
        /** A value of an enum. */
        VALUE
    }

    /**
     * A piece of the sentence.
     *
     * @param text what it says
     * @param target the table that a {@link Sort#TABLE} names, which the text may have in the plural; else empty
     */
    public record Part(Sort sort, String text, String target) {}

    /** Say a type in pieces, for texts that mark up tables and values. */
    public static List<Part> parts(ColumnType type) {
        TypeWords words = new TypeWords();
        words.type(type);
        return List.copyOf(words.parts);
    }

    /** Say a type. */
    public static String text(ColumnType type) {
        return parts(type).stream().map(Part::text).collect(Collectors.joining());
    }

    private void type(ColumnType type) {
        BaseType value = type.value();
        boolean several = type.max() > 1;
        if (value != null) {
            if (several) {
                plain("map of" + count(type) + " ");
            } else {
                plain(type.min() == 0 ? "optional " : "");
            }
            base(type.key(), false);
            plain("-");
            base(value, false);
            plain(several ? " pairs" : " pair");
            constraints(type.key(), "key ");
            constraints(value, "value ");
            return;
        }
        plain(several ? "set of" + count(type) + " " : type.min() == 0 ? "optional " : "");
        base(type.key(), several);
        constraints(type.key(), "");
    }

    private static String count(ColumnType type) {
        if (type.max() == ColumnType.UNLIMITED) {
            return type.min() == 0 ? "" : " " + type.min() + " or more";
        }
        return type.min() == 0 ? " up to " + number(type.max()) : " " + type.min() + " to " + number(type.max());
    }

    private void base(BaseType base, boolean plural) {
        BaseType.Reference reference = base.reference();
        if (reference == null) {
            plain(base.type().schemaName() + (plural ? "s" : ""));
            return;
        }
        if (reference.weak()) {
            plain(plural ? "weak references to " : "weak reference to ");
        }
        parts.add(new Part(Sort.TABLE, reference.table() + (plural ? "s" : ""), reference.table()));
    }

    private void constraints(BaseType base, String whose) {
        List<EnumValue> values = base.values();
        if (values != null) {
            values(values, whose);
            return;
        }
        boolean length = base.type() == AtomicType.STRING;
        String range = range(base.minimum(), base.maximum(), length);
        if (!range.isEmpty()) {
            plain(", " + whose + range);
        }
    }

    private void values(List<EnumValue> values, String whose) {
        int n = values.size();
        plain(", " + whose + (n == 1 ? "must be " : n == 2 ? "either " : "one of "));
        for (int i = 0; i < n; i++) {
            plain(i == 0 ? "" : i == n - 1 ? (n > 2 ? ", or " : " or ") : ", ");
            parts.add(new Part(Sort.VALUE, values.get(i).text(), ""));
        }
    }

    private static String range(@Nullable JsonNode minimum, @Nullable JsonNode maximum, boolean length) {
        if (minimum == null && maximum == null) {
            return "";
        }
        String unit = length ? " characters" : "";
        if (minimum == null) {
            return "at most " + number(maximum) + unit;
        }
        if (maximum == null) {
            return "at least " + number(minimum) + unit;
        }
        if (minimum.decimalValue().compareTo(maximum.decimalValue()) == 0) {
            return (length ? "exactly " : "must be ") + number(minimum) + unit;
        }
        return (length ? "" : "in range ") + number(minimum) + " to " + number(maximum) + unit;
    }

    private static String number(@Nullable JsonNode node) {
        return node == null ? "" : number(node.decimalValue());
    }

    private static String number(long value) {
        return number(BigDecimal.valueOf(value));
    }

    private static String number(BigDecimal value) {
        return new DecimalFormat("#,##0.#########", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }

    private void plain(String text) {
        if (text.isEmpty()) {
            return;
        }
        int last = parts.size() - 1;
        if (last >= 0 && parts.get(last).sort() == Sort.PLAIN) {
            parts.set(last, new Part(Sort.PLAIN, parts.get(last).text() + text, ""));
        } else {
            parts.add(new Part(Sort.PLAIN, text, ""));
        }
    }
}
