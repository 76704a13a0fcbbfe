/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a text is not taken as a value.
 *
 * @param text a sentence without a full stop
 * @param curable whether other values could make the text acceptable
 */
public record Refusal(String text, boolean curable) {

    private static final Pattern INT = Pattern.compile("-?(0|[1-9][0-9]*)");
    private static final Pattern HEX = Pattern.compile("(0[xX])?[0-9a-fA-F]+");

    /** Return why a symbol refuses a text, or null when it does not. */
    public static @Nullable Refusal of(Configuration configuration, Symbol symbol, String value) {
        if (symbol.type() == SymbolType.INT && !INT.matcher(value).matches()) {
            return new Refusal(
                    "an integer has only digits, with a minus before them or not, and no leading zero", false);
        }
        if (symbol.type() == SymbolType.HEX && !HEX.matcher(value).matches()) {
            return new Refusal(
                    "a hexadecimal number has only the digits 0-9 and a-f, with 0x before them or not", false);
        }
        if (!configuration.accepts(symbol, value)) {
            Range range = range(configuration, symbol);
            return range == null
                    ? new Refusal("the value is not valid", false)
                    : new Refusal("not within " + text(configuration, range), true);
        }
        if (configuration.visibility(symbol) == Tristate.N) {
            return new Refusal("the symbol is hidden, so its value cannot be set", true);
        }
        return null;
    }

    /** Return the range that counts now, or null for none. */
    public static @Nullable Range range(Configuration configuration, Symbol symbol) {
        for (Range range : symbol.ranges()) {
            if (configuration.evaluate(range.condition()) != Tristate.N) {
                return range;
            }
        }
        return null;
    }

    /** Return a range as {@code [LOW HIGH]}, with the values of now. */
    public static String text(Configuration configuration, Range range) {
        return "[" + configuration.value(range.low()) + " " + configuration.value(range.high()) + "]";
    }
}
