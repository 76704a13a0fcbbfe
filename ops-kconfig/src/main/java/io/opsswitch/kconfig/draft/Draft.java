/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree while it is being built: all symbols, and the menu.
 *
 * <p>Quoted text names a constant; the same text unquoted names another, ordinary symbol; y, m and n are constants
 * either way. Owned by the thread that loads.
 */
public final class Draft {

    public final List<SymbolDraft> symbols = new ArrayList<>();
    public final SymbolDraft no;
    public final SymbolDraft mod;
    public final SymbolDraft yes;
    public final TermPool terms = new TermPool();
    public final NodeDraft root;

    /** The symbol that switches modules on; null when none does. */
    public @Nullable SymbolDraft modules;

    public @Nullable SymbolDraft defconfigList;

    private final Map<String, SymbolDraft> variables = new HashMap<>();
    private final Map<String, SymbolDraft> constants = new HashMap<>();
    private final Map<String, SymbolDraft> choices = new HashMap<>();

    /** Create an empty tree. */
    public Draft(SourceLocation start) {
        no = logicalConstant("n");
        mod = logicalConstant("m");
        yes = logicalConstant("y");
        root = new NodeDraft(MenuNode.Kind.MENU, start, null, null);
    }

    private SymbolDraft logicalConstant(String name) {
        SymbolDraft constant = add(name, true, false);
        constant.type = SymbolType.TRISTATE;
        variables.put(name, constant);
        constants.put(name, constant);
        return constant;
    }

    private SymbolDraft add(String name, boolean constant, boolean choice) {
        SymbolDraft symbol = new SymbolDraft(name, symbols.size(), constant, choice);
        symbols.add(symbol);
        return symbol;
    }

    /** Find or create an ordinary symbol. */
    public SymbolDraft variable(String name) {
        return variables.computeIfAbsent(name, n -> add(n, false, false));
    }

    /** Find an ordinary symbol. */
    public @Nullable SymbolDraft find(String name) {
        return variables.get(name);
    }

    /** Find or create the constant of a quoted text. */
    public SymbolDraft constant(String text) {
        return constants.computeIfAbsent(text, n -> add(n, true, false));
    }

    /** Find or create a choice; one without a name is always a new one. */
    public SymbolDraft choice(@Nullable String name) {
        return name == null ? add("", false, true) : choices.computeIfAbsent(name, n -> add(n, false, true));
    }

    /** Return the symbol that stands for modules in conditions: the constant n when there is none. */
    public SymbolDraft modulesOrNo() {
        return modules == null ? no : modules;
    }
}
