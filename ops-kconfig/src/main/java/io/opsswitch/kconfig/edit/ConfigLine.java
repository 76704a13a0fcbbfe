/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * A line of a configuration file.
 *
 * @param text the line without its end
 * @param location where it is
 * @param name the symbol that it is about, with the prefix; null for empty lines, comments and rubbish
 * @param value what it assigns, as written; n for a line that says {@code is not set}
 */
record ConfigLine(
        String text, SourceLocation location, @Nullable String name, String value) {

    private static final String NOT_SET = " is not set";

    static ConfigLine parse(String text, String prefix, SourceLocation location) {
        String line = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
        if (line.startsWith("# ") && line.endsWith(NOT_SET)) {
            String name = line.substring(2, Math.max(2, line.length() - NOT_SET.length()));
            return new ConfigLine(text, location, isName(name, prefix) ? name : null, "n");
        }
        int equals = line.indexOf('=');
        if (equals >= 0 && isName(line.substring(0, equals), prefix)) {
            return new ConfigLine(text, location, line.substring(0, equals), line.substring(equals + 1));
        }
        return new ConfigLine(text, location, null, "");
    }

    private static boolean isName(String text, String prefix) {
        if (!text.startsWith(prefix) || text.length() == prefix.length()) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Return the value without quotes, or as it is when there are none. */
    String unquoted() {
        if (value.length() < 2 || !value.startsWith("\"")) {
            return value;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 1; i < value.length() && value.charAt(i) != '"'; i++) {
            if (value.charAt(i) == '\\' && i + 1 < value.length()) {
                i++;
            }
            out.append(value.charAt(i));
        }
        return out.toString();
    }
}
