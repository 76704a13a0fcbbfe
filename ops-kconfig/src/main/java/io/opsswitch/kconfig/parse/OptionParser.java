/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.NodeDraft;
import io.opsswitch.kconfig.draft.PropertyDraft;
import io.opsswitch.kconfig.draft.PropertyDraft.Kind;
import io.opsswitch.kconfig.draft.SymbolDraft;
import io.opsswitch.kconfig.draft.Term;
import io.opsswitch.kconfig.draft.TermAlgebra;
import io.opsswitch.kconfig.lex.DiagnosticSink;
import io.opsswitch.kconfig.lex.TokenKind;
import java.io.IOException;

/** Parses the lines that follow the head of an entry: its type, prompt, defaults, dependencies, help. */
final class OptionParser {

    private final Dialect dialect;
    private final KconfigOptions kconfigOptions;
    private final Tokens tokens;
    private final Draft draft;
    private final MenuBuilder builder;
    private final ExpressionParser expressions;
    private final DiagnosticSink sink;
    private final TermAlgebra algebra;
    private final WordStatement assignment;

    OptionParser(
            KconfigOptions options,
            Tokens tokens,
            Draft draft,
            MenuBuilder builder,
            ExpressionParser expressions,
            DiagnosticSink sink,
            WordStatement assignment) {
        this.kconfigOptions = options;
        this.dialect = options.dialect();
        this.tokens = tokens;
        this.draft = draft;
        this.builder = builder;
        this.expressions = expressions;
        this.sink = sink;
        this.algebra = new TermAlgebra(draft);
        this.assignment = assignment;
    }

    /** Parses the assignment to a macro variable, whose name is already consumed. */
    interface WordStatement {
        void parse(String name) throws KconfigException, IOException, SyntaxError;
    }

    /** Parses one option, or returns false when the next token starts none. */
    private interface Option {
        boolean parse(TokenKind kind, SourceLocation at) throws KconfigException, IOException, SyntaxError;
    }

    void configOptions(boolean insideChoice) throws KconfigException, IOException, SyntaxError {
        all(insideChoice, (kind, at) -> shared(kind, at) || configOption(kind, at));
    }

    void choiceOptions() throws KconfigException, IOException, SyntaxError {
        all(!dialect.has(Feature.CLASSIC_CHOICES), (kind, at) -> shared(kind, at) || choiceOption(kind, at));
    }

    void commentOptions(boolean insideChoice) throws KconfigException, IOException, SyntaxError {
        all(insideChoice, (kind, at) -> kind == TokenKind.DEPENDS && depends());
    }

    void menuOptions() throws KconfigException, IOException, SyntaxError {
        all(false, (kind, at) -> kind == TokenKind.DEPENDS ? depends() : kind == TokenKind.VISIBLE && visible());
    }

    void configDefaultOptions() throws KconfigException, IOException, SyntaxError {
        all(false, (kind, at) -> kind == TokenKind.DEFAULT && defaultValue(SymbolType.UNKNOWN, at));
    }

    private void all(boolean insideChoice, Option option) throws KconfigException, IOException, SyntaxError {
        boolean contextual = dialect.has(Feature.CONTEXTUAL_KEYWORDS);
        while (true) {
            TokenKind kind = tokens.peek();
            if (!contextual) {
                // The first line that is no option ends the entry, also one that is not understood.
                if (!option.parse(kind, tokens.statement())) {
                    return;
                }
                continue;
            }
            if (kind == TokenKind.WORD) {
                if (wordEnds(insideChoice)) {
                    return;
                }
                continue;
            }
            try {
                if (!option.parse(kind, tokens.statement())) {
                    return;
                }
            } catch (SyntaxError e) {
                recover("invalid option");
            }
        }
    }

    /** No option starts with a word that is no keyword; only an assignment does, and it ends the entry. */
    private boolean wordEnds(boolean insideChoice) throws KconfigException, IOException {
        try {
            String name = tokens.expect(TokenKind.WORD);
            if (dialect.has(Feature.MACROS) && !insideChoice && tokens.peek().isAssignment()) {
                assignment.parse(name);
                return true;
            }
            recover(unknown(name, insideChoice));
        } catch (SyntaxError e) {
            recover("invalid statement");
        }
        return false;
    }

    /** Return what to say about a line that starts with an unknown word. */
    String unknown(String word, boolean insideChoice) {
        if (dialect.has(Feature.CONTEXTUAL_KEYWORDS)) {
            return "unknown option \"" + word + "\"";
        }
        return insideChoice ? "invalid statement" : "unknown statement \"" + word + "\"";
    }

