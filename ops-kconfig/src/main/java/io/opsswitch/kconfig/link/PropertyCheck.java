/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.link;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.eval.NumberText;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import org.jspecify.annotations.Nullable;

/** Warns about properties that do not fit the type of their symbol. */
final class PropertyCheck {

    private PropertyCheck() {}

    static void check(SymbolDraft symbol, Dialect dialect, DiagnosticSink sink) {
        for (PropertyDraft property : symbol.properties) {
            switch (property.kind) {
                case DEFAULT -> checkDefault(symbol, property, dialect.has(Feature.CLASSIC_CHOICES), sink);
                case SELECT, IMPLY -> checkSelection(symbol, property, dialect.has(Feature.OLD_WORDS), sink);
                case RANGE -> checkRange(symbol, property, sink);
                default -> {
                    // prompts fit all types
                }
            }
        }
    }

    private static void checkDefault(SymbolDraft symbol, PropertyDraft property, boolean classic, DiagnosticSink sink) {
        SymbolDraft value = property.valueSymbol();
        boolean textual = symbol.type == SymbolType.STRING || isNumber(symbol.type);
        if (value == null) {
            if (textual) {
                warn(sink, property, "default for config symbol '" + symbol.name + "' must be a single symbol");
            }
            return;
        }
        if (isNumber(symbol.type) && !isValidNumber(symbol, value)) {
            warn(sink, property, "'" + symbol.name + "': number is invalid");
        }
        if (symbol.choice && !classic) {
            NodeDraft around = MenuWalk.choiceAround(value);
            if (around == null || around.symbol != symbol) {
                warn(sink, property, "choice default symbol '" + value.name + "' is not contained in the choice");
            }
        }
    }

    private static void checkSelection(
            SymbolDraft symbol, PropertyDraft property, boolean oldWords, DiagnosticSink sink) {
        SymbolDraft target = property.valueSymbol();
        String verb = property.kind == Kind.SELECT ? "select" : "imply";
        String bool = oldWords ? "boolean" : "bool";
        if (!symbol.type.isLogical()) {
            warn(
                    sink,
                    property,
                    "config symbol '" + symbol.name + "' uses " + verb + ", but is not " + bool + " or tristate");
        } else if (target != null && target.type != SymbolType.UNKNOWN && !target.type.isLogical()) {
            warn(
                    sink,
                    property,
                    "'" + target.name + "' has wrong type. '" + verb + "' only accept arguments of " + bool
                            + " and tristate type");
        }
    }

    private static void checkRange(SymbolDraft symbol, PropertyDraft property, DiagnosticSink sink) {
        if (!isNumber(symbol.type)) {
            warn(sink, property, "range is only allowed for int or hex symbols");
        }
        if (!isValidNumber(symbol, property.low) || !isValidNumber(symbol, property.high)) {
            warn(sink, property, "range is invalid");
        }
    }

    private static boolean isNumber(SymbolType type) {
        return type == SymbolType.INT || type == SymbolType.HEX;
    }

    private static boolean isValidNumber(SymbolDraft symbol, @Nullable SymbolDraft value) {
        return value != null
                && (isNumber(value.type)
                        || value.type == SymbolType.UNKNOWN && NumberText.isValid(symbol.type, value.name));
    }

    private static void warn(DiagnosticSink sink, PropertyDraft property, String text) {
        sink.add(Diagnostic.warning(property.location, text));
    }
}
