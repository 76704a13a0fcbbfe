/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import io.opsswitch.kconfig.lex.Lexer;
import io.opsswitch.kconfig.lex.TokenKind;
import io.opsswitch.kconfig.macro.BuiltIns;
import io.opsswitch.kconfig.macro.MacroContext;
import io.opsswitch.kconfig.macro.MacroExpander;
import io.opsswitch.kconfig.macro.Shell;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parses statements and blocks by recursive descent.
 *
 * <p>A statement that does not follow the grammar is reported, its line skipped, and parsing goes on, so that one run
 * finds all errors. Used once, by the thread that loads.
 */
public final class Parser implements MacroContext {

    private static final int MAX_BLOCKS = 500;

    private final Dialect dialect;
    private final DiagnosticSink sink = new DiagnosticSink();
    private final Shell shell;
    private final @Nullable Lookout lookout;
    private final Lexer lexer;
    private final Tokens tokens;
    private final MacroExpander macros;
    private final SourceFiles files;
    private final Draft draft;
    private final MenuBuilder builder;
    private final ExpressionParser expressions;
    private final OptionParser options;
    private final DollarVariables variables;
    private int blocks;
    private int choices;

    /** Create a parser for one tree. */
    public Parser(String rootFile, KconfigOptions options) throws IOException {
        this.dialect = options.dialect();
        this.shell = new Shell(options, this::lookAhead);
        this.lookout = Lookout.isOfUse(options) ? new Lookout(rootFile, options, shell) : null;
        this.macros = new MacroExpander(options.environment(), new BuiltIns(shell), this);
        this.lexer = Lexer.of(dialect, sink, macros);
        this.tokens = new Tokens(lexer);
        this.files = new SourceFiles(options, lexer);
        this.draft = new Draft(new SourceLocation(rootFile, 1));
        if (dialect.has(Feature.UNAME_RELEASE)) {
            predefine("UNAME_RELEASE", System.getProperty("os.version", ""));
        }
        this.builder = new MenuBuilder(draft, sink);
        this.expressions = new ExpressionParser(tokens, draft);
        this.options = new OptionParser(options, tokens, draft, builder, expressions, sink, this::assignment);
        this.variables = new DollarVariables(options, draft);
    }

    private void predefine(String name, String value) {
        SymbolDraft symbol = draft.variable(name);
        symbol.type = SymbolType.STRING;
        symbol.predefined = true;
        PropertyDraft property =
                new PropertyDraft(PropertyDraft.Kind.DEFAULT, draft.root, new SourceLocation("", 0), null);
        property.value = draft.terms.symbol(draft.constant(value));
        symbol.properties.add(property);
    }

    /** What is being parsed inside what. */
    private enum Block {
        ROOT("", TokenKind.END_OF_INPUT),
        MENU("menu", TokenKind.ENDMENU),
        CHOICE("choice", TokenKind.ENDCHOICE),
        IF("if", TokenKind.ENDIF);

        final String word;
        final TokenKind end;

        Block(String word, TokenKind end) {
            this.word = word;
            this.end = end;
        }
    }

    /** Parse the first file and all that it sources. */
    public Draft parse(String rootFile) throws KconfigException, IOException {
        try (shell;
                lookout) {
            return parseAll(rootFile);
        }
    }

    /** The shell calls this when it has to start a command, so that trees without commands are read only once. */
    private void lookAhead() {
        if (lookout != null) {
            lookout.start();
        }
    }

    private Draft parseAll(String rootFile) throws KconfigException, IOException {
        files.openFirst(rootFile);
        if (tokens.peek() == TokenKind.MAINMENU) {
            try {
                mainMenu();
            } catch (SyntaxError e) {
                // Nothing can follow a title that is none: the C tools give up here.
                throw new KconfigException(tokens.location(), "syntax error");
            }
        }
        block(Block.ROOT, draft.root);
        if (sink.hasErrors()) {
            throw new KconfigException(sink.all());
        }
        completeTitle();
        return draft;
    }

    /** Return the environment variables that macros used and their values, in the order of first use. */
    public Map<String, String> usedEnvironment() {
        return macros.usedEnvironment();
    }

    /** Return the names of all files read, in order. */
    public List<String> files() {
        return files.names();
    }

    /** Return the {@code source} statement that opened each file but the first, by the name of the file. */
    public Map<String, SourceLocation> inclusions() {
        return files.inclusions();
    }

    /** Return where messages go; the linker adds to them. */
    public DiagnosticSink diagnostics() {
        return sink;
    }

    @Override
    public SourceLocation location() {
        return new SourceLocation(lexer.fileName(), lexer.line());
    }

    @Override
    public void report(Diagnostic diagnostic) {
        sink.add(diagnostic);
    }

