/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.macro.EnvironmentReferences;
import io.opsswitch.kconfig.macro.MacroExpander;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stack of files as one stream of tokens.
 *
 * <p>A sourced file is pushed on top and its end looks like the end of a line, so a statement never spans files.
 * Successive ends of line are passed on once. Two lexers differ in when a word is a keyword: anywhere
 * ({@link ModernLexer}), or at the start of a line only ({@link ClassicLexer}).
 */
public abstract class Lexer {

    final WordTable words;
    final DiagnosticSink sink;
    final MacroExpander macros;
    final boolean expanding;
    private final boolean dollarsToo;

    @Nullable
    SourceFile file;

    String text = "";
    private SourceFile lastFile = new SourceFile("", new char[0], null, 0);
    private TokenKind kind = TokenKind.END_OF_LINE;
    TokenKind previous = TokenKind.END_OF_LINE;
    private TokenKind beforePrevious = TokenKind.END_OF_LINE;
    private int statementLine = 1;
    private int tokenColumn;
    private boolean helpFollows;
    private boolean valueFollows;

    Lexer(Dialect dialect, DiagnosticSink sink, MacroExpander macros) {
        this.words = new WordTable(dialect);
        this.sink = sink;
        this.macros = macros;
        this.expanding = dialect.has(Feature.MACROS);
        this.dollarsToo = expanding && dialect.has(Feature.DOLLAR_VARIABLES);
    }

    /** Create the lexer that a dialect needs. */
    public static Lexer of(Dialect dialect, DiagnosticSink sink, MacroExpander macros) {
        return dialect.has(Feature.CONTEXTUAL_KEYWORDS)
                ? new ClassicLexer(dialect, sink, macros)
                : new ModernLexer(dialect, sink, macros);
    }

    /** Read the next token of the file on top, which may be an empty line's end. */
    abstract TokenKind scan(SourceFile from) throws KconfigException, IOException;

    /** A file to read, with the name that messages use. */
    public record Source(String name, char[] content) {}

    /** Put files on top of the stack, to be read in this order. */
    public void enter(List<Source> sources) {
        SourceFile includer = file;
        SourceFile next = null;
        for (int i = sources.size() - 1; i >= 0; i--) {
            Source source = sources.get(i);
            SourceFile opened = new SourceFile(source.name(), source.content(), includer, statementLine);
            opened.sibling = next;
            next = opened;
        }
        if (next != null) {
            file = next;
            lastFile = next;
        }
    }

    /** Advance to the next token and return what it is. */
    public TokenKind next() throws KconfigException, IOException {
        refuseNoise();
        TokenKind token;
        boolean startsStatement;
        do {
            token = scanAnywhere();
            startsStatement = previous == TokenKind.END_OF_LINE || previous == TokenKind.HELP_TEXT;
        } while (startsStatement && token == TokenKind.END_OF_LINE);
        if (startsStatement) {
            statementLine = lastFile.line;
        }
        valueFollows = beforePrevious == TokenKind.END_OF_LINE && previous == TokenKind.WORD && token.isAssignment();
        beforePrevious = previous;
        previous = token;
        kind = token;
        return token;
    }

    private TokenKind scanAnywhere() throws KconfigException, IOException {
        SourceFile top = file;
        if (top == null) {
            return TokenKind.END_OF_INPUT;
        }
        if (helpFollows) {
            helpFollows = false;
            text = HelpReader.read(top);
            return TokenKind.HELP_TEXT;
        }
        if (valueFollows) {
            valueFollows = false;
            if (readAssignedValue(top)) {
                return TokenKind.ASSIGNED_VALUE;
            }
        }
        TokenKind token = scan(top);
        if (token != TokenKind.END_OF_INPUT) {
            return token;
        }
        if (previous != TokenKind.END_OF_LINE && previous != TokenKind.HELP_TEXT) {
            warnAboutMissingLineEnd(top);
            if (top.includer == null && top.sibling == null && needsLastLineEnd()) {
                file = null;
                return TokenKind.END_OF_INPUT;
            }
            // Still in this file: a source statement that ends it must see the circle that it may close.
            return TokenKind.END_OF_LINE;
        }
        file = top.sibling != null ? top.sibling : top.includer;
        if (file != null) {
            lastFile = file;
            return TokenKind.END_OF_LINE;
        }
        return TokenKind.END_OF_INPUT;
    }

