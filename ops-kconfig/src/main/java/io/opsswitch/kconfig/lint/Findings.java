/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings during one check. */
final class Findings {

    private final List<Finding> all = new ArrayList<>();

    void add(Rule rule, @Nullable SourceLocation location, @Nullable Symbol symbol, String text, String advice) {
        all.add(new Finding(rule, location, symbol, text, advice));
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
