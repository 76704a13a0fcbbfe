/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of an explanation.
 *
 * @param text a sentence without a full stop
 * @param location the line of a file that says so, or null
 * @param about the symbol that a reader may want to look at next, or null
 * @param reasons why this is so
 */
public record Fact(
        String text,
        @Nullable SourceLocation location,
        @Nullable Symbol about,
        List<Fact> reasons) {

    public Fact {
        reasons = List.copyOf(reasons);
    }
}
