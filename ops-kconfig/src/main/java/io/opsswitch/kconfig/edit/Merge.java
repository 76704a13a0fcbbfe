/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** What the merged text is called where a configuration remembers its lines; no file has this name. */
    private static final String MERGED = "<merged>";

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
        ConfigLine last = lines.isEmpty() ? null : lines.get(lines.size() - 1);
        lines.removeIf(line -> line.name() != null && replaced.contains(line.name()));
        fragment.removeIf(line -> line.name() != null && kept.contains(line.name()));
        // A last line without an end needs none any more when it is gone.
        boolean lastGone = last != null && last.name() != null && replaced.contains(last.name());
        if (lastLineEnds || lastGone) {
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

    /**
     * Give the merged values to a configuration, as answers in advance for {@link io.opsswitch.kconfig.AllConfig}.
     *
     * @param reportsUnknown whether to warn about symbols that the tree does not have
     * @return the warnings, each with the line of the file that it is about
     */
    public List<Diagnostic> seed(Configuration configuration, boolean reportsUnknown) throws IOException {
        Path file = Files.createTempFile("merged", ".config");
        try {
            Files.writeString(file, text());
            return configuration.readSeed(file, MERGED, prefix, reportsUnknown).stream()
                    .map(warning -> new Diagnostic(warning.severity(), original(warning.location()), warning.text()))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** Return the place that a place in the merged text stands for; any other one as it is. */
    @Nullable
    SourceLocation original(@Nullable SourceLocation location) {
        SourceLocation origin = location != null && location.file().equals(MERGED) ? origin(location.line()) : null;
        return origin == null ? location : origin;
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
