/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rules as they are written, for every entity by itself: no walk, no state. An entity is kept if its effective tag has
 * a feature that is on, or if any tagged entity inside it does; a table only for a column (which a group may tag), because
 * the schema must agree and has no groups. Slow and simple, and nothing of the product's.
 */
final class PruningOracle {

    private final Set<String> on;
    private final List<Entity> entities = new ArrayList<>();

    /** Sort is T, g, c, v (an enum value) or k (the documentation of a key). */
    private record Entity(char sort, String path, List<String> tag, Entity parent) {

        List<String> effectiveTag() {
            return !tag.isEmpty() || parent == null ? tag : parent.effectiveTag();
        }

        Entity table() {
            return parent == null ? this : parent.table();
        }

        List<String> tagBelow(Entity other) {
            return this == other || parent == null ? List.of() : tag.isEmpty() ? parent.tagBelow(other) : tag;
        }

        boolean isInside(Entity other) {
            return parent != null && (parent == other || parent.isInside(other));
        }
    }

    PruningOracle(RandomDatabase database, Set<String> on) {
        this.on = on;
        for (int t = 0; t < database.tables().size(); t++) {
            RandomDatabase.Table table = database.tables().get(t);
            Entity entity = add('T', "T" + t, table.tag(), null);
            addItems(table.items(), "T" + t, "", entity);
        }
    }

    private void addItems(List<RandomDatabase.Item> items, String table, String path, Entity parent) {
        for (int i = 0; i < items.size(); i++) {
            String name = path + "_" + i;
            if (items.get(i) instanceof RandomDatabase.Group group) {
                addItems(group.items(), table, name, add('g', table + ".g" + name, group.tag(), parent));
            } else if (items.get(i) instanceof RandomDatabase.Column column) {
                Entity entity = add('c', table + ".c" + name, column.tag(), parent);
                for (int v = 0; v < column.values().size(); v++) {
                    add('v', entity.path() + "=v" + v, column.values().get(v), entity);
                }
                for (int v = 0; v < column.mapped().size(); v++) {
                    add('v', entity.path() + ">v" + v, column.mapped().get(v), entity);
                }
                for (int k = 0; k < column.keys().size(); k++) {
                    // It stands beside its column, and its path tells whose key it is.
                    add('k', entity.path() + "[k" + k + "]", column.keys().get(k), parent);
                }
            }
        }
    }

    private Entity add(char sort, String path, List<String> tag, Entity parent) {
        Entity entity = new Entity(sort, path, tag, parent);
        entities.add(entity);
        return entity;
    }

    private boolean isKept(Entity entity) {
        if (entity.sort() == 'k' && !isKept(columnOf(entity))) {
            return false;
        }
        List<String> tag = entity.effectiveTag();
        return tag.isEmpty() || isOn(tag) || entities.stream().anyMatch(inner -> keeps(inner, entity));
    }

    private boolean keeps(Entity inner, Entity outer) {
        if (!inner.isInside(outer)) {
            return false;
        }
        if (inner.sort() == 'k') {
            return outer.sort() == 'g' && isOn(inner.tag()) && isKept(columnOf(inner));
        }
        return outer.sort() == 'T' ? inner.sort() != 'g' && isOn(inner.tagBelow(outer)) : isOn(inner.tag());
    }

    private Entity columnOf(Entity key) {
        String path = key.path().substring(0, key.path().indexOf('['));
        return entities.stream()
                .filter(entity -> entity.sort() == 'c' && entity.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private boolean isOn(List<String> tag) {
        return tag.stream().anyMatch(on::contains);
    }

    TreeSet<String> schema() {
        return kept("Tcv");
    }

    TreeSet<String> documentation() {
        return kept("Tgck");
    }

    private TreeSet<String> kept(String sorts) {
        TreeSet<String> paths = new TreeSet<>();
        for (Entity entity : entities) {
            if (sorts.indexOf(entity.sort()) >= 0 && isKept(entity) && isKept(entity.table())) {
                paths.add(entity.path());
            }
        }
        return paths;
    }
}
