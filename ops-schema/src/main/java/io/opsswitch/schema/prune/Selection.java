/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.prune;

import io.opsswitch.schema.model.Tag;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which symbols are on: decides whether a tag keeps its entity (rule 1), or that there is no configuration and everything
 * is kept (rule 5).
 */
public final class Selection {

    private final @Nullable Set<String> enabled;

    private Selection(@Nullable Set<String> enabled) {
        this.enabled = enabled == null ? null : Set.copyOf(enabled);
    }

    /** Select by the enabled symbols; null means that there is no configuration. */
    public static Selection of(@Nullable Set<String> enabled) {
        return new Selection(enabled);
    }

    /** Tell whether an entity with this effective tag is kept on its own account. */
    public boolean keeps(@Nullable Tag effective) {
        return enabled == null
                || effective == null
                || effective.symbols().stream().anyMatch(enabled::contains);
    }

    /** Return the tag that applies to an entity: its own replaces the inherited one (rules 2 and 3). */
    public static @Nullable Tag effective(@Nullable Tag own, @Nullable Tag inherited) {
        return own == null ? inherited : own;
    }

    /** Return the symbols of a tag, none for no tag. */
    static List<String> symbols(@Nullable Tag tag) {
        return tag == null ? List.of() : tag.symbols();
    }
}
