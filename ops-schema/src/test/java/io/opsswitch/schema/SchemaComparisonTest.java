/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaComparisonTest {

    private static final String BEFORE = """
            {"name": "Net", "version": "1.0.0", "tables": {
              "R": {"isRoot": true, "columns": {
                "a": {"type": "string"},
                "e": {"type": {"key": {"type": "string", "enum": ["set", ["x", "y"]]}, "min": 0}},
                "i": {"type": {"key": {"type": "integer", "minInteger": 0, "maxInteger": 10}}},
                "eph": {"type": "string", "ephemeral": true},
                "c": {"type": {"key": {"type": "uuid", "refTable": "C"}, "min": 0}}}},
              "C": {"columns": {"n": {"type": "integer"}}}}}
            """;

    @TempDir
    Path folder;

    private SchemaComparison compare(String... replacements) throws Exception {
        String after = BEFORE;
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(after).contains(replacements[i]);
            after = after.replace(replacements[i], replacements[i + 1]);
        }
        return SchemaComparison.of(
                Files.writeString(folder.resolve("before.ovsschema"), BEFORE),
                Files.writeString(folder.resolve("after.ovsschema"), after));
    }

    private List<String> changes(String... replacements) throws Exception {
        return compare(replacements).changes().stream().map(Object::toString).toList();
    }

    @Test
    void equalSchemasNeedNoConversion() throws Exception {
        SchemaComparison comparison = compare();
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.needsConversion()).isFalse();
        assertThat(comparison.lines()).hasSize(2).last().isEqualTo("needs conversion: no");
    }

    @Test
    void anotherVersionNeedsConversionThatLosesNothing() throws Exception {
        SchemaComparison comparison = compare("1.0.0", "1.0.1");
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.needsConversion()).isTrue();
        assertThat(comparison.lossless()).isTrue();
        assertThat(comparison.lines()).last().isEqualTo("converts any data without loss: yes");
    }

    @Test
    void whatComesIsSafeAndWhatGoesIsNot() throws Exception {
        assertThat(changes("\"C\": {", "\"D\": {\"columns\": {\"n\": {\"type\": \"integer\"}}}, \"C\": {"))
                .containsExactly("+ table D");
        assertThat(changes("\"a\":", "\"b\":")).containsExactly("- column R.a (data is dropped)", "+ column R.b");
        assertThat(changes("\"eph\":", "\"eph2\":"))
                .as("what is ephemeral need not survive")
                .containsExactly("- column R.eph", "+ column R.eph2");
    }

    @Test
    void typesThatWidenAreSafeAndTypesThatNarrowAreNot() throws Exception {
        assertThat(changes("\"maxInteger\": 10", "\"maxInteger\": 20"))
                .containsExactly("~ column R.i: integer, in range 0 to 10 -> integer, in range 0 to 20");
        assertThat(changes("\"minInteger\": 0, \"maxInteger\": 10", "\"maxInteger\": 10"))
                .containsExactly("~ column R.i: integer, in range 0 to 10 -> integer, at most 10");
        assertThat(changes("\"maxInteger\": 10", "\"maxInteger\": 5"))
                .containsExactly(
                        "~ column R.i: integer, in range 0 to 10 -> integer, in range 0 to 5 (values that do not fit are"
                                + " dropped)");
        assertThat(changes("[\"x\", \"y\"]", "[\"x\", \"y\", \"z\"]"))
                .containsExactly("~ column R.e: optional string, either x or y -> optional string, one of x, y, or z");
        assertThat(changes("[\"x\", \"y\"]", "[\"x\"]"))
                .containsExactly(
                        "~ column R.e: optional string, either x or y -> optional string, must be x (values that"
                                + " do not fit are dropped)");
        assertThat(changes("\"a\": {\"type\": \"string\"}", "\"a\": {\"type\": {\"key\": \"string\", \"max\": 3}}"))
                .containsExactly("~ column R.a: string -> set of 1 to 3 strings");
        assertThat(changes("\"n\": {\"type\": \"integer\"}", "\"n\": {\"type\": \"real\"}"))
                .containsExactly("~ column C.n: integer -> real (values that do not fit are dropped)");
        assertThat(changes("\"refTable\": \"C\"", "\"refTable\": \"C\", \"refType\": \"weak\""))
                .containsExactly(
                        "~ column R.c: optional C -> optional weak reference to C (rows that nothing refers to are"
                                + " dropped)");
    }

    @Test
    void whatHoldsForRowsTogetherMayStopAConversion() throws Exception {
        assertThat(changes("\"isRoot\": true,", "\"isRoot\": true, \"maxRows\": 1, \"indexes\": [[\"a\"]],"))
                .containsExactly(
                        "~ table R: maxRows unlimited -> 1 (rows that break it stop the conversion)",
                        "~ table R: index on (a) comes (rows that break it stop the conversion)");
    }

    @Test
    void rootsAndEphemeralColumnsDecideWhatSurvives() throws Exception {
        assertThat(changes("\"C\": {", "\"C\": {\"isRoot\": true, "))
                .containsExactly("~ table C: isRoot false -> true");
        assertThat(changes("\"a\": {\"type\": \"string\"}", "\"a\": {\"type\": \"string\", \"ephemeral\": true}"))
                .containsExactly("~ column R.a: ephemeral false -> true (data is dropped)");
        // Without any root table all are roots.
        assertThat(changes("\"isRoot\": true, ", "")).containsExactly("~ table C: isRoot false -> true");
    }

    @Test
    void whatNoServerKnowsNeedsNoConversion() throws Exception {
        SchemaComparison comparison = compare(
                "\"a\": {\"type\": \"string\"}",
                "\"a\": {\"type\": \"string\", \"category\": \"status\", \"default\": \"x\"}");
        assertThat(comparison.needsConversion()).isFalse();
        assertThat(comparison.changes())
                .hasToString("[~ column R.a: category none -> status, ~ column R.a: default none -> x]");
    }

    @Test
    void saysTheSameToPrograms() throws Exception {
        JsonNode json = Product.json(compare("\"a\":", "\"b\":").json().getBytes(StandardCharsets.UTF_8));
        assertThat(json.get("needsConversion").booleanValue()).isTrue();
        assertThat(json.get("lossless").booleanValue()).isFalse();
        assertThat(json.at("/changes/0/sort").textValue()).isEqualTo("removed");
        assertThat(json.at("/changes/0/column").textValue()).isEqualTo("a");
        assertThat(json.at("/changes/0/effect").textValue()).isEqualTo("drops");
        assertThat(json.get("changes")).hasSize(2);
    }
}
