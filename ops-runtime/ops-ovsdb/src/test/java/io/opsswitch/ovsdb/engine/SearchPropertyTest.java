/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.TestSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Searches by declared and undeclared columns, in tables large enough to be indexed, against a plain map. */
class SearchPropertyTest {

    private static final int ROWS = 400;
    private static final int VALUES = 40;

    /** Set the searched column of a row, put another row of a new name in its place, delete it, or search. */
    record Step(int kind, int row, int value) {}

    @Property(tries = 20)
    void findsTheRowsThatAMapFinds(@ForAll("steps") List<Step> steps) {
        Database database = new Database(TestSchema.get());
        Map<String, Integer> model = new TreeMap<>();
        List<String> inserts = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            model.put("row" + i, i % VALUES);
            inserts.add(insert("row" + i, i % VALUES));
        }
        TestEngine.run(database, inserts.toArray(String[]::new));
        for (Step step : steps) {
            String name = "row" + step.row;
            String where = "'table':'Root','where':[['name','==','" + name + "']]";
            switch (step.kind) {
                case 0 -> {
                    TestEngine.run(database, "{'op':'update'," + where + ",'row':{'i':" + step.value + "}}");
                    model.computeIfPresent(name, (n, old) -> step.value);
                }
                case 1 -> {
                    TestEngine.run(database, "{'op':'delete'," + where + "}", insert("new" + step.row, step.value));
                    if (model.putIfAbsent("new" + step.row, step.value) == null) {
                        model.remove(name);
                    }
                }
                case 2 -> {
                    TestEngine.run(database, "{'op':'delete'," + where + "}");
                    model.remove(name);
                }
                default -> {
                    assertThat(search(database, "'i','=='," + step.value)).isEqualTo(named(model, step.value));
                    assertThat(search(database, "'i','includes'," + step.value)).isEqualTo(named(model, step.value));
                }
            }
            assertThat(search(database, "'name','==','" + name + "'").size())
                    .isEqualTo(model.containsKey(name) ? 1 : 0);
        }
        assertThat(search(database, "'i','>=',0")).isEqualTo(model.keySet());
    }

    private static String insert(String name, int value) {
        return "{'op':'insert','table':'Root','row':{'name':'" + name + "','i':" + value + "}}";
    }

    private static TreeSet<String> named(Map<String, Integer> model, int value) {
        TreeSet<String> names = new TreeSet<>(model.keySet());
        names.removeIf(name -> model.get(name) != value);
        return names;
    }

    private static TreeSet<String> search(Database database, String clause) {
        Json.Arr results = (Json.Arr) TestEngine.result(
                database, "{'op':'select','table':'Root','columns':['name'],'where':[[" + clause + "]]}");
        Json.Obj result = (Json.Obj) results.get(0);
        TreeSet<String> names = new TreeSet<>();
        for (Json row : ((Json.Arr) result.view().get("rows")).elements()) {
            names.add(((Json.Obj) row).view().get("name").asString());
        }
        return names;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 5),
                        Arbitraries.integers().between(0, ROWS - 1),
                        Arbitraries.integers().between(0, VALUES - 1))
                .as(Step::new)
                .list()
                .ofMinSize(60)
                .ofMaxSize(200);
    }
}
