/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.document.Links.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Distributes tables over layers: each lies below what refers to it, as far as references form no circle; within a layer,
 * a table stands near the middle of those above that refer to it. The same tables and links always give the same layers.
 */
final class Layers {

    private static final int ROUNDS = 4;

    private final Map<String, List<String>> targets = new LinkedHashMap<>();
    private final Map<String, Integer> depth = new HashMap<>();

    private Layers(Collection<String> tables, List<Link> links) {
        tables.forEach(table -> targets.put(table, new ArrayList<>()));
        links.forEach(link -> {
            List<String> list = targets.get(link.from());
            if (list != null && targets.containsKey(link.to()) && !link.from().equals(link.to())) {
                list.add(link.to());
            }
        });
    }

    static List<List<String>> of(Collection<String> tables, List<Link> links) {
        return new Layers(tables, links).layers();
    }

    private List<List<String>> layers() {
        dropCircles();
        targets.keySet().forEach(this::height);
        int height = depth.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<List<String>> layers = new ArrayList<>();
        for (int i = 0; i <= height; i++) {
            layers.add(new ArrayList<>());
        }
        // The height counts from the leaves; from the top it would put every leaf as high as it can go.
        Map<String, Integer> fromTop = fromTop();
        targets.keySet()
                .forEach(table -> layers.get(fromTop.getOrDefault(table, 0)).add(table));
        layers.removeIf(List::isEmpty);
        for (int round = 0; round < ROUNDS; round++) {
            order(layers);
        }
        return layers;
    }

    /** Remove the references that lead back to a table that is being visited. */
    private void dropCircles() {
        Set<String> done = new HashSet<>();
        for (String table : targets.keySet()) {
            visit(table, new HashSet<>(), done);
        }
    }

    private void visit(String table, Set<String> open, Set<String> done) {
        if (!done.add(table)) {
            return;
        }
        open.add(table);
        List<String> list = targets.getOrDefault(table, new ArrayList<>());
        list.removeIf(open::contains);
        List.copyOf(list).forEach(target -> visit(target, open, done));
        open.remove(table);
    }

    private int height(String table) {
        Integer known = depth.get(table);
        if (known != null) {
            return known;
        }
        int height = 0;
        for (String target : targets.getOrDefault(table, List.of())) {
            height = Math.max(height, height(target) + 1);
        }
        depth.put(table, height);
        return height;
    }

    private Map<String, Integer> fromTop() {
        Map<String, Integer> level = new HashMap<>();
        List<String> topDown = new ArrayList<>(targets.keySet());
        topDown.sort(Comparator.comparingInt((String table) -> -depth.getOrDefault(table, 0)));
        for (String table : topDown) {
            int own = level.getOrDefault(table, 0);
            for (String target : targets.getOrDefault(table, List.of())) {
                level.merge(target, own + 1, Math::max);
            }
        }
        return level;
    }

    private void order(List<List<String>> layers) {
        for (int i = 1; i < layers.size(); i++) {
            Map<String, Double> middle = new HashMap<>();
            Map<String, Integer> above = new HashMap<>();
            for (int j = 0; j < i; j++) {
                for (int k = 0; k < layers.get(j).size(); k++) {
                    above.put(layers.get(j).get(k), k);
                }
            }
            for (String table : layers.get(i)) {
                middle.put(
                        table,
                        above.entrySet().stream()
                                .filter(entry -> targets.getOrDefault(entry.getKey(), List.of())
                                        .contains(table))
                                .mapToInt(Map.Entry::getValue)
                                .average()
                                .orElse(0));
            }
            layers.get(i)
                    .sort(Comparator.comparing((String table) -> middle.getOrDefault(table, 0.0))
                            .thenComparing(table -> table));
        }
    }
}
