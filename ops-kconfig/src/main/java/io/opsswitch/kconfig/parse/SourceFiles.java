/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.lex.Lexer;
import io.opsswitch.kconfig.lex.SourceFile;
import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Opens the first file and those that {@code source} statements name, and refuses to go in circles. */
final class SourceFiles {

    private static final int MAX_DEPTH = 200;
    /** The largest trees have some thousands; files that source others twice may ask for any number. */
    private static final int MAX_FILES = 100_000;

    private final KconfigOptions options;
    private final SourceLoader loader;
    private final Lexer lexer;
    private final List<String> names = new ArrayList<>();
    private final Map<String, SourceLocation> firstInclusion = new HashMap<>();

    SourceFiles(KconfigOptions options, Lexer lexer) {
        this.options = options;
        this.loader = new SourceLoader(options);
        this.lexer = lexer;
    }

    /** Return the names of all files opened so far, in order. */
    List<String> names() {
        return names;
    }

    /** Return where each file but the first was opened first. */
    Map<String, SourceLocation> inclusions() {
        return firstInclusion;
    }

    void openFirst(String name) throws KconfigException {
        Path found = loader.find(name);
        Path path = found == null ? Path.of(name) : found;
        if (!Files.exists(path) || Files.isDirectory(path)) {
            throw new KconfigException(null, "can't find file " + name);
        }
        lexer.enter(List.of(read(name, path, null)));
    }

    /** Open what one {@code source} statement names; the first file is read first. */
    void open(String name, boolean relative, boolean optional, boolean globbed, SourceLocation at)
            throws KconfigException, IOException {
        String full = relative ? beside(at.file(), name) : name;
        List<String> matches = globbed && isPattern(full) ? glob(full) : List.of(full);
        if (matches.isEmpty() && !optional) {
            throw new KconfigException(at, "no file matches \"" + full + "\"");
        }
        List<Lexer.Source> sources = new ArrayList<>();
        for (String match : matches) {
            Lexer.Source source = openOne(match, optional, at);
            if (source != null) {
                sources.add(source);
            }
        }
        lexer.enter(sources);
    }

    private Lexer.@Nullable Source openOne(String name, boolean optional, SourceLocation at) throws KconfigException {
        Path path = loader.find(name);
        if (path == null) {
            if (optional) {
                return null;
            }
            throw new KconfigException(at, "can't open file \"" + name + "\"");
        }
        refuseCircle(name, at);
        SourceLocation first = firstInclusion.putIfAbsent(name, at);
        if (first != null && options.dialect().has(Feature.NO_REPEATED_INCLUSION)) {
            throw new KconfigException(
                    at,
                    "error: Repeated inclusion of " + name + "\n" + first + ": note: Location of first inclusion of "
                            + name);
        }
        if (names.size() >= MAX_FILES) {
            throw new KconfigException(
                    at, "more than " + MAX_FILES + " files are sourced, perhaps some source others again and again");
        }
        return read(name, path, at);
    }

    private void refuseCircle(String name, SourceLocation at) throws KconfigException {
        boolean circle = false;
        int depth = 0;
        StringBuilder path = new StringBuilder();
        int line = at.line();
        for (SourceFile file = lexer.file(); file != null; file = file.includer()) {
            circle |= file.name().equals(name);
            path.append("\n  included from: ").append(file.name()).append(':').append(line);
            line = file.includerLine();
            depth++;
        }
        if (circle) {
            String text = "Recursive inclusion detected.\nInclusion path:\n  current file : " + name + path;
            throw new KconfigException(new Diagnostic(Diagnostic.Severity.ERROR, at, text, true));
        }
        if (depth > MAX_DEPTH) {
            throw new KconfigException(
                    at, "files are sourced more than " + MAX_DEPTH + " deep, perhaps they source one another");
        }
    }

    private Lexer.Source read(String name, Path path, @Nullable SourceLocation at) throws KconfigException {
        names.add(name);
        try {
            return new Lexer.Source(name, SourceLoader.decode(path));
        } catch (AccessDeniedException e) {
            throw new KconfigException(at, at == null ? "can't find file " + name : "can't open file \"" + name + "\"");
        } catch (IOException e) {
            throw new KconfigException(at, "can't read file \"" + name + "\": " + e.getMessage());
        }
    }

    private static String beside(String file, String name) {
        int slash = file.lastIndexOf('/');
        return slash < 0 || name.startsWith("/") ? name : file.substring(0, slash + 1) + name;
    }

    private static boolean isPattern(String name) {
        return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    }

    /** Match one path component after the other, so that a pattern may be in a folder's name. */
    private List<String> glob(String pattern) throws IOException {
        List<String> matches = List.of(pattern.startsWith("/") ? "/" : "");
        for (String component : pattern.split("/")) {
            List<String> longer = new ArrayList<>();
            for (String start : matches) {
                for (String child : isPattern(component) ? children(start, component) : List.of(component)) {
                    longer.add(start.isEmpty() || start.endsWith("/") ? start + child : start + "/" + child);
                }
            }
            Collections.sort(longer);
            matches = longer;
        }
        return matches.stream().filter(m -> loader.find(m) != null).toList();
    }

    private List<String> children(String folder, String pattern) throws IOException {
        Path base = options.sourceRoot().resolve(folder);
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(base)) {
            return names;
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(base, pattern)) {
            for (Path child : stream) {
                @Nullable Path name = child.getFileName();
                if (name != null && !name.toString().startsWith(".")) {
                    names.add(name.toString());
                }
            }
        } catch (PatternSyntaxException | InvalidPathException e) {
            return List.of(); // a pattern that cannot match anything
        }
        return names;
    }
}
