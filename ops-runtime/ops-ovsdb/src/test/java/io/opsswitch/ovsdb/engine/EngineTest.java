/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.TestSchema;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    private static final String A = "00000000-0000-4000-8000-00000000000a";
    private static final String B = "00000000-0000-4000-8000-00000000000b";
    private static final String C = "00000000-0000-4000-8000-00000000000c";

    private final Database database = new Database(TestSchema.get());

    private String run(String... operations) {
        return TestEngine.run(database, operations);
    }

    private static String insert(String table, String uuid, String row) {
        return "{'op':'insert','table':'" + table + "','uuid':'" + uuid + "','row':{" + row + "}}";
    }

    private static String select(String table, String where, String columns) {
        return "{'op':'select','table':'" + table + "','where':[" + where + "],'columns':[" + columns + "],'sort':["
                + columns + "]}";
    }

    private static String update(String row) {
        return "{'op':'update','table':'Root','where':[],'row':{" + row + "}}";
    }

    private static String mutate(String mutations) {
        return "{'op':'mutate','table':'Root','where':[],'mutations':[" + mutations + "]}";
    }

    private static String ref(String uuid) {
        return "['uuid','" + uuid + "']";
    }

    @Test
    void printsSetsSortedAndSingleElementsBare() {
        run(insert("Root", A, "'name':'x','set':['set',['b','a']],'map':['map',[['z',1],['k',2]]]"));
        assertThat(run(select("Root", "", "'set','map','opt'")))
                .isEqualTo("[{'rows':[{'set':['set',['a','b']],'map':['map',[['k',2],['z',1]]],'opt':['set',[]]}]}]");
        run(update("'set':'c'"));
        assertThat(run(select("Root", "", "'set'"))).isEqualTo("[{'rows':[{'set':'c'}]}]");
    }

    @Test
    void stopsAtTheFirstErrorAndChangesNothing() {
        String result = run(
                insert("Root", A, "'name':'x'"), insert("Root", B, "'i':101"), "{'op':'comment','comment':'never'}");
        assertThat(result)
                .isEqualTo("[{'uuid':['uuid','" + A + "']},{'error':'constraint violation','details':'101 is not in the"
                        + " valid range -5 to 100 (inclusive)'},null]");
        assertThat(database.rows("Root")).isEmpty();
    }

    @Test
    void appendsAnErrorOfTheCommit() {
        run(insert("Root", A, "'name':'x'"));
        assertThat(run(insert("Root", B, "'name':'x'")))
                .startsWith(
                        "[{'uuid':['uuid','" + B + "']},{'error':'constraint violation','details':'Transaction causes"
                                + " multiple rows in \\'Root\\' table to have identical values (x) for index on column"
                                + " \\'name\\'.");
        assertThat(database.rows("Root")).hasSize(1);
    }

    @Test
    void letsAnIndexBeSwappedWithinOneTransaction() {
        run(insert("Root", A, "'name':'x'"), insert("Root", B, "'name':'y'"));
        String swap = "{'op':'update','table':'Root','where':[['_uuid','==',%s]],'row':{'name':'%s'}}";
        assertThat(run(swap.formatted(ref(A), "y"), swap.formatted(ref(B), "x")))
                .doesNotContain("error");
        assertThat(run(select("Root", "['name','==','x']", "'_uuid'"))).contains(B);
    }

    @Test
    void collectsRowsThatNobodyRefersTo() {
        run(
                insert("Kid", B, "'n':1"),
                insert("Kid", C, "'n':2,'next':" + ref(B)),
                insert("Root", A, "'name':'x','kids':" + ref(C)));
        assertThat(database.rows("Kid")).hasSize(2);
        run(update("'kids':['set',[]]"));
        assertThat(database.rows("Kid")).isEmpty();
        assertThat(run(insert("Kid", B, "'n':1"))).isEqualTo("[{'uuid':['uuid','" + B + "']}]");
        assertThat(database.rows("Kid")).isEmpty();
    }

    @Test
    void keepsStrongReferencesWhole() {
        assertThat(run(insert("Root", A, "'kids':" + ref(B))))
                .contains("Table Root column kids row " + A + " references nonexistent row " + B + " in table Kid.");
        run(insert("Kid", B, "'n':1"), insert("Root", A, "'kids':" + ref(B)));
        assertThat(run("{'op':'delete','table':'Kid','where':[]}"))
                .contains("cannot delete Kid row " + B + " because of 1 remaining reference(s)");
        assertThat(run(insert("Root", C, "'name':'n','kids':['named-uuid','nobody']")))
                .contains("referential integrity violation");
    }

    @Test
    void dropsWeakReferencesToDeletedRows() {
        run(
                insert("Kid", B, "'n':1"),
                insert("Root", A, "'name':'a','kids':" + ref(B)),
                insert("Root", C, "'name':'c','weak':" + ref(B)));
        run("{'op':'update','table':'Root','where':[['name','==','a']],'row':{'kids':['set',[]]}}");
        assertThat(run(select("Root", "['name','==','c']", "'weak'"))).isEqualTo("[{'rows':[{'weak':['set',[]]}]}]");
    }

    @Test
    void checksMaxRowsAfterAllOperations() {
        run(insert("One", A, ""));
        assertThat(run(insert("One", B, ""))).contains("to contain 2 rows, greater than the schema-defined limit of 1");
        assertThat(run("{'op':'delete','table':'One','where':[]}", insert("One", B, "")))
                .doesNotContain("error");
    }

    @Test
    void mutatesNumbersSetsAndMapsWithinTheirLimits() {
        run(insert("Root", A, "'name':'x','i':10,'opt':4"));
        run(mutate("['i','/=',3],['i','+=',1],['opt','%=',3]"));
        run(mutate("['set','insert',['set',['a','b']]],['map','insert',['map',[['k',1]]]]"));
        run(mutate("['map','insert',['map',[['k',9],['l',2]]]],['set','delete','a']"));
        assertThat(run(select("Root", "", "'i','opt','set','map'")))
                .isEqualTo("[{'rows':[{'i':4,'opt':1,'set':'b','map':['map',[['k',1],['l',2]]]}]}]");
        assertThat(run(mutate("['i','/=',0]"))).contains("domain error");
        assertThat(run(mutate("['i','*=',9223372036854775807]"))).contains("range error");
        assertThat(run(mutate("['set','insert',['set',['c','d','e']]]")))
                .contains("Attempted to store 4 elements in set of up to 3 strings.");
        assertThat(run(mutate("['fixed','insert','x']"))).contains("Cannot mutate immutable column fixed");
    }

    @Test
    void waitsAndAsserts() {
        run(insert("Root", A, "'name':'x'"));
        String wait = "{'op':'wait','table':'Root','where':[],'columns':['name'],'until':'%s','rows':[{'name':'x'}]%s}";
        assertThat(run(wait.formatted("==", ",'timeout':0"))).isEqualTo("[{}]");
        assertThat(run(wait.formatted("!=", ",'timeout':0"))).contains("timed out");
        assertThat(run(wait.formatted("!=", ""))).isEqualTo("'waiting'");
        assertThat(run("{'op':'assert','lock':'mine'}", "{'op':'assert','lock':'other'}"))
                .isEqualTo("[{},{'error':'not owner','details':'Asserted lock other not held.'}]");
    }

    @Test
    void publishesOnlyRealChangesAndKeepsTheVersionOtherwise() {
        List<ChangeSet> seen = new ArrayList<>();
        database.addListener((source, changes) -> seen.add(changes));
        run(insert("Root", A, "'name':'x'"));
        String version = run(select("Root", "", "'_version'"));
        run(update("'name':'x'"), mutate("['i','+=',0]"));
        assertThat(run(select("Root", "", "'_version'"))).isEqualTo(version);
        assertThat(seen).hasSize(1);
        run(update("'eph':'e'"));
        assertThat(seen).hasSize(2);
        assertThat(seen.get(1).isPersistent()).isFalse();
    }

    @Test
    void namesWhatIsWrongWithAnOperation() {
        assertThat(run("{'op':'nonsense'}")).contains("No operation \\'nonsense\\'");
        assertThat(run("{'op':'insert','table':'Nope','row':{}}")).contains("No table named Nope.");
        assertThat(run(insert("Root", A, "'nope':1"))).contains("No column nope in table Root.");
        assertThat(run("{'op':'delete','table':'Root','where':[],'extra':1}"))
                .contains("Member 'extra' is present but not allowed here.");
        assertThat(run("{'op':'select','table':'Root','where':[['name','<','x']]}"))
                .contains("operator may not be applied to column name of type string.");
    }
}
