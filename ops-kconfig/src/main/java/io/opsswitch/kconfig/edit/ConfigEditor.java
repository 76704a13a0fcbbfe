/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration file as text, to be edited without any tree.
 *
 * <p>Nothing is checked: whether a symbol exists and whether a value fits it shows when the file is read. What is said of
 * other symbols stays as it is, down to the blank. Not safe for use by several threads.
 */
public final class ConfigEditor {

    private static final String NOT_SET = " is not set";

    private final String prefix;
    private final List<String> lines;

    /**
     * Create an editor of a text.
     *
     * @param text the content of the file; empty for none
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public ConfigEditor(String text, String prefix) {
        this.prefix = prefix;
        this.lines = new ArrayList<>();
        if (!text.isEmpty()) {
            boolean ends = text.endsWith("\n");
            lines.addAll(Arrays.asList((ends ? text.substring(0, text.length() - 1) : text).split("\n", -1)));
        }
    }

    /** Return the line that assigns a value, which is used as it is. */
    public static String assigned(String prefix, String name, String value) {
        return prefix + name + "=" + value;
    }

    /** Return the line that assigns a text, in quotes. */
    public static String quoted(String prefix, String name, String text) {
        return assigned(prefix, name, '"' + text.replace("\"", "\\\"") + '"');
    }

    /** Return the line that says n. */
    public static String disabled(String prefix, String name) {
        return "# " + prefix + name + NOT_SET;
    }

    /** Put a line in the place of all lines about a symbol; at the end when there is none. */
    public void put(String name, String line) {
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            if (isAssigned(lines.get(i), name)) {
                lines.set(i, line);
                found = true;
            } else if (isDisabled(lines.get(i), name)) {
                lines.set(
                        i, line + lines.get(i).substring(disabled(prefix, name).length()));
                found = true;
            }
        }
        if (!found) {
            lines.add(line);
        }
    }

    /**
     * Insert a line about a symbol behind each line about another one; what was said of the symbol elsewhere stays.
     *
     * <p>When there is nothing about the other one, this is {@link #put}.
     */
    public void putAfter(String anchor, String name, String line) {
        boolean found = false;
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (isAbout(lines.get(i), anchor)) {
                lines.add(i + 1, line);
                found = true;
            }
        }
        if (!found) {
            put(name, line);
        }
    }

    /** Remove all lines about a symbol. */
    public void remove(String name) {
        lines.removeIf(line -> isAbout(line, name));
    }

    /**
     * Return what the text says of a symbol: n where any line says that it is not set, else the value assigned last,
     * without its quotes; null when there is nothing.
     */
    public @Nullable String state(String name) {
        String disabled = disabled(prefix, name);
        String value = null;
        for (String line : lines) {
            if (line.contains(disabled)) {
                return "n";
            }
            if (isAssigned(line, name)) {
                value = line.substring(prefix.length() + name.length() + 1);
            }
        }
        return value == null ? null : unquoted(value);
    }

    private static String unquoted(String value) {
        int start = value.startsWith("\"") ? 1 : 0;
        int end = value.length() > start && value.endsWith("\"") ? value.length() - 1 : value.length();
        return value.substring(start, end).replace("\\\"", "\"");
    }

    private boolean isAbout(String line, String name) {
        return isAssigned(line, name) || isDisabled(line, name);
    }

    private boolean isAssigned(String line, String name) {
        return line.startsWith(assigned(prefix, name, ""));
    }

    private boolean isDisabled(String line, String name) {
        return line.startsWith(disabled(prefix, name));
    }

    /** Return the text as it is now; every line ends. */
    public String text() {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}
