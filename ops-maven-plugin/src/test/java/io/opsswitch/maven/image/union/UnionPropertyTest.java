/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random products: who needs a package follows from the edges alone, wherever the tree of the build lists it. */
class UnionPropertyTest {

    @Property(tries = 200)
    void ownersOfAPackageAreThoseThatReachIt(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 12) int size, @ForAll @IntRange(min = 1, max = 4) int roots) {
        Random random = new Random(seed);
        Map<Integer, List<Integer>> edges = new HashMap<>();
        for (int i = 0; i < size; i++) {
            List<Integer> targets = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                if (i != j && random.nextInt(4) == 0) {
                    targets.add(j); // in circles as well
                }
            }
            edges.put(i, targets);
        }
        List<Integer> tops = new ArrayList<>();
        for (int i = 0; i < Math.min(roots, size); i++) {
            tops.add(i);
        }
        Union union = new Union(tree(tops, edges));
        Map<String, Set<String>> expected = new HashMap<>();
        for (int top : tops) {
            for (int reached : reachable(top, edges)) {
                expected.computeIfAbsent(key(reached), any -> new TreeSet<>()).add(key(top));
            }
        }
        Map<String, Set<String>> actual = union.owners().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream()
                                .map(PackageNode::key)
                                .collect(Collectors.toCollection(TreeSet::new))));
        assertThat(actual).isEqualTo(expected);
        assertThat(union.conflicts()).isEmpty();
        assertThat(union.chosen()).hasSize(expected.size());
    }

    /** Return the tree as Maven leaves it: each package once with what it needs, nearest to the top; elsewhere a leaf. */
    private static List<PackageNode> tree(List<Integer> tops, Map<Integer, List<Integer>> edges) {
        record Place(int node, List<Integer> path) {}
        Map<Integer, List<Integer>> chosen = new HashMap<>();
        Deque<Place> queue = new ArrayDeque<>();
        for (int top : tops) {
            queue.add(new Place(top, List.of(top)));
        }
        for (Place place = queue.poll(); place != null; place = queue.poll()) {
            if (chosen.putIfAbsent(place.node, place.path) == null) {
                for (int next : edges.get(place.node)) {
                    List<Integer> longer = new ArrayList<>(place.path);
                    longer.add(next);
                    queue.add(new Place(next, longer));
                }
            }
        }
        return tops.stream().map(top -> node(top, List.of(top), edges, chosen)).toList();
    }

    private static PackageNode node(
            int node, List<Integer> path, Map<Integer, List<Integer>> edges, Map<Integer, List<Integer>> chosen) {
        if (!path.equals(chosen.get(node))) {
            return new PackageNode(key(node), "1", false, List.of());
        }
        List<PackageNode> children = new ArrayList<>();
        for (int next : edges.get(node)) {
            List<Integer> longer = new ArrayList<>(path);
            longer.add(next);
            children.add(node(next, longer, edges, chosen));
        }
        return new PackageNode(key(node), "1", true, children);
    }

    private static Set<Integer> reachable(int from, Map<Integer, List<Integer>> edges) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> queue = new ArrayDeque<>(List.of(from));
        for (Integer next = queue.poll(); next != null; next = queue.poll()) {
            if (seen.add(next)) {
                queue.addAll(edges.get(next));
            }
        }
        return seen;
    }

    private static String key(int node) {
        return "g:p" + node;
    }
}