    /** Report a line that does not follow the grammar, and skip it; the last line may have no end, and no second message. */
    void recover(String message) throws KconfigException, IOException {
        SourceLocation at = tokens.location();
        if (tokens.announcesError()) {
            sink.add(Diagnostic.error(at, "syntax error"));
        }
        if (tokens.skipLine()) {
            sink.add(Diagnostic.error(at, message));
        }
    }

    private boolean shared(TokenKind kind, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        return switch (kind) {
            case DEPENDS -> depends();
            case HELP -> help();
            case PROMPT -> {
                tokens.take();
                String text = text();
                Term condition = expressions.optionalCondition();
                tokens.expectEndOfLine();
                builder.addPrompt(Kind.PROMPT, text, condition, at);
                yield true;
            }
            default -> false;
        };
    }

    private boolean configOption(TokenKind kind, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        return switch (kind) {
            case BOOL -> type(SymbolType.BOOL, at);
            case TRISTATE -> type(SymbolType.TRISTATE, at);
            case INT -> type(SymbolType.INT, at);
            case HEX -> type(SymbolType.HEX, at);
            case STRING -> type(SymbolType.STRING, at);
            case DEFAULT -> defaultValue(SymbolType.UNKNOWN, at);
            case DEF_BOOL -> defaultValue(SymbolType.BOOL, at);
            case DEF_TRISTATE -> defaultValue(SymbolType.TRISTATE, at);
            case DEF_INT -> defaultValue(SymbolType.INT, at);
            case DEF_HEX -> defaultValue(SymbolType.HEX, at);
            case DEF_STRING -> defaultValue(SymbolType.STRING, at);
            case SELECT -> selection(Kind.SELECT, at);
            case IMPLY -> selection(Kind.IMPLY, at);
            case RANGE -> range(at);
            case OPTION -> option();
            case MODULES -> modules();
            case TRANSITIONAL -> transitional();
            default -> false;
        };
    }

    private boolean choiceOption(TokenKind kind, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        boolean classic = dialect.has(Feature.CLASSIC_CHOICES);
        if (kind == TokenKind.BOOL || classic && kind == TokenKind.TRISTATE) {
            if (classic) {
                return type(kind == TokenKind.BOOL ? SymbolType.BOOL : SymbolType.TRISTATE, at);
            }
            tokens.take();
            String text = text();
            Term condition = expressions.optionalCondition();
            tokens.expectEndOfLine();
            builder.addPrompt(Kind.PROMPT, text, condition, at);
            return true;
        }
        if (kind == TokenKind.DEFAULT) {
            return selection(Kind.DEFAULT, at);
        }
        if (kind == TokenKind.OPTIONAL) {
            tokens.take();
            tokens.expectEndOfLine();
            symbol().optional = true;
            return true;
        }
        return false;
    }

    private boolean type(SymbolType type, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        tokens.take();
        if (startsText(tokens.peek())) {
            String text = text();
            Term condition = expressions.optionalCondition();
            tokens.expectEndOfLine();
            builder.addPrompt(Kind.PROMPT, text, condition, at);
        } else {
            tokens.expectEndOfLine();
        }
        builder.setType(type);
        return true;
    }

    private boolean defaultValue(SymbolType type, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        tokens.take();
        Term value = expressions.expression();
        Term condition = expressions.optionalCondition();
        tokens.expectEndOfLine();
        builder.addValue(Kind.DEFAULT, value, condition, at);
        if (type != SymbolType.UNKNOWN) {
            builder.setType(type);
        }
        return true;
    }

    /** Parse what names a single symbol: {@code select}, {@code imply}, or the default of a choice. */
    private boolean selection(Kind kind, SourceLocation at) throws KconfigException, IOException, SyntaxError {
        tokens.take();
        SymbolDraft target = expressions.variable();
        Term condition = expressions.optionalCondition();
        tokens.expectEndOfLine();
        builder.addValue(kind, draft.terms.symbol(target), condition, at);
        return true;
    }

    private boolean range(SourceLocation at) throws KconfigException, IOException, SyntaxError {
        tokens.take();
        SymbolDraft low = expressions.symbol();
        SymbolDraft high = expressions.symbol();
        Term condition = expressions.optionalCondition();
        tokens.expectEndOfLine();
        builder.addRange(low, high, condition, at);
        return true;
    }

