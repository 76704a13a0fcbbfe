/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.eval.UserInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tries all sequences of assignments, step by step, and notes how many lead to each value of each symbol. */
public final class AllWays {

    private final Map<String, Integer> shortest = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Map<Symbol, List<String>> values = new HashMap<>();
    private List<Configuration> latest = new ArrayList<>();
    private int steps;
    private final int most;
    private boolean stopped;

    /** Start with what is so without any assignment; stop for good when there are more configurations than the most. */
    public AllWays(Configuration start, int most) {
        this.most = most;
        for (Symbol symbol : start.tree().symbols()) {
            values.put(symbol, candidates(symbol));
        }
        add(start);
    }

    /** Return the values that are tried. */
    public static List<String> candidates(Symbol symbol) {
        return switch (symbol.type()) {
            case BOOL -> List.of("n", "y");
            case TRISTATE -> List.of("n", "m", "y");
            case INT -> List.of("2", "3", "40", "41", "0", "7");
            case HEX -> List.of("0x2", "0x3", "0x3F", "0x40");
            default -> List.of("", "text 1");
        };
    }

    private void add(Configuration configuration) {
        if (seen.add(inputs(configuration))) {
            latest.add(configuration);
            for (Symbol symbol : configuration.tree().symbols()) {
                shortest.putIfAbsent(key(symbol, configuration.value(symbol)), steps);
            }
        }
    }

    private static String key(Symbol symbol, String value) {
        return symbol.name() + "=" + value;
    }

    /** Everything that the user said, the order within choices too. */
    private static String inputs(Configuration configuration) {
        UserInput input = configuration.values().input();
        StringBuilder out = new StringBuilder();
        for (Symbol symbol : configuration.tree().allSymbols()) {
            if (input.has(symbol)) {
                out.append(symbol.index())
                        .append('=')
                        .append(input.state(symbol))
                        .append(input.text(symbol));
            }
        }
        for (Choice choice : configuration.tree().choices()) {
            out.append(input.priority(choice)).append(input.chosen(choice));
        }
        return out.toString();
    }

    /** Tell whether everything that assignments can lead to was seen. */
    public boolean isExhausted() {
        return latest.isEmpty() && !stopped;
    }

    /** Assign everything that can be assigned to what the last step led to; tell whether there was anything. */
    public boolean step() {
        if (stopped) {
            return false;
        }
        List<Configuration> before = latest;
        latest = new ArrayList<>();
        steps++;
        for (Configuration configuration : before) {
            for (Symbol symbol : configuration.tree().symbols()) {
                for (String value : values.get(symbol)) {
                    Configuration next = configuration.copy();
                    if (next.assign(symbol, value)) {
                        add(next);
                    }
                    if (seen.size() > most) {
                        latest.clear();
                        stopped = true;
                        return false;
                    }
                }
            }
        }
        return !latest.isEmpty();
    }

    /** Return how many assignments a value takes at least; very large when no sequence tried so far leads to it. */
    public int shortest(Symbol symbol, String value) {
        return shortest.getOrDefault(key(symbol, value), Integer.MAX_VALUE);
    }
}