    /** Tell whether the last statement of the first file is an error without a line end. */
    abstract boolean needsLastLineEnd();

    void warnAboutMissingLineEnd(SourceFile at) throws KconfigException {
        warn(at, "no new line at end of file");
    }

    /** The value of an assignment is the rest of the line, not expanded yet. */
    private boolean readAssignedValue(SourceFile from) {
        while (!from.atEnd() && isBlank(from.text[from.position])) {
            from.position++;
        }
        int end = from.endOfLine();
        if (end == from.position) {
            return false;
        }
        text = new String(from.text, from.position, end - from.position);
        from.position = end;
        return true;
    }

    /** Read quoted text, of which backslashes make the next character ordinary. */
    final TokenKind quoted(SourceFile from, char quote) throws KconfigException, IOException {
        char[] chars = from.text;
        StringBuilder out = new StringBuilder();
        from.position++;
        while (from.position < chars.length) {
            char c = chars[from.position];
            if (c == '\n') {
                // Where the statement starts, unlike all others.
                sink.add(Diagnostic.warning(token(), "multi-line strings not supported"));
                break;
            }
            from.position++;
            if (c == quote) {
                break;
            }
            if (c == '\\') {
                if (from.position < chars.length && chars[from.position] != '\n') {
                    out.append(chars[from.position++]);
                }
            } else if (c == '$' && expanding) {
                out.append(reference(from));
            } else {
                out.append(c);
            }
        }
        text = dollarsToo ? EnvironmentReferences.expand(out.toString(), macros) : out.toString();
        return TokenKind.QUOTED;
    }

    /** Expand the reference behind a {@code $}. */
    private String reference(SourceFile from) throws KconfigException, IOException {
        int start = from.position;
        int stop = MacroExpander.referenceEnd(from.text, start);
        from.position = stop;
        return stop == start ? "$" : macros.expandReference(new String(from.text, start, stop - start));
    }

    /** Return where a word with references ends, of which other characters are for the caller to tell. */
    final int wordEnd(SourceFile from, boolean path) {
        char[] chars = from.text;
        int at = from.position;
        while (at < chars.length) {
            char c = chars[at];
            if (c == '$') {
                at = MacroExpander.referenceEnd(chars, at + 1);
            } else if (isWordCharacter(c) || path && (c == '/' || c == '.')) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Read the following lines as a help text; call after the end of the {@code help} line. */
    public void startHelp() {
        helpFollows = true;
    }

    /** Return what the current token is. */
    public TokenKind kind() {
        return kind;
    }

    /** Return the text of the current word, quoted text, help text or assigned value. */
    public String text() {
        return text;
    }

    /** Return the file being read, or null after the end of the first one. */
    public @Nullable SourceFile file() {
        return file;
    }

    /** Return the name of the file being read, or of the first one after its end. */
    public String fileName() {
        return lastFile.name;
    }

    /** Return the line at which the reading position is. */
    public int line() {
        return lastFile.line;
    }

    /** Return where the current statement starts. */
    public SourceLocation statement() {
        return new SourceLocation(lastFile.name, statementLine);
    }

    /** Return where the current token starts, by the line of its statement as the C tools count. */
    public SourceLocation token() {
        return new SourceLocation(lastFile.name, statementLine, tokenColumn);
    }

    private void refuseNoise() throws KconfigException {
        if (sink.isFull()) {
            throw new KconfigException(token(), "too many errors and warnings, perhaps this is no Kconfig file");
        }
    }

    final void markColumn(SourceFile at) {
        tokenColumn = at.position - at.lineStart + 1;
    }

    final void warn(SourceFile at, String message) throws KconfigException {
        refuseNoise();
        sink.add(Diagnostic.warning(new SourceLocation(at.name, at.line, at.position - at.lineStart + 1), message));
    }

    static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    static boolean isWordCharacter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }
}