    private boolean depends() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        tokens.expect(TokenKind.ON);
        Term condition = expressions.expression();
        if (dialect.has(Feature.CONDITIONAL_DEPENDS)) {
            Term when = expressions.optionalCondition();
            if (when != null) {
                condition = draft.terms.join(Term.Op.OR, condition, algebra.compare(when, Relation.EQUAL, draft.no));
            }
        }
        tokens.expectEndOfLine();
        builder.addDependency(condition);
        return true;
    }

    private boolean visible() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        Term condition = expressions.optionalCondition();
        tokens.expectEndOfLine();
        builder.addVisibility(condition);
        return true;
    }

    private boolean help() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        tokens.expectEndOfLine();
        tokens.startHelp();
        String help = tokens.expect(TokenKind.HELP_TEXT);
        NodeDraft entry = builder.entry();
        if (!dialect.has(Feature.CONTEXTUAL_KEYWORDS)) {
            String name = symbol().displayName();
            if (entry.help != null) {
                sink.add(Diagnostic.warning(
                        tokens.statement(),
                        "warning: '" + name
                                + "' defined with more than one help text -- only the last one will be used"));
            }
            if (help.isBlank()) {
                sink.add(
                        Diagnostic.warning(tokens.statement(), "warning: '" + name + "' defined with blank help text"));
            }
        }
        entry.help = help;
        return true;
    }

    private boolean modules() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        tokens.expectEndOfLine();
        makeModules();
        return true;
    }

    private void makeModules() {
        SymbolDraft known = draft.modules;
        if (known != null) {
            sink.add(Diagnostic.error(
                    tokens.statement(),
                    "symbol '" + symbol().name + "' redefines option 'modules' already defined by symbol '" + known.name
                            + "'"));
        }
        draft.modules = symbol();
    }

    private boolean transitional() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        tokens.expectEndOfLine();
        symbol().transitional = true;
        return true;
    }

    private boolean option() throws KconfigException, IOException, SyntaxError {
        tokens.take();
        while (tokens.peek() != TokenKind.END_OF_LINE) {
            boolean modules = tokens.peek() == TokenKind.MODULES;
            String name = modules ? "modules" : tokens.text();
            tokens.expect(modules ? TokenKind.MODULES : TokenKind.WORD);
            String argument = tokens.accept(TokenKind.EQUAL) ? text() : "";
            setOption(name, argument);
        }
        tokens.expectEndOfLine();
        return true;
    }

    private void setOption(String name, String argument) {
        SymbolDraft symbol = symbol();
        switch (name) {
            case "modules" -> makeModules();
            case "allnoconfig_y" -> symbol.allNoConfigY = true;
            case "defconfig_list" -> {
                if (draft.defconfigList != null && draft.defconfigList != symbol) {
                    sink.add(Diagnostic.error(tokens.statement(), "trying to redefine defconfig symbol"));
                } else {
                    draft.defconfigList = symbol;
                }
            }
            case "env" -> importEnvironment(symbol, argument);
            default -> sink.add(Diagnostic.warning(tokens.statement(), "warning: ignoring unknown option " + name));
        }
    }

    private void importEnvironment(SymbolDraft symbol, String variable) {
        SourceLocation at = builder.entry().location;
        if (symbol.environmentVariable != null) {
            if (!symbol.environmentVariable.equals(variable)) {
                sink.add(Diagnostic.warning(at, "redefining environment symbol from " + symbol.environmentVariable));
            }
            return;
        }
        symbol.environmentVariable = variable;
        String value = kconfigOptions.environment().get(variable);
        if (value == null) {
            sink.add(Diagnostic.warning(at, "environment variable " + variable + " undefined"));
            return;
        }
        // Belongs to no entry, so that no dependency can hide it.
        PropertyDraft property = new PropertyDraft(Kind.DEFAULT, draft.root, tokens.statement(), null);
        property.value = draft.terms.symbol(draft.constant(value));
        symbol.properties.add(property);
    }

    private SymbolDraft symbol() {
        SymbolDraft symbol = builder.entry().symbol;
        if (symbol == null) {
            throw new IllegalStateException("this option belongs to symbols only");
        }
        return symbol;
    }

    private boolean startsText(TokenKind kind) {
        return kind == TokenKind.QUOTED || kind == TokenKind.WORD && dialect.has(Feature.UNQUOTED_TEXT);
    }

    /** Parse a prompt, title or path. */
    String text() throws KconfigException, IOException, SyntaxError {
        return tokens.expect(startsText(tokens.peek()) ? tokens.peek() : TokenKind.QUOTED);
    }
}
