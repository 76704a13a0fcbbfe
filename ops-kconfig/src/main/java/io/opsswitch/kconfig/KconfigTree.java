/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.eval.EvaluationPlan;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A loaded Kconfig tree. Immutable, safe to share among threads and {@link Configuration}s. */
public final class KconfigTree {

    private final KconfigOptions options;
    private final MenuNode root;
    private final List<Symbol> allSymbols;
    private final List<Symbol> symbols;
    private final List<Choice> choices;
    private final @Nullable Symbol modules;
    private final @Nullable Symbol defconfigList;
    private final List<String> files;
    private final Map<String, SourceLocation> inclusions;
    private final Map<String, String> usedEnvironment;
    private final List<Diagnostic> diagnostics;
    private final Map<String, Symbol> byName;
    private @Nullable EvaluationPlan plan;

    KconfigTree(
            KconfigOptions options,
            MenuNode root,
            List<Symbol> allSymbols,
            List<Symbol> symbols,
            List<Choice> choices,
            @Nullable Symbol modules,
            @Nullable Symbol defconfigList,
            List<String> files,
            Map<String, SourceLocation> inclusions,
            Map<String, String> usedEnvironment,
            List<Diagnostic> diagnostics) {
        this.options = options;
        this.root = root;
        this.allSymbols = List.copyOf(allSymbols);
        this.symbols = List.copyOf(symbols);
        this.choices = List.copyOf(choices);
        this.modules = modules;
        this.defconfigList = defconfigList;
        this.files = List.copyOf(files);
        this.inclusions = Map.copyOf(inclusions);
        this.usedEnvironment = Collections.unmodifiableMap(new LinkedHashMap<>(usedEnvironment));
        this.diagnostics = List.copyOf(diagnostics);
        this.byName = new HashMap<>(allSymbols.size() * 2);
        for (Symbol symbol : allSymbols) {
            if (!symbol.isChoice() && (!symbol.isConstant() || symbol.index() <= Symbol.YES.index())) {
                byName.put(symbol.name(), symbol);
            }
        }
    }

    /** Return the text of {@code mainmenu}, or {@code Main menu}. */
    public String title() {
        Prompt prompt = root.prompt();
        return prompt == null ? "" : prompt.text();
    }

    /** Return the entry around all others. */
    public MenuNode root() {
        return root;
    }

    /** Return all defined symbols, each once, in the order of the menu. */
    public List<Symbol> symbols() {
        return symbols;
    }

    /** Return all choices in the order of the menu. */
    public List<Choice> choices() {
        return choices;
    }

    /** Return every symbol at its {@link Symbol#index() index}: defined or not, constants and choices too. */
    public List<Symbol> allSymbols() {
        return allSymbols;
    }

    /** Find a symbol that is defined or at least referenced, by its name without prefix. */
    public @Nullable Symbol symbol(String name) {
        return byName.get(name);
    }

    /** Return the symbol that switches modules on, or null when the tree has none and so knows no m. */
    public @Nullable Symbol modules() {
        return modules;
    }

    /** Return the symbol of {@code option defconfig_list}, whose defaults name files to start from, or null. */
    public @Nullable Symbol defconfigList() {
        return defconfigList;
    }

    /** Return all files that were read, in the order of reading, named as in the {@code source} statements. */
    public List<String> files() {
        return files;
    }

    /** Return the {@code source} statement that first opened a file, or null for the root file and unknown names. */
    public @Nullable SourceLocation includedFrom(String file) {
        return inclusions.get(file);
    }

    /** Return the environment variables that {@code $(NAME)} stood for and their values, in the order of first use. */
    public Map<String, String> usedEnvironment() {
        return usedEnvironment;
    }

    /** Return the warnings and messages of loading, in the order they arose. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Return how the tree was loaded. */
    public KconfigOptions options() {
        return options;
    }

    /** Return the dialect the tree is written in. */
    public Dialect dialect() {
        return options.dialect();
    }

    /** Return what all configurations of this tree share; made when the first asks for it. */
    synchronized EvaluationPlan plan() {
        EvaluationPlan made = plan;
        if (made == null) {
            made = new EvaluationPlan(this);
            plan = made;
        }
        return made;
    }
}
