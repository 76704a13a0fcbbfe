/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.draft;

import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A symbol or choice while the tree is being built: the parser adds properties, the linker dependencies.
 *
 * <p>A plain record of what is known so far, owned by the thread that loads.
 */
public final class SymbolDraft {

    /** Empty for a choice without a name. */
    public final String name;

    /** Position in the order of creation. */
    public final int index;

    public final boolean constant;
    public final boolean choice;

    public SymbolType type = SymbolType.UNKNOWN;
    public final List<NodeDraft> nodes = new ArrayList<>(1);
    public final List<PropertyDraft> properties = new ArrayList<>(4);

    public @Nullable Term directDependency;
    public @Nullable Term selectors;
    public @Nullable Term implicators;

    /** For members: the symbol of the choice. */
    public @Nullable SymbolDraft owner;

    /** For choices: the members in menu order. */
    public final List<SymbolDraft> members = new ArrayList<>(0);

    public boolean optional;
    public boolean allNoConfigY;
    public boolean transitional;

    /** Not from the tree, but from the tool. */
    public boolean predefined;

    public boolean checked;
    public @Nullable String environmentVariable;

    SymbolDraft(String name, int index, boolean constant, boolean choice) {
        this.name = name;
        this.index = index;
        this.constant = constant;
        this.choice = choice;
    }

    /** Return the name for messages. */
    public String displayName() {
        return choice && name.isEmpty() ? "<choice>" : name;
    }

    @Override
    public String toString() {
        return displayName();
    }
}
