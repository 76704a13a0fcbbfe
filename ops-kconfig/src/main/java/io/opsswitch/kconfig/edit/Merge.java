/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments of configurations onto a base, as text.
 *
 * <p>What a fragment says of a symbol takes the place of what was said before; the lines of the fragment come last, behind
 * an empty one. Every line remembers the file that it is from. Not safe for use by several threads.
 */
public final class Merge {

    private final String prefix;
    private final boolean keepsBuiltIn;
    private final List<ConfigLine> lines = new ArrayList<>();
    private boolean lastLineEnds = true;

    /**
     * Start with a base.
     *
     * @param name what to call the base
     * @param text its content; may be empty
     * @param prefix what names start with, such as {@code CONFIG_}
     * @param keepsBuiltIn whether y stays where a fragment says m
     */
    public Merge(String name, String text, String prefix, boolean keepsBuiltIn) {
        this.prefix = prefix;
        this.keepsBuiltIn = keepsBuiltIn;
        append(split(name, text), text);
    }

    /** Put a fragment onto what is there; return what it says again or anew, in the fragment's order. */
    public List<Redefinition> add(String name, String text) {
        List<ConfigLine> fragment = split(name, text);
        Map<String, String> before = bySymbol(lines);
        Map<String, String> after = bySymbol(fragment);
        List<Redefinition> found = new ArrayList<>();
        Set<String> replaced = new HashSet<>();
        Set<String> kept = new HashSet<>();
        after.forEach((symbol, line) -> {
            String earlier = before.get(symbol);
            if (earlier != null) {
                Redefinition.Kind kind = kind(symbol, earlier, line);
                found.add(new Redefinition(symbol, name, kind, earlier, line));
                (kind == Redefinition.Kind.KEPT_BUILT_IN ? kept : replaced).add(symbol);
            }
        });
        lines.removeIf(line -> line.name() != null && replaced.contains(line.name()));
        fragment.removeIf(line -> line.name() != null && kept.contains(line.name()));
        if (lastLineEnds) {
            lines.add(ConfigLine.parse("", prefix, new SourceLocation(name, 0)));
        }
        append(fragment, text);
        return found;
    }

    private Redefinition.Kind kind(String symbol, String before, String after) {
        if (keepsBuiltIn && before.equals(symbol + "=y") && after.equals(symbol + "=m")) {
            return Redefinition.Kind.KEPT_BUILT_IN;
        }
        return before.equals(after) ? Redefinition.Kind.REPEATED : Redefinition.Kind.CHANGED;
    }

    /** Return for each symbol all that is said of it on one line, in the order of the text. */
    private static Map<String, String> bySymbol(List<ConfigLine> lines) {
        Map<String, String> result = new LinkedHashMap<>();
        for (ConfigLine line : lines) {
            if (line.name() != null) {
                result.merge(line.name(), line.text().stripTrailing(), (one, other) -> one + " " + other);
            }
        }
        return result;
    }

    private List<ConfigLine> split(String name, String text) {
        List<ConfigLine> result = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            number++;
            result.add(ConfigLine.parse(text.substring(start, stop), prefix, new SourceLocation(name, number)));
            start = stop + 1;
        }
        return result;
    }

    private void append(List<ConfigLine> more, String text) {
        lines.addAll(more);
        lastLineEnds = more.isEmpty() || text.endsWith("\n");
    }

    /** Return the merged text. */
    public String text() {
        String text = lines.stream().map(ConfigLine::text).collect(Collectors.joining("\n"));
        return lines.isEmpty() || !lastLineEnds ? text : text + "\n";
    }

    /** Return the file and line that a line of the merged text is from; null when it has no such line. */
    public @Nullable SourceLocation origin(int line) {
        return line < 1 || line > lines.size() ? null : lines.get(line - 1).location();
    }

    /** Return what the text says of each symbol, the line that counts. */
    List<ConfigLine> requests() {
        Set<String> seen = new HashSet<>();
        List<ConfigLine> result = new ArrayList<>();
        for (int i = lines.size() - 1; i >= 0; i--) {
            String name = lines.get(i).name();
            if (name != null && seen.add(name)) {
                result.add(lines.get(i));
            }
        }
        Collections.reverse(result);
        return result;
    }

    String prefix() {
        return prefix;
    }
}
