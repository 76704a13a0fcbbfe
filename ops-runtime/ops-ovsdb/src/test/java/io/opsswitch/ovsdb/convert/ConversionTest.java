/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.TestEngine;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ConversionTest {

    private final Database source = new Database(TestSchema.get());

    /** The test schema as text, with changes. */
    private static DatabaseSchema schema(String... replacements) throws Exception {
        String text = TestSchema.get().toJson().toString();
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return DatabaseSchema.parse(JsonParser.parse(text));
    }

    private void fill() {
        TestEngine.run(
                source,
                "{'op':'insert','table':'Kid','row':{'n':7},'uuid-name':'k'}",
                "{'op':'insert','table':'Kid','row':{'n':8},'uuid-name':'l'}",
                "{'op':'insert','table':'Root','row':{'name':'a','i':50,'set':['set',['x','yyyyy']],'eph':'gone',"
                        + "'map':['map',[['k',1]]],'kids':['set',[['named-uuid','k'],['named-uuid','l']]]}}",
                "{'op':'insert','table':'Root','row':{'name':'b'}}",
                "{'op':'insert','table':'One','row':{}}");
    }

    private List<String> losses(DatabaseSchema target) throws Exception {
        return Conversion.lenient(source, target).losses().stream()
                .map(loss -> loss.toString().replaceAll("[0-9a-f-]{36}", "UUID"))
                .toList();
    }

    @Test
    void isNeededWhenAnythingDiffersBeItTheVersionOnly() throws Exception {
        assertThat(Conversion.isNeeded(schema(), schema())).isFalse();
        assertThat(Conversion.isNeeded(schema(), schema("1.0.0", "1.0.1"))).isTrue();
        assertThat(Conversion.isNeeded(schema(), schema("\"maxRows\":1", "\"maxRows\":2")))
                .isTrue();
        assertThat(Conversion.isNeeded(schema(), schema("\"i\":", "\"j\":"))).isTrue();
    }

    @Test
    void keepsRowsUuidsAndReferencesThroughAWiderSchema() throws Exception {
        fill();
        DatabaseSchema wider = schema(
                "\"maxInteger\":100", "\"maxInteger\":200", "\"opt\":", "\"fresh\":{\"type\":\"string\"},\"opt\":");
        Database converted = Conversion.strict(source, wider);
        String select = "{'op':'select','table':'Root','where':[['name','==','a']],"
                + "'columns':['_uuid','name','i','set','kids','map']}";
        assertThat(TestEngine.run(converted, select)).isEqualTo(TestEngine.run(source, select));
        assertThat(converted.rows("Root")).hasSize(2);
        assertThat(converted.rows("Kid")).hasSize(2);
        assertThat(losses(wider)).isEmpty();
    }

    @Test
    void tellsEveryValueOfAColumnThatGoes() throws Exception {
        fill();
        assertThat(losses(schema("\"i\":", "\"j\":"))).containsExactly("Root a: i = 50");
    }

    @Test
    void aColumnWithDefaultsOnlyGoesWithoutLoss() throws Exception {
        fill();
        assertThat(losses(schema("\"opt\":", "\"opt2\":"))).isEmpty();
        assertThat(losses(schema("\"eph\":", "\"eph2\":")))
                .as("what is ephemeral need not survive")
                .isEmpty();
    }

    @Test
    void tellsRowsThatNothingRefersToAnyMore() throws Exception {
        fill();
        assertThat(losses(schema("\"kids\":", "\"children\":")))
                .containsExactlyInAnyOrder("Root a: kids = [UUID, UUID]", "Kid UUID: n = 7", "Kid UUID: n = 8")
                .satisfies(lines -> assertThat(Conversion.lenient(source, schema("\"kids\":", "\"children\":"))
                                .database()
                                .rows("Kid"))
                        .isEmpty());
    }

    @Test
    void tellsRowsOfATableThatGoesEvenWhenTheyAreBlank() throws Exception {
        fill();
        assertThat(losses(schema("\"One\":", "\"Two\":"))).containsExactly("One UUID: the row");
    }

    @Test
    void cutsDownWhatDoesNotFitAndTellsWhatIsLeft() throws Exception {
        fill();
        assertThat(losses(schema("\"maxInteger\":100", "\"maxInteger\":10")))
                .containsExactly("Root a: i = 50, of which 0 is left");
        assertThat(losses(schema("\"maxLength\":5", "\"maxLength\":4")))
                .containsExactly("Root a: set = [x, yyyyy], of which [x] is left");
        assertThat(losses(schema(
                        "\"map\":{\"type\":{\"key\":\"string\",\"value\":\"integer\"",
                        "\"map\":{\"type\":{\"key\":\"string\",\"value\":\"string\"")))
                .containsExactly("Root a: map = {k=1}, of which {} is left");
    }

    @Test
    void refusesWhatDoesNotFitWhenItIsStrict() throws Exception {
        fill();
        assertThatThrownBy(() -> Conversion.strict(source, schema("\"maxInteger\":100", "\"maxInteger\":10")))
                .hasMessage("constraint violation: 50 is not in the valid range -5 to 10 (inclusive)");
    }

    @Test
    void refusesRowsThatTheNewSchemaCannotHoldTogether() throws Exception {
        TestEngine.run(
                source,
                "{'op':'insert','table':'Root','row':{'name':'a','i':1}}",
                "{'op':'insert','table':'Root','row':{'name':'b','i':1}}");
        assertThatThrownBy(() -> Conversion.lenient(source, schema("[[\"name\"]]", "[[\"i\"]]")))
                .hasMessageContaining("identical values");
    }

    @Test
    void turnsOneValueIntoASetAndBack() throws Exception {
        TestEngine.run(source, "{'op':'insert','table':'Root','row':{'name':'a','opt':3}}");
        assertThat(losses(schema(
                        "\"opt\":{\"type\":{\"key\":\"integer\",\"min\":0}}",
                        "\"opt\":{\"type\":{\"key\":\"integer\",\"min\":0,\"max\":\"unlimited\"}}")))
                .isEmpty();
        assertThat(losses(
                        schema("\"opt\":{\"type\":{\"key\":\"integer\",\"min\":0}}", "\"opt\":{\"type\":\"integer\"}")))
                .isEmpty();
    }

    @Test
    void shortensLongValuesInItsLines() {
        Loss loss = new Loss("T", new UUID(0, 1), "r", "c", "x".repeat(500), null);
        assertThat(loss.toString()).hasSize("T r: c = ".length() + 120 + "...".length()).endsWith("x...");
    }
}
