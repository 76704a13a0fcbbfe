/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.union;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The union of what packages need.
 *
 * <p>Each key has one place in the trees where it is {@linkplain PackageNode#chosen() chosen}; elsewhere it is a leaf that
 * stands for that place. So the needs of one package are found by walking on, from each leaf, at the chosen place.
 *
 * <p>Immutable.
 */
public final class Union {

    private final List<PackageNode> roots;
    private final Map<String, PackageNode> chosen = new LinkedHashMap<>();

    /**
     * Create the union.
     *
     * @param roots the packages, in the order of the product
     */
    public Union(List<PackageNode> roots) {
        this.roots = List.copyOf(roots);
        Deque<PackageNode> queue = new ArrayDeque<>(roots);
        for (PackageNode next = queue.poll(); next != null; next = queue.poll()) {
            if (next.chosen()) {
                chosen.putIfAbsent(next.key(), next);
            }
            queue.addAll(next.children());
        }
    }

    /** Return everything in the union. */
    public List<PackageNode> chosen() {
        return List.copyOf(chosen.values());
    }

    /** Return for each key of the union the packages that need it, directly or not, or are it. */
    public Map<String, Set<PackageNode>> owners() {
        Map<String, Set<PackageNode>> owners = new LinkedHashMap<>();
        chosen.keySet().forEach(key -> owners.put(key, new LinkedHashSet<>()));
        for (PackageNode root : roots) {
            for (String key : paths(root).keySet()) {
                owners.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(root);
            }
        }
        return Collections.unmodifiableMap(owners);
    }

    /** Return what a member of the union needs directly. */
    public List<PackageNode> needs(PackageNode member) {
        List<PackageNode> needs = new ArrayList<>();
        for (PackageNode child : place(member).children()) {
            PackageNode there = chosen.get(child.key());
            if (there != null) {
                needs.add(there);
            }
        }
        return needs;
    }

    /**
     * Return the keys that packages need in different versions.
     *
     * <p>A package by itself gets, as anywhere in Maven, the version nearest to it; so it is that one that it was built
     * and tested with. A key that the product lists itself is settled by that.
     */
    public List<Conflict> conflicts() {
        Set<String> settled = new LinkedHashSet<>();
        roots.forEach(root -> settled.add(root.key()));
        Map<String, Map<String, List<List<PackageNode>>>> wanted = new LinkedHashMap<>();
        for (PackageNode root : roots) {
            paths(root).forEach((key, path) -> {
                if (!settled.contains(key)) {
                    wanted.computeIfAbsent(key, any -> new LinkedHashMap<>())
                            .computeIfAbsent(path.get(path.size() - 1).version(), any -> new ArrayList<>())
                            .add(path);
                }
            });
        }
        List<Conflict> conflicts = new ArrayList<>();
        wanted.forEach((key, versions) -> {
            if (versions.size() > 1) {
                conflicts.add(new Conflict(key, Collections.unmodifiableMap(versions)));
            }
        });
        return conflicts;
    }

    /** Return for each key that a package needs the shortest way to it, from the package on. */
    private Map<String, List<PackageNode>> paths(PackageNode root) {
        Map<String, List<PackageNode>> paths = new LinkedHashMap<>();
        Deque<List<PackageNode>> queue = new ArrayDeque<>();
        queue.add(List.of(root));
        for (List<PackageNode> path = queue.poll(); path != null; path = queue.poll()) {
            PackageNode last = path.get(path.size() - 1);
            if (paths.putIfAbsent(last.key(), path) == null) {
                for (PackageNode child : place(last).children()) {
                    List<PackageNode> longer = new ArrayList<>(path);
                    longer.add(child);
                    queue.add(List.copyOf(longer));
                }
            }
        }
        return paths;
    }

    private PackageNode place(PackageNode node) {
        return node.chosen() ? node : chosen.getOrDefault(node.key(), node);
    }
}
