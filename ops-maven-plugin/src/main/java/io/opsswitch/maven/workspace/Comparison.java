/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.Differences;
import java.util.ArrayList;
import java.util.List;

/** Says what differs between configurations, in the form of Linux' {@code diffconfig}. */
public final class Comparison {

    private Comparison() {}

    /**
     * Return a line for each symbol that differs: {@code " NAME before -> after"}, {@code "+NAME value"} for one that only
     * the second has, {@code "-NAME value"} for one that only the first has.
     */
    public static List<String> between(Configuration before, Configuration after) {
        return Differences.between(before, after).stream().map(Comparison::line).toList();
    }

    /**
     * Return a line for each symbol whose file does not say what it is: a value in the file that did not come true, or a
     * symbol that the file does not mention.
     */
    public static List<String> withFile(Configuration configuration) {
        List<String> lines = new ArrayList<>();
        for (Symbol symbol : configuration.tree().symbols()) {
            String given = configuration.inputValue(symbol);
            String value = configuration.value(symbol);
            boolean written = configuration.isWritten(symbol);
            if (given != null && (!given.equals(value) || !written)) {
                lines.add(line(new Difference(symbol.name(), given, written ? value : null)));
            } else if (given == null && written && configuration.isChangeable(symbol)) {
                lines.add(line(new Difference(symbol.name(), null, value)));
            }
        }
        return lines;
    }

    private static String line(Difference difference) {
        if (difference.before() == null) {
            return "+" + difference.name() + " " + difference.after();
        }
        if (difference.after() == null) {
            return "-" + difference.name() + " " + difference.before();
        }
        return " " + difference.name() + " " + difference.before() + " -> " + difference.after();
    }
}
