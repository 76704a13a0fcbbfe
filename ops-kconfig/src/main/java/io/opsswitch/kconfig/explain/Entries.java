/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the entry that a line belongs to, and which entry around it asks for a condition. */
final class Entries {

    private Entries() {}

    /** Return a condition of a line as it is written there, without what the entry inherits. */
    static Expression own(Symbol symbol, SourceLocation line, Expression condition) {
        @Nullable MenuNode node = symbol.nodeAt(line);
        return node == null ? condition : condition.without(node.dependency());
    }

    /** Return the outermost entry, at most this one, that depends on a part of its condition; null when none does. */
    static @Nullable MenuNode dependingOn(MenuNode node, Expression part) {
        @Nullable MenuNode found = null;
        for (MenuNode at = node; at != null; at = at.parent()) {
            if (at.dependency().parts().contains(part)) {
                found = at;
            }
        }
        return found;
    }

    /** Return the innermost menu around an entry that is only visible if a part holds; null when none is. */
    static @Nullable MenuNode visibleOnlyIf(MenuNode node, Expression part) {
        for (MenuNode at = node.parent(); at != null; at = at.parent()) {
            Expression visibleIf = at.visibleIf();
            if (visibleIf != null && visibleIf.parts().contains(part)) {
                return at;
            }
        }
        return null;
    }

    /** Return the prompts around an entry, outermost first, without the root. */
    static List<MenuNode> path(MenuNode node) {
        List<MenuNode> path = new ArrayList<>();
        for (MenuNode at = node.parent(); at != null && at.parent() != null; at = at.parent()) {
            path.add(0, at);
        }
        return path;
    }
}
