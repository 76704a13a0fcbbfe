/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the menu tree.
 *
 * <p>{@code if} blocks leave no entry; symbols that depend on the symbol before them are its children. Immutable once
 * the tree is loaded.
 */
public final class MenuNode {

    /** What an entry is. */
    public enum Kind {
        /** {@code menu}, and the root. */
        MENU,
        COMMENT,
        /** {@code config}. */
        CONFIG,
        /** {@code menuconfig}: a symbol whose children are shown on a page of their own. */
        MENUCONFIG,
        CHOICE,
        /** {@code if}; only an empty one is left in a tree. */
        IF
    }

    private final Kind kind;
    private final SourceLocation location;
    private final @Nullable Symbol ownSymbol;
    private final @Nullable Prompt prompt;
    private final @Nullable String help;
    private final Expression dependency;
    private final @Nullable Expression visibleIf;

    // Set once by TreeAssembler, before anybody else sees the node.
    @Nullable
    MenuNode parent;

    List<MenuNode> children = List.of();

    MenuNode(
            Kind kind,
            SourceLocation location,
            @Nullable Symbol ownSymbol,
            @Nullable Prompt prompt,
            @Nullable String help,
            Expression dependency,
            @Nullable Expression visibleIf) {
        this.kind = kind;
        this.location = location;
        this.ownSymbol = ownSymbol;
        this.prompt = prompt;
        this.help = help;
        this.dependency = dependency;
        this.visibleIf = visibleIf;
    }

    /** Return what this entry is. */
    public Kind kind() {
        return kind;
    }

    /** Return where the statement is written. */
    public SourceLocation location() {
        return location;
    }

    /** Return the symbol that this entry defines, or null for menus, comments and choices. */
    public @Nullable Symbol symbol() {
        return ownSymbol == null || ownSymbol.isChoice() ? null : ownSymbol;
    }

    /** Return the choice that this entry opens, or null. */
    public @Nullable Choice choice() {
        return ownSymbol == null ? null : ownSymbol.asChoice();
    }

    /** Return the text that the user sees, or null when this entry never shows. */
    public @Nullable Prompt prompt() {
        return prompt;
    }

    /** Return the help text with its indentation removed, or null. */
    public @Nullable String help() {
        return help == null ? null : help.stripTrailing();
    }

    /** Return the help text with the empty lines that follow it, as the C tools print it, or null. */
    public @Nullable String helpAsWritten() {
        return help;
    }

    /** Return what this entry depends on, which includes the dependencies of all menus around it. */
    public Expression dependency() {
        return dependency;
    }

    /** Return the condition of {@code visible if}, or null. */
    public @Nullable Expression visibleIf() {
        return visibleIf;
    }

    /** Return the entry around this one, or null for the root. */
    public @Nullable MenuNode parent() {
        return parent;
    }

    /** Return the entries inside this one. */
    public List<MenuNode> children() {
        return children;
    }

    @Override
    public String toString() {
        return location + " " + kind + " " + (prompt != null ? prompt.text() : ownSymbol);
    }
}
