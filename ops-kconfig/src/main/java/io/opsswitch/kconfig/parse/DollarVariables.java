/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import org.jspecify.annotations.Nullable;

/**
 * Expands {@code $NAME} in paths and titles of older trees to the value that symbol NAME has while parsing: that of its
 * environment variable, or of its first default.
 */
final class DollarVariables {

    private final KconfigOptions options;
    private final Draft draft;

    DollarVariables(KconfigOptions options, Draft draft) {
        this.options = options;
        this.draft = draft;
    }

    String expand(String text) {
        boolean done = options.dialect().has(Feature.MACROS); // with macros, the lexer knows better
        if (done || !options.dialect().has(Feature.DOLLAR_VARIABLES)) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        int dollar;
        while ((dollar = text.indexOf('$', at)) >= 0) {
            out.append(text, at, dollar);
            int end = dollar + 1;
            while (end < text.length() && isNameCharacter(text.charAt(end))) {
                end++;
            }
            out.append(value(text.substring(dollar + 1, end)));
            at = end;
        }
        return out.append(text, at, text.length()).toString();
    }

    private String value(String name) {
        SymbolDraft symbol = draft.find(name);
        @Nullable String value = null;
        if (symbol != null && symbol.environmentVariable != null) {
            value = options.environment().get(symbol.environmentVariable);
        } else if (symbol != null) {
            value = firstDefault(symbol);
        }
        return value == null ? "" : value;
    }

    private static @Nullable String firstDefault(SymbolDraft symbol) {
        for (PropertyDraft property : symbol.properties) {
            SymbolDraft value = property.valueSymbol();
            if (property.kind == PropertyDraft.Kind.DEFAULT && value != null) {
                return value.name;
            }
        }
        return null;
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
    }
}
