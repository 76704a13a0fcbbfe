/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.DifferenceText;
import io.opsswitch.kconfig.compare.Differences;
import java.util.ArrayList;
import java.util.List;

/** Says what differs between configurations, in the form of Linux' {@code diffconfig}. */
public final class Comparison {

    private Comparison() {}

    /** Return what the second has and the first has not, or otherwise. */
    public static List<String> between(Configuration before, Configuration after) {
        return DifferenceText.changes(Differences.between(before, after));
    }

    /**
     * Return a line for each symbol whose file does not say what it is: a value in the file that did not come true, or a
     * symbol that the file does not mention.
     */
    public static List<String> withFile(Configuration configuration) {
        List<Difference> found = new ArrayList<>();
        for (Symbol symbol : configuration.tree().symbols()) {
            String given = configuration.inputValue(symbol);
            String value = configuration.value(symbol);
            boolean written = configuration.isWritten(symbol);
            if (given != null && (!given.equals(value) || !written)) {
                found.add(new Difference(symbol.name(), given, written ? value : null));
            } else if (given == null && written && configuration.isChangeable(symbol)) {
                found.add(new Difference(symbol.name(), null, value));
            }
        }
        return DifferenceText.changes(found);
    }
}
