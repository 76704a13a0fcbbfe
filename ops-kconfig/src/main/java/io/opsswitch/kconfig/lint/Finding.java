/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is probably a mistake.
 *
 * @param rule what was looked for
 * @param location the line concerned, or null when no line is
 * @param symbol the symbol concerned, or null
 * @param text what was found, a sentence without a full stop
 * @param advice what to do about it, likewise
 */
public record Finding(
        Rule rule,
        @Nullable SourceLocation location,
        @Nullable Symbol symbol,
        String text,
        String advice) {

    /** Return {@code FILE:LINE: severity: text; advice [id]}. */
    @Override
    public String toString() {
        String place = location == null ? "" : location + ": ";
        String severity = rule.severity().name().toLowerCase(Locale.ROOT);
        return place + severity + ": " + text + "; " + advice + " [" + rule.id() + "]";
    }
}
