/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pruning may break, each told in one sentence: where, what, why, and what to switch on. */
class SoundnessTest {

    @TempDir
    Path folder;

    private Product product;

    @BeforeEach
    void makeProduct() {
        product = new Product(folder);
    }

    @Test
    void tellsOfReferenceToPrunedTable() {
        product.tables("""
                "A": {"columns": {
                  "b": {"type": {"key": {"type": "uuid", "refTable": "B"}}, "feature_list": ["X"]}}},
                "B": {"feature_list": ["Y", "Z"], "columns": {"c": {"type": "string"}}}
                """).on("X");
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:3:54: table A, column b: refers to table B, which is pruned because Y and Z"
                                + " are off (tag [\"Y\", \"Z\"]), while the column is kept (tagged [\"X\"]); switch on Y or Z, or tag"
                                + " the column with [\"Y\", \"Z\"]");
    }

    @Test
    void problemNamesItsPartsForMachines() {
        product.tables("""
                "A": {"columns": {"b": {"type": {"key": {"type": "uuid", "refTable": "B"}}}}},
                "B": {"feature_list": ["Y"], "columns": {"c": {"type": "string"}}}
                """);
        SchemaException e = catchThrowableOfType(SchemaException.class, product::build);
        SchemaProblem problem = e.problems().get(0);
        assertThat(problem.kind()).isEqualTo(SchemaProblem.Kind.DANGLING_REFERENCE);
        assertThat(problem.table()).isEqualTo("A");
        assertThat(problem.column()).isEqualTo("b");
        assertThat(problem.tag()).isEmpty();
        assertThat(problem.symbols()).containsExactly("Y");
        assertThat(e).hasMessage(problem.message());
    }

    @Test
    void tellsEverySingleChangeThatMendsTheProblemAndOnlyThose() {
        // E comes back with Y or Z by its tag, and with W by contagion from inside. Without X the reference is gone.
        // With V
        // E would come back by contagion too, but bring a problem of its own.
        product.tables("""
                "A": {"columns": {"a": {"type": "string"},
                  "b": {"type": {"key": {"type": "uuid", "refTable": "E"}}, "feature_list": ["X"]}}},
                "E": {"feature_list": ["Y", "Z"], "columns": {
                  "c": {"type": "string"},
                  "w": {"type": "string", "feature_list": ["W"]},
                  "v": {"type": {"key": {"type": "uuid", "refTable": "Q"}}, "feature_list": ["V"]}}},
                "Q": {"feature_list": ["U"], "columns": {"c": {"type": "string"}}}
                """).on("X");
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:3:54: table A, column b: refers to table E, which is pruned because Y and Z"
                                + " are off (tag [\"Y\", \"Z\"]), while the column is kept (tagged [\"X\"]); switch on W, Y or Z, or"
                                + " switch off X, or tag the column with [\"Y\", \"Z\"]");
        SchemaException e = catchThrowableOfType(SchemaException.class, product::build);
        assertThat(e.problems().get(0).remedies())
                .containsExactly(
                        new SchemaProblem.Remedy("W", true),
                        new SchemaProblem.Remedy("X", false),
                        new SchemaProblem.Remedy("Y", true),
                        new SchemaProblem.Remedy("Z", true));
    }

    @Test
    void namesNoSingleRemedyWhereNoneIsEnough() {
        product.tables("""
                "A": {"columns": {"b": {"type": {"key": {"type": "uuid", "refTable": "B"}}}}},
                "B": {"feature_list": ["Y"], "columns": {"c": {"type": {"key": {"type": "uuid", "refTable": "C"}}}}},
                "C": {"feature_list": ["Z"], "columns": {"c": {"type": "string"}}}
                """);
        SchemaException e = catchThrowableOfType(SchemaException.class, product::build);
        assertThat(e.problems()).hasSize(1);
        assertThat(e.problems().get(0).remedies()).isEmpty();
        assertThat(e).hasMessageContaining("switch on Y, or tag the column");
    }

    @Test
    void aDatabaseOfWhichNothingIsLeftIsEmptyRatherThanUnsound() throws Exception {
        product.tables(
                "\"A\": {\"isRoot\": true, \"feature_list\": [\"X\"], \"columns\": {\"a\": {\"type\": \"string\"}}}");
        assertThat(product.build().tables()).isZero();
        assertThat(product.on("X").build().tables()).isEqualTo(1);
    }

    @Test
    void warnsOfTablesThatNothingLeadsToAnyMore() throws Exception {
        product.tables("""
                "R": {"isRoot": true, "columns": {"a": {"type": "string"},
                  "c": {"type": {"key": {"type": "uuid", "refTable": "C"}}, "feature_list": ["X"]}}},
                "C": {"columns": {"a": {"type": "string"}}},
                "D": {"columns": {"a": {"type": "string"},
                  "self": {"type": {"key": {"type": "uuid", "refTable": "D"}, "min": 0}}}}
                """);
        assertThat(product.warnings())
                .containsExactly(
                        "net.extschema:4:1: table C: no row can live in it: it is no root table, and no column that is left"
                                + " has a strong reference to it because X is off; switch on X, or tag the table as the"
                                + " columns that refer to it",
                        "net.extschema:5:1: table D: no row can live in it: it is no root table, and no column has a strong"
                                + " reference to it; set \"isRoot\", or refer to it");
    }

    @Test
    void tellsOfReferenceToTableThatNeverWas() {
        product.tables("""
                "Ports": {"columns": {"b": {"type": {"key": "string", "value": {"type": "uuid", "refTable": "Prots"}}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:93: table Ports, column b: refers to table Prots, which does not exist;"
                                + " did you mean Ports? Otherwise add it or remove the name");
    }

    @Test
    void tellsOfIndexOnPrunedColumn() {
        product.tables("""
                "A": {"indexes": [["a", "b"]], "columns": {
                  "a": {"type": "string"}, "b": {"type": "string", "feature_list": ["X"]}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:25: table A, column b: an index names the column, which is pruned because"
                                + " X is off (tag [\"X\"]); switch on X, or remove the column's tag");
    }

    @Test
    void tellsOfIndexOnColumnThatNeverWasAndOnEphemeralOne() {
        product.tables("""
                "A": {"indexes": [["nam"], ["e"]], "columns": {
                  "name": {"type": "string"}, "e": {"type": "string", "ephemeral": true}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:20: table A, column nam: an index names the column, which does not exist; did you"
                                + " mean name? Otherwise add it or remove the name",
                        "net.extschema:2:29: table A, column e: an index names the column, which is ephemeral; remove"
                                + " \"ephemeral\" from the column, or the column from the index");
    }

    @Test
    void tellsOfEmptyEnum() {
        product.tables("""
                "A": {"columns": {"m": {"type": {"key": {"type": "string", "enum": ["set", [
                  {"val": "v", "feature_list": ["X"]}, {"val": "w", "feature_list": ["Y", "Z"]}]]}}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:41: table A, column m: every value of its enum is pruned because X, Y and"
                                + " Z are off, while the column is kept (untagged); switch on X, Y or Z, or tag the column with"
                                + " them");
    }

    @Test
    void tellsOfEmptyTable() {
        product.tables("""
                "A": {"feature_list": ["T"], "columns": {"m": {"type": "string", "feature_list": ["X"]}}}
                """).on("T");
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:1: table A: it is kept (tagged [\"T\"]) but all its columns are pruned"
                                + " because X is off; switch on X, or switch off T, or tag the table with them");
    }

    @Test
    void tellsOfDefaultThatWasPruned() {
        product.tables("""
                "A": {"columns": {"m": {"default": "v", "type": {"key": {"type": "string", "enum": ["set", [
                  {"val": "v", "feature_list": ["X"]}, "w"]]}}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:19: table A, column m: its default \"v\" is pruned from its enum because X"
                                + " is off (tag [\"X\"]); switch on X, or choose a default that is always there");
    }

    @Test
    void tellsOfDefaultOutsideItsType() {
        product.tables("""
                "A": {"columns": {
                  "e": {"default": ["set", ["a", "b"]], "type": {"key": {"type": "string", "enum": ["set", ["a"]]},
                                                                 "max": "unlimited"}},
                  "r": {"default": 9, "type": {"key": {"type": "integer", "maxInteger": 8}}},
                  "t": {"default": "x", "type": "integer"},
                  "n": {"default": ["set", [1, 2]], "type": "integer"},
                  "p": {"default": ["map", [[1, "a"]]], "type": {"key": "integer", "value": "boolean", "min": 0}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:3:3: table A, column e: its default \"b\" is not in the column's enum; add it to the"
                                + " enum or choose another default",
                        "net.extschema:5:3: table A, column r: its default 9 is out of the column's range; correct the"
                                + " default or the range",
                        "net.extschema:6:3: table A, column t: its default \"x\" is no value of type integer; correct the"
                                + " default",
                        "net.extschema:7:3: table A, column n: its default has 2 elements, which the column does not allow;"
                                + " correct the default",
                        "net.extschema:8:3: table A, column p: its default \"a\" is no value of type boolean; correct the"
                                + " default");
    }

    @Test
    void tellsOfSwappedBounds() {
        product.tables("""
                "A": {"columns": {
                  "i": {"type": {"key": {"type": "integer", "minInteger": 5, "maxInteger": 4}}},
                  "r": {"type": {"key": {"type": "real", "minReal": 0.5, "maxReal": 0.25}}},
                  "s": {"type": {"key": {"type": "string", "minLength": 2, "maxLength": 1}}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:3:25: table A, column i: \"minInteger\" 5 exceeds \"maxInteger\" 4; swap or correct"
                                + " the two bounds",
                        "net.extschema:4:25: table A, column r: \"minReal\" 0.5 exceeds \"maxReal\" 0.25; swap or correct"
                                + " the two bounds",
                        "net.extschema:5:25: table A, column s: \"minLength\" 2 exceeds \"maxLength\" 1; swap or correct"
                                + " the two bounds");
    }

    @Test
    void tellsOfCategoryThatFollowsPrunedColumn() {
        product.tables("""
                "A": {"columns": {"a": {"type": "string", "category": {"follows": "b"}},
                                  "b": {"type": "string", "feature_list": ["X"]}}}
                """);
        assertThat(product.problems())
                .containsExactly("net.extschema:2:55: table A, column a: its category follows column b, which is pruned"
                        + " because X is off; switch on X, or tag the column with [\"X\"]");
    }

    @Test
    void tellsThatNoRootTableIsLeft() {
        product.tables("""
                "A": {"columns": {"a": {"type": "string"}}},
                "R": {"isRoot": true, "feature_list": ["X"], "columns": {"a": {"type": "string"}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:1:1: table R: every root table is pruned because X is off, and a server would"
                                + " take all tables for roots; switch on X, or leave one root table untagged");
    }

    @Test
    void tellsOfDocumentedColumnThatTheSchemaLost() {
        product.tables("""
                "A": {"columns": {"a": {"type": "string"}, "b": {"type": "string", "feature_list": ["X"]}}}
                """)
                .xml("<database><table name='A'>\n<column name='a'/>\n <column name='b'/><column name='bb'/></table>"
                        + "<table name='AA'/></database>");
        assertThat(product.problems())
                .containsExactly(
                        "net.xml:3:2: table A, column b: its documentation is kept (untagged), but the schema's is pruned"
                                + " because X is off (tag [\"X\"]); switch on X, or write the tag [\"X\"] in the documentation"
                                + " too",
                        "net.xml:3:20: table A, column bb: it is documented, but not in the schema; did you mean b or a?"
                                + " Otherwise add it to the schema or remove its documentation",
                        "net.xml:3:47: table AA: it is documented, but not in the schema; did you mean A? Otherwise add it"
                                + " to the schema or remove its documentation");
    }

    @Test
    void warnsOfUndocumentedColumnsAndOfTagsThatDiffer() throws Exception {
        product.tables("""
                "A": {"columns": {"a": {"type": "string"}, "b": {"type": "string", "feature_list": ["X"]},
                                  "c": {"type": "string", "feature_list": ["X"]}}},
                "B": {"columns": {"a": {"type": "string"}}}
                """).xml("""
                <database><table name='A'><column name='b'/>
                <column name='c'><feature_list><feature>Y</feature></feature_list></column>
                </table></database>
                """).on("X");
        assertThat(product.warnings())
                .containsExactly(
                        "net.xml:1:27: table A, column b: the documentation's tag is missing, the schema's is [\"X\"]"
                                + " (net.extschema:2:44); write the same tag in both",
                        "net.xml:2:1: table A, column c: the documentation's tag is [\"Y\"], the schema's is [\"X\"]"
                                + " (net.extschema:3:19); write the same tag in both",
                        "net.extschema:2:19: table A, column a: it is in the schema (untagged), but not in the pruned"
                                + " documentation; describe it, with the same tag",
                        "net.extschema:3:19: table A, column c: it is in the schema (tagged [\"X\"]), but not in the pruned"
                                + " documentation; describe it, with the same tag",
                        "net.extschema:4:1: table B: it is in the schema (untagged), but not in the pruned documentation;"
                                + " describe it, with the same tag");
    }

    @Test
    void warnsOfTablesThatAreTaggedDifferently() throws Exception {
        product.tables("""
                "A": {"feature_list": ["X"], "columns": {"a": {"type": "string", "feature_list": ["Y"]}}}
                """)
                .xml("<database><table name='A'><column name='a'><feature_list><feature>Y</feature></feature_list>"
                        + "</column></table></database>")
                .on("X", "Y");
        assertThat(product.warnings())
                .containsExactly("net.xml:1:11: table A: the documentation's tag is missing, the schema's is [\"X\"]"
                        + " (net.extschema:2:1); write the same tag in both");
    }

    @Test
    void tellsAllProblemsOneALine() {
        product.tables("""
                "A": {"columns": {"a": {"type": {"key": {"type": "uuid", "refTable": "Q"}}},
                                  "b": {"type": {"key": {"type": "uuid", "refTable": "R"}}}}}
                """);
        SchemaException e = catchThrowableOfType(SchemaException.class, product::build);
        assertThat(e.getMessage().lines()).hasSize(2).allMatch(line -> line.contains("does not exist"));
        assertThat(e.problems()).hasSize(2);
    }

    @Test
    void soundSchemaHasNoProblems() {
        product.tables("""
                "A": {"isRoot": true, "indexes": [["a"]], "columns": {
                  "a": {"type": "string"},
                  "b": {"type": {"key": {"type": "uuid", "refTable": "B"}}, "relationship": "1:m"}}},
                "B": {"columns": {"m": {"default": ["set", []], "type": {"key": {"type": "string",
                  "enum": ["set", ["x"]]}, "min": 0}}}}
                """);
        assertThat(product.problems()).isEqualTo(List.of());
    }
}
