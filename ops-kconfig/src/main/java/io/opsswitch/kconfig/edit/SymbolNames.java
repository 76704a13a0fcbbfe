/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds symbols by the names that people type. */
public final class SymbolNames {

    private static final int MOST = 3;

    private SymbolNames() {}

    /**
     * Find a defined symbol.
     *
     * @param name the name, with or without the prefix
     * @param prefix what names start with in files, such as {@code CONFIG_}
     * @throws IllegalArgumentException when there is none; the message names those that are spelled alike
     */
    public static Symbol find(KconfigTree tree, String name, String prefix) {
        Symbol symbol = tree.symbol(name);
        if ((symbol == null || !symbol.isDefined()) && !prefix.isEmpty() && name.startsWith(prefix)) {
            symbol = tree.symbol(name.substring(prefix.length()));
        }
        if (symbol == null || !symbol.isDefined()) {
            throw new IllegalArgumentException(unknown(tree, name, prefix));
        }
        return symbol;
    }

    /** Return a sentence that says that a symbol is defined nowhere, and which ones are spelled alike. */
    public static String unknown(KconfigTree tree, String name, String prefix) {
        String bare = !prefix.isEmpty() && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
        List<String> alike = alike(tree.symbols().stream().map(Symbol::name).toList(), bare);
        return "there is no symbol " + bare + " in this tree"
                + (alike.isEmpty() ? "" : ", perhaps you mean " + String.join(" or ", alike));
    }

    /** Return those of some names that are spelled like a name that is none of them: three at most, the nearest first. */
    public static List<String> alike(Collection<String> names, String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        int limit = Math.max(1, wanted.length() / 4);
        record Near(String name, int distance) {}
        return names.stream()
                .filter(each -> Math.abs(each.length() - wanted.length()) <= limit)
                .map(each -> new Near(each, distance(wanted, each.toUpperCase(Locale.ROOT))))
                .filter(near -> near.distance <= limit)
                .sorted(Comparator.comparingInt(Near::distance))
                .limit(MOST)
                .map(Near::name)
                .toList();
    }

    /** Count the characters to insert, remove or replace. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
