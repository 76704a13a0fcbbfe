/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random transactions on rows that refer to each other, against a model that knows only sets and loops. */
class ModelPropertyTest {

    private static final int ROOTS = 3;
    private static final int KIDS = 4;

    /** One operation: on a root, set its kids or weak references or delete it; on a kid, insert, set next, delete. */
    record Step(int kind, int row, Set<Integer> targets) {}

    private static final class Model {
        final Map<Integer, Set<Integer>> kidsOf = new TreeMap<>();
        final Map<Integer, Set<Integer>> weakOf = new TreeMap<>();
        final Map<Integer, Set<Integer>> nextOf = new TreeMap<>();

        Model() {}

        Model(Model other) {
            other.kidsOf.forEach((k, v) -> kidsOf.put(k, new TreeSet<>(v)));
            other.weakOf.forEach((k, v) -> weakOf.put(k, new TreeSet<>(v)));
            other.nextOf.forEach((k, v) -> nextOf.put(k, new TreeSet<>(v)));
        }

        /** Apply an operation; returns false if it is refused at once. */
        boolean apply(Step step, Set<String> usedUuids) {
            switch (step.kind) {
                case 0 -> {
                    if (!usedUuids.add("r" + step.row)) {
                        return false;
                    }
                    kidsOf.put(step.row, new TreeSet<>(step.targets));
                    weakOf.put(step.row, new TreeSet<>());
                }
                case 1 -> kidsOf.computeIfPresent(step.row, (k, v) -> new TreeSet<>(step.targets));
                case 2 -> weakOf.computeIfPresent(step.row, (k, v) -> new TreeSet<>(step.targets));
                case 3 -> {
                    kidsOf.remove(step.row);
                    weakOf.remove(step.row);
                }
                case 4 -> {
                    if (!usedUuids.add("k" + step.row)) {
                        return false;
                    }
                    nextOf.put(step.row, first(step.targets));
                }
                case 5 -> nextOf.computeIfPresent(step.row, (k, v) -> first(step.targets));
                default -> nextOf.remove(step.row);
            }
            return true;
        }

        static Set<Integer> first(Set<Integer> set) {
            return set.isEmpty() ? new TreeSet<>() : new TreeSet<>(Set.of(new TreeSet<>(set).first()));
        }

        /** Do what a commit does; returns false if it is refused. */
        boolean commit() {
            Set<Integer> alive = nextOf.keySet();
            if (Stream.concat(kidsOf.values().stream(), nextOf.values().stream())
                    .anyMatch(targets -> !alive.containsAll(targets))) {
                return false;
            }
            boolean removed = true;
            while (removed) {
                Set<Integer> referred = new HashSet<>();
                kidsOf.values().forEach(referred::addAll);
                nextOf.forEach(
                        (kid, next) -> next.stream().filter(n -> !n.equals(kid)).forEach(referred::add));
                removed = nextOf.keySet().removeIf(kid -> !referred.contains(kid));
            }
            weakOf.values().forEach(targets -> targets.retainAll(nextOf.keySet()));
            return true;
        }
    }

    private static String uuid(int table, int row) {
        return "00000000-0000-4000-8000-00000000" + table + "00" + row;
    }

    private static String refs(Set<Integer> targets) {
        List<String> list = new ArrayList<>();
        new TreeSet<>(targets).forEach(kid -> list.add("['uuid','" + uuid(2, kid) + "']"));
        return list.size() == 1 ? list.get(0) : "['set',[" + String.join(",", list) + "]]";
    }

    private static String operation(Step step) {
        int table = step.kind < 4 ? 1 : 2;
        String name = table == 1 ? "Root" : "Kid";
        String where = "'where':[['_uuid','==',['uuid','" + uuid(table, step.row) + "']]]";
        String insert = "{'op':'insert','table':'" + name + "','uuid':'" + uuid(table, step.row) + "','row':{";
        String update = "{'op':'update','table':'" + name + "'," + where + ",'row':{";
        return switch (step.kind) {
            case 0 -> insert + "'name':'r" + step.row + "','kids':" + refs(step.targets) + "}}";
            case 1 -> update + "'kids':" + refs(step.targets) + "}}";
            case 2 -> update + "'weak':" + refs(step.targets) + "}}";
            case 4 -> insert + "'next':" + refs(Model.first(step.targets)) + "}}";
            case 5 -> update + "'next':" + refs(Model.first(step.targets)) + "}}";
            default -> "{'op':'delete','table':'" + name + "'," + where + "}";
        };
    }

    private static String dump(Database database) {
        return TestEngine.run(
                database,
                "{'op':'select','table':'Root','where':[],'columns':['_uuid','kids','weak'],'sort':['_uuid']}",
                "{'op':'select','table':'Kid','where':[],'columns':['_uuid','next'],'sort':['_uuid']}");
    }

    private static String dump(Model model) {
        List<String> roots = new ArrayList<>();
        model.kidsOf.forEach((root, kids) -> roots.add("{'_uuid':['uuid','" + uuid(1, root) + "'],'kids':" + refs(kids)
                + ",'weak':" + refs(model.weakOf.get(root)) + "}"));
        List<String> kids = new ArrayList<>();
        model.nextOf.forEach(
                (kid, next) -> kids.add("{'_uuid':['uuid','" + uuid(2, kid) + "'],'next':" + refs(next) + "}"));
        return "[{'rows':[" + String.join(",", roots) + "]},{'rows':[" + String.join(",", kids) + "]}]";
    }

    @Property(tries = 150)
    void agreesWithTheModelAndTheFileAgreesToo(@ForAll("transactions") List<List<Step>> transactions) throws Exception {
        Path folder = Files.createTempDirectory("ovsdb-model");
        Path path = folder.resolve("t.db");
        try {
            DatabaseFile.create(path, TestSchema.get());
            Model model = new Model();
            try (DatabaseFile file = DatabaseFile.open(path)) {
                for (List<Step> steps : transactions) {
                    model = step(file.database(), model, steps);
                }
            }
            assertThat(dump(DatabaseFile.readOnly(path))).isEqualTo(dump(model));
        } finally {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private static Model step(Database database, Model before, List<Step> steps) {
        Model after = new Model(before);
        Set<String> used = new HashSet<>();
        before.kidsOf.keySet().forEach(row -> used.add("r" + row));
        before.nextOf.keySet().forEach(row -> used.add("k" + row));
        boolean ok = true;
        for (Step each : steps) {
            ok = ok && after.apply(each, used);
        }
        ok = ok && after.commit();
        String result = TestEngine.run(
                database, steps.stream().map(ModelPropertyTest::operation).toArray(String[]::new));
        assertThat(!result.contains("'error'")).as("%s -> %s", steps, result).isEqualTo(ok);
        Model expected = ok ? after : before;
        assertThat(dump(database)).isEqualTo(dump(expected));
        return expected;
    }

    @Provide
    Arbitrary<List<List<Step>>> transactions() {
        Arbitrary<Step> step = Combinators.combine(
                        Arbitraries.of(0, 0, 1, 1, 2, 3, 4, 4, 4, 5, 6),
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, KIDS - 1).set().ofMaxSize(3))
                .as((kind, row, targets) -> new Step(kind, row % (kind < 4 ? ROOTS : KIDS), targets));
        return step.list().ofMinSize(1).ofMaxSize(6).list().ofMinSize(1).ofMaxSize(12);
    }
}
