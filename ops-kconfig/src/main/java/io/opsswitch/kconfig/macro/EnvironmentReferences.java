/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Expands {@code $NAME} and <code>${NAME}</code> in quoted text to environment variables, as Kconfiglib does besides
 * macros; variables that do not exist stay as they are written.
 */
public final class EnvironmentReferences {

    private static final Pattern REFERENCE = Pattern.compile("\\$(?:([A-Za-z0-9_]+)|\\{([^}]*)})");

    private EnvironmentReferences() {}

    /** Expand all references in a text. */
    public static String expand(String text, MacroExpander macros) {
        if (text.indexOf('$') < 0) {
            return text;
        }
        return REFERENCE.matcher(text).replaceAll(match -> {
            String name = match.group(1) == null ? match.group(2) : match.group(1);
            String value = macros.environment(name);
            return Matcher.quoteReplacement(value == null ? match.group() : value);
        });
    }
}