    private void mainMenu() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        String title = options.text();
        tokens.expectEndOfLine();
        builder.setTitle(title, at);
    }

    /** Give the root a prompt; older trees may name symbols in it that are defined later. */
    private void completeTitle() {
        PropertyDraft prompt = draft.root.prompt;
        if (prompt == null) {
            prompt = new PropertyDraft(PropertyDraft.Kind.MENU, draft.root, draft.root.location, null);
            prompt.text = dialect.has(Feature.MACROS) ? "Main menu" : "Configuration";
            draft.root.prompt = prompt;
        }
        prompt.text = variables.expand(prompt.text);
    }

    private void block(Block block, NodeDraft opener) throws KconfigException, IOException {
        if (++blocks > MAX_BLOCKS) {
            throw new KconfigException(opener.location, "blocks nested more than " + MAX_BLOCKS + " deep");
        }
        while (true) {
            TokenKind kind = tokens.peek();
            if (kind == TokenKind.END_OF_INPUT) {
                if (block != Block.ROOT) {
                    reportMissingEnd(opener);
                }
                break;
            }
            try {
                if (isEnd(kind) && block != Block.ROOT) {
                    end(block, opener);
                    break;
                }
                statement(kind, block);
            } catch (SyntaxError e) {
                recover("invalid statement");
            }
        }
        blocks--;
    }

    private boolean insideModernChoice() {
        return choices > 0 && !dialect.has(Feature.CLASSIC_CHOICES);
    }

    private static boolean isEnd(TokenKind kind) {
        return kind == TokenKind.ENDMENU || kind == TokenKind.ENDCHOICE || kind == TokenKind.ENDIF;
    }

    private void statement(TokenKind kind, Block block) throws KconfigException, IOException, SyntaxError {
        switch (kind) {
            case CONFIG -> config(MenuNode.Kind.CONFIG);
            case COMMENT -> comment();
            case IF -> ifBlock();
            case WORD -> wordStatement();
            default -> {
                if (insideModernChoice()) {
                    throw new SyntaxError();
                }
                statementOutsideChoice(kind, block);
            }
        }
    }

    private void statementOutsideChoice(TokenKind kind, Block block) throws KconfigException, IOException, SyntaxError {
        switch (kind) {
            case MENUCONFIG -> config(MenuNode.Kind.MENUCONFIG);
            case CONFIG_DEFAULT -> configDefault();
            case CHOICE -> choice();
            case MENU -> menu();
            case SOURCE, OSOURCE, RSOURCE, ORSOURCE, GSOURCE, GRSOURCE -> source(kind);
            default -> {
                if (kind == TokenKind.MAINMENU && dialect.has(Feature.FREE_LAYOUT)) {
                    mainMenu();
                    return;
                }
                if (block == Block.ROOT && isEnd(kind) && dialect.has(Feature.CONTEXTUAL_KEYWORDS)) {
                    tokens.take();
                    tokens.expectEndOfLine();
                    error(tokens.statement(), "unexpected end statement");
                    return;
                }
                throw new SyntaxError();
            }
        }
    }

    // --- blocks

    private void menu() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        String title = options.text();
        tokens.expectEndOfLine();
        builder.addEntry(MenuNode.Kind.MENU, null, at);
        builder.addPrompt(PropertyDraft.Kind.MENU, title, null, at);
        options.menuOptions();
        block(Block.MENU, builder.openMenu());
    }

    private void ifBlock() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        var condition = expressions.expression();
        tokens.expectEndOfLine();
        builder.addEntry(MenuNode.Kind.IF, null, at);
        builder.addDependency(condition);
        block(Block.IF, builder.openMenu());
    }

    private void choice() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        boolean classic = dialect.has(Feature.CLASSIC_CHOICES);
        String name = classic && tokens.peek() == TokenKind.WORD ? tokens.expect(TokenKind.WORD) : null;
        tokens.expectEndOfLine();
        SymbolDraft symbol = draft.choice(name);
        builder.addEntry(MenuNode.Kind.CHOICE, symbol, at);
        if (!classic) {
            builder.setType(SymbolType.BOOL);
        }
        options.choiceOptions();
        NodeDraft entry = builder.entry();
        if (entry.prompt == null && !classic) {
            error(entry.location, "error: choice must have a prompt");
        }
        choices++;
        block(Block.CHOICE, builder.openMenu());
        choices--;
    }

    private void end(Block block, NodeDraft opener) throws KconfigException, IOException, SyntaxError {
        TokenKind kind = tokens.take();
        String word = Block.values()[endIndex(kind)].word;
        SourceLocation at = tokens.statement();
        tokens.expectEndOfLine();
        if (kind != block.end) {
            String shown = dialect.has(Feature.CONTEXTUAL_KEYWORDS) ? "end" + word : word;
            error(at, "unexpected '" + shown + "' within " + block.word + " block");
        } else if (!opener.location.file().equals(at.file()) && !dialect.has(Feature.CONTEXTUAL_KEYWORDS)) {
            error(at, "'" + word + "' in different file than '" + block.word + "'");
            error(opener.location, "location of the '" + block.word + "'");
        }
        builder.closeMenu();
    }

    private static int endIndex(TokenKind kind) {
        for (Block block : Block.values()) {
            if (block.end == kind) {
                return block.ordinal();
            }
        }
        throw new IllegalArgumentException(kind + " ends no block");
    }

    private void reportMissingEnd(NodeDraft opener) {
        if (tokens.announcesError()) {
            error(tokens.statement(), "syntax error");
        }
        error(opener.location, "missing end statement for this entry");
        builder.closeMenu();
    }

    // --- entries

    private void config(MenuNode.Kind kind) throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        SymbolDraft symbol = expressions.variable();
        tokens.expectEndOfLine();
        if (symbol.constant) {
            throw new KconfigException(
                    at, "'" + symbol.name + "' is a constant, perhaps you should give the symbol another name");
        }
        builder.addEntry(kind, symbol, at);
        options.configOptions(insideModernChoice());
        NodeDraft entry = builder.entry();
        if (kind == MenuNode.Kind.MENUCONFIG) {
            if (entry.prompt == null) {
                sink.add(Diagnostic.warning(tokens.statement(), "warning: menuconfig statement without prompt"));
            } else {
                entry.prompt.kind = PropertyDraft.Kind.MENU;
            }
        }
        if (symbol.transitional && (entry.dependency != null || !symbol.properties.isEmpty())) {
            error(entry.location, "error: transitional symbols can only have help sections");
        }
        if (insideModernChoice()) {
            if (entry.prompt == null) {
                error(entry.location, "error: choice member must have a prompt");
            }
            if (symbol.type != SymbolType.BOOL) {
                error(entry.location, "error: choice member must be bool");
            }
        }
    }

    /** Defaults for a symbol that other files define; the entry itself shows nothing. */
    private void configDefault() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        SymbolDraft symbol = expressions.variable();
        tokens.expectEndOfLine();
        builder.addEntry(MenuNode.Kind.IF, symbol, at);
        options.configDefaultOptions();
    }

    private void comment() throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        String text = options.text();
        tokens.expectEndOfLine();
        builder.addEntry(MenuNode.Kind.COMMENT, null, at);
        builder.addPrompt(PropertyDraft.Kind.COMMENT, text, null, at);
        options.commentOptions(insideModernChoice());
    }

    private void source(TokenKind kind) throws KconfigException, IOException, SyntaxError {
        SourceLocation at = tokens.statement();
        tokens.take();
        String path = variables.expand(options.text());
        tokens.expectEndOfLine();
        boolean relative = kind == TokenKind.RSOURCE || kind == TokenKind.ORSOURCE || kind == TokenKind.GRSOURCE;
        boolean globOnly = kind == TokenKind.GSOURCE || kind == TokenKind.GRSOURCE;
        boolean optional = kind == TokenKind.OSOURCE || kind == TokenKind.ORSOURCE || globOnly;
        files.open(path, relative, optional, globOnly || dialect.has(Feature.SOURCE_GLOBS), at);
    }

    private void wordStatement() throws KconfigException, IOException, SyntaxError {
        String name = tokens.expect(TokenKind.WORD);
        if (!tokens.peek().isAssignment() || !dialect.has(Feature.MACROS) || insideModernChoice()) {
            recover(
                    dialect.has(Feature.CONTEXTUAL_KEYWORDS)
                            ? "unknown statement \"" + name + "\""
                            : options.unknown(name, insideModernChoice()));
            return;
        }
        assignment(name);
    }

    private void assignment(String name) throws KconfigException, IOException, SyntaxError {
        TokenKind operator = tokens.peek();
        tokens.take();
        String value = tokens.peek() == TokenKind.ASSIGNED_VALUE ? tokens.expect(TokenKind.ASSIGNED_VALUE) : "";
        tokens.expectEndOfLine();
        macros.assign(
                name,
                value,
                switch (operator) {
                    case COLON_EQUAL -> MacroExpander.Flavor.SIMPLE;
                    case PLUS_EQUAL -> MacroExpander.Flavor.APPEND;
                    default -> MacroExpander.Flavor.RECURSIVE;
                });
    }

    // --- errors

    private void recover(String message) throws KconfigException, IOException {
        options.recover(message);
    }

    private void error(SourceLocation at, String message) {
        sink.add(Diagnostic.error(at, message));
    }
}
