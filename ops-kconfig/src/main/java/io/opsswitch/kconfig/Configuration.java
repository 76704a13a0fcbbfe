/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Values for the symbols of a tree. */
public final class Configuration {

    private final KconfigTree tree;

    /** Create a configuration in which no symbol has a user value. */
    public Configuration(KconfigTree tree) {
        this.tree = tree;
    }

    /** Return the tree. */
    public KconfigTree tree() {
        return tree;
    }

    /** Replace all user values by those of a file. */
    public List<Diagnostic> read(Path file, String prefix) throws IOException {
        throw new UnsupportedOperationException("in the making");
    }

    /** Set a value as a user would; return whether it was allowed. */
    public boolean assign(Symbol symbol, String value) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Return the value as text. */
    public String value(Symbol symbol) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Return the value in logic. */
    public Tristate tristate(Symbol symbol) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Return how far the user can see the symbol. */
    public Tristate visibility(Symbol symbol) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Tell whether configuration files contain the symbol. */
    public boolean isWritten(Symbol symbol) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Tell whether a file or the user gave a value. */
    public boolean isUserSet(Symbol symbol) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Return the symbols that the user could answer but that have no user value. */
    public List<Symbol> newSymbols() {
        throw new UnsupportedOperationException("in the making");
    }
}
