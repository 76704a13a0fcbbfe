/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.lex.SourceLoader;
import io.opsswitch.kconfig.macro.BuiltIns;
import io.opsswitch.kconfig.macro.MacroContext;
import io.opsswitch.kconfig.macro.MacroExpander;
import io.opsswitch.kconfig.macro.RunAhead;
import io.opsswitch.kconfig.macro.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Hurries ahead through the files on a thread of its own, to start the commands that the load will ask for.
 *
 * <p>It reads line by line and knows just enough of the language to see what the parser will expand: assignments,
 * {@code source} statements, help texts and comments. Where it is not sure, it leaves out: a path that depends on a
 * command or has a pattern is not followed. It reports nothing; whatever is wrong, the parser will find again. A command
 * that it starts for nothing is lost work and no more, a command that it misses runs when its turn comes.
 */
final class Lookout implements MacroContext, AutoCloseable {

    private static final int MAX_DEPTH = 100;
    private static final int MAX_LINE = 1 << 16;
    private static final int TAB = 8;

    private final SourceLoader loader;
    private final RunAhead commands;
    private final MacroExpander macros;
    private final Thread thread;
    private volatile boolean stopped;
    private SourceLocation location;

    Lookout(String rootFile, KconfigOptions options, Shell shell) {
        this.loader = new SourceLoader(options);
        this.commands = new RunAhead(shell);
        this.macros = new MacroExpander(options.environment(), new BuiltIns(commands), this);
        this.location = new SourceLocation(rootFile, 1);
        this.thread = new Thread(() -> look(rootFile), "kconfig-lookout");
        this.thread.setDaemon(true);
    }

    static boolean isOfUse(KconfigOptions options) {
        return options.probesAhead() && options.dialect().has(Feature.MACROS);
    }

    void start() {
        thread.start();
    }

    /** Stop looking and running; what was not started will not be. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commands.close();
    }

    @Override
    public SourceLocation location() {
        return location;
    }

    @Override
    public void report(Diagnostic diagnostic) {
        // The parser will report it in its turn.
    }

    private void look(String rootFile) {
        try {
            file(rootFile, 0);
        } catch (KconfigException | IOException | StackOverflowError e) {
            // The parser will meet the same, and tell. There is nothing to run behind it.
            stopped = true;
        } catch (RejectedExecutionException e) {
            // The load ended before this noticed.
            stopped = true;
        }
    }

    private void file(String name, int depth) throws KconfigException, IOException {
        Path path = depth > MAX_DEPTH ? null : loader.find(name);
        if (path == null) {
            return;
        }
        String text = String.valueOf(SourceLoader.decode(path));
        int number = 0;
        int help = -1; // in a help text: its indentation, 0 before the first line
        for (int start = 0; start < text.length() && !stopped; ) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int first = firstCharacter(text, start, end);
            number++;
            if (first < end) {
                int column = column(text, start, first);
                if (help >= 0 && column > 0 && column >= help) {
                    help = help == 0 ? column : help;
                } else {
                    help = isHelp(text, first, end) ? 0 : -1;
                    location = new SourceLocation(name, number);
                    line(text, first, end, name, depth);
                }
            }
            start = end + 1;
        }
    }

    private static int firstCharacter(String text, int start, int end) {
        int at = start;
        while (at < end && text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }

    private static int column(String text, int start, int end) {
        int column = 0;
        for (int i = start; i < end; i++) {
            column = text.charAt(i) == '\t' ? (column / TAB + 1) * TAB : column + 1;
        }
        return column;
    }

    private static boolean isHelp(String text, int first, int end) {
        char c = text.charAt(first);
        if (c != 'h' && c != '-') {
            return false;
        }
        String line = text.substring(first, end).strip();
        return line.equals("help") || line.equals("---help---");
    }

    private void line(String text, int first, int end, String file, int depth) throws KconfigException, IOException {
        char c = text.charAt(first);
        if (c == 's' || c == 'o' || c == 'r') {
            String sourced = sourced(text.substring(first, end), file);
            if (sourced != null) {
                file(sourced, depth + 1);
                return;
            }
        }
        if (c != '#' && end - first < MAX_LINE && mayMatter(text, first, end)) {
            expand(text.substring(first, end));
        }
    }

    /** Most lines neither expand nor assign anything. */
    private static boolean mayMatter(String text, int first, int end) {
        for (int i = first; i < end; i++) {
            char c = text.charAt(i);
            if (c == '$' || c == '=') {
                return true;
            }
        }
        return false;
    }

    /** Return the name of the file that a line sources, or null. */
    private @Nullable String sourced(String line, String file) throws KconfigException, IOException {
        int quote = line.indexOf('"');
        int close = line.indexOf('"', quote + 1);
        if (quote < 0 || close < 0) {
            return null;
        }
        String word = line.substring(0, quote).strip();
        boolean relative = word.equals("rsource") || word.equals("orsource");
        if (!relative && !word.equals("source") && !word.equals("osource")) {
            return null;
        }
        String name = macros.expand(line.substring(quote + 1, close));
        int slash = file.lastIndexOf('/');
        String full = relative && slash >= 0 && !name.startsWith("/") ? file.substring(0, slash + 1) + name : name;
        return RunAhead.hasHole(full) ? "" : full;
    }

    /** Expand what the parser will expand in a line: the value of an assignment, or all references before a comment. */
    private void expand(String line) throws KconfigException, IOException {
        int nameEnd = 0;
        while (nameEnd < line.length() && isNameCharacter(line.charAt(nameEnd))) {
            nameEnd++;
        }
        int operator = firstCharacter(line, nameEnd, line.length());
        if (nameEnd > 0 && assigns(line, operator)) {
            boolean plain = line.charAt(operator) == '=';
            String value = line.substring(operator + (plain ? 1 : 2)).stripLeading();
            macros.assign(
                    line.substring(0, nameEnd),
                    value,
                    plain
                            ? MacroExpander.Flavor.RECURSIVE
                            : line.charAt(operator) == ':' ? MacroExpander.Flavor.SIMPLE : MacroExpander.Flavor.APPEND);
            return;
        }
        boolean quoted = false;
        for (int at = 0; at < line.length(); at++) {
            char c = line.charAt(at);
            if (c == '$') {
                macros.expandReference(line.substring(at + 1));
                at += macros.end();
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                at++;
            } else if (c == '#' && !quoted) {
                return;
            }
        }
    }

    private static boolean assigns(String line, int at) {
        return line.startsWith("=", at) || line.startsWith(":=", at) || line.startsWith("+=", at);
    }

    private static boolean isNameCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
