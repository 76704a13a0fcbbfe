/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.SchemaProblem.Remedy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds which change of a single symbol mends a problem, by trying: each symbol that a tag names is flipped, and the schema
 * is pruned and checked again. A change counts when the problem is gone and there is none that was not there before. That
 * way contagion, inheritance and what one change does elsewhere are all accounted for. What Kconfig makes of the change is
 * beyond a schema.
 */
final class Remedies {

    private Remedies() {}

    /** What makes two problems the same one. */
    private record Identity(SchemaProblem.Kind kind, String location) {
        static Identity of(SchemaProblem problem) {
            return new Identity(problem.kind(), problem.location());
        }
    }

    static List<SchemaProblem> find(SchemaSource source, Set<String> enabled, List<SchemaProblem> problems) {
        Set<Identity> known = problems.stream().map(Identity::of).collect(Collectors.toSet());
        Map<Remedy, Set<Identity>> left = new LinkedHashMap<>();
        for (String symbol : source.symbols()) {
            boolean on = !enabled.contains(symbol);
            Set<String> changed = new HashSet<>(enabled);
            if (on) {
                changed.add(symbol);
            } else {
                changed.remove(symbol);
            }
            Set<Identity> remaining = Variant.of(source, changed).errors().stream()
                    .map(Identity::of)
                    .collect(Collectors.toSet());
            if (known.containsAll(remaining)) {
                left.put(new Remedy(symbol, on), remaining);
            }
        }
        Map<Identity, List<Remedy>> remedies = new HashMap<>();
        left.forEach((remedy, remaining) -> known.stream()
                .filter(problem -> !remaining.contains(problem))
                .forEach(problem -> remedies.computeIfAbsent(problem, p -> new ArrayList<>())
                        .add(remedy)));
        return problems.stream()
                .map(problem -> withRemedies(problem, remedies.getOrDefault(Identity.of(problem), List.of())))
                .toList();
    }

    private static SchemaProblem withRemedies(SchemaProblem problem, List<Remedy> remedies) {
        if (remedies.isEmpty()) {
            return problem;
        }
        List<String> on = symbols(remedies, true);
        List<String> off = symbols(remedies, false);
        List<String> parts = new ArrayList<>();
        if (!on.isEmpty()) {
            parts.add("switch on " + either(on));
        }
        if (!off.isEmpty()) {
            parts.add("switch off " + either(off));
        }
        // The checkers' own advice begins with what they found in the tag at hand; what was tried is better.
        String advice = problem.advice();
        String guess = "switch on " + either(problem.symbols());
        String rest = advice.startsWith(guess) ? advice.substring(guess.length()) : ", or " + advice;
        return new SchemaProblem(
                problem.kind(),
                problem.location(),
                problem.table(),
                problem.column(),
                problem.tag(),
                problem.symbols(),
                remedies,
                problem.what(),
                String.join(", or ", parts) + rest);
    }

    private static List<String> symbols(List<Remedy> remedies, boolean on) {
        return remedies.stream()
                .filter(remedy -> remedy.on() == on)
                .map(Remedy::symbol)
                .toList();
    }

    private static String either(List<String> names) {
        int n = names.size();
        return n < 2 ? String.join("", names) : String.join(", ", names.subList(0, n - 1)) + " or " + names.get(n - 1);
    }
}
