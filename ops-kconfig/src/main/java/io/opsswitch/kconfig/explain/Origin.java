/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a symbol comes from.
 *
 * @param kind what decides
 * @param location the line that decides: of the configuration file for a user's value, else of the Kconfig text; null
 *     when no line does, as for a value that the user gave in a menu
 * @param by the symbols that decide: those that select or imply, or the member that a choice picked; else empty
 */
public record Origin(Kind kind, @Nullable SourceLocation location, List<Symbol> by) {

    /** What decides a value. */
    public enum Kind {
        /** A configuration file or the user in a menu. */
        USER,
        /** A {@code default} whose condition holds. */
        DEFAULT,
        /** Others select it. */
        SELECT,
        /** Others imply it. */
        IMPLY,
        /** Its value lies outside of the range, and became a bound. */
        RANGE,
        /** It is a member of a choice that picked another member, or this one without being told. */
        CHOICE,
        /** The environment, by {@code option env}. */
        ENVIRONMENT,
        /** Nothing says anything: n, empty or zero. */
        NONE
    }

    public Origin {
        by = List.copyOf(by);
    }
}
