/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that are wrong: each is told with its place, here marked by @, and nothing in a file is passed over. */
class ReadingTest {

    private static final String SOUND = "\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}}";

    @TempDir
    Path folder;

    private Product product;

    @BeforeEach
    void makeProduct() {
        product = new Product(folder).tables(SOUND);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "@|the file is empty; write a database schema into it",
                "{\"name\": 1@|the file ends inside a JSON value; close every string, array and object",
                "@[]|the schema is an array; write an object here",
                "{} @x|this is not JSON: Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false'); correct the syntax here or just before",
                "{} @{}|there is more text after the end of the JSON value; remove it; a schema file holds one object",
                "{\"name\": \"a\", @\"name\": \"b\"}|member \"name\" is already given at line 1; remove one of the two",
                "{\"name\": @\"a-b\", \"version\": \"1.0.0\", \"tables\": {}}|\"a-b\" is no database name; use letters, digits and _",
                "{\"name\": \"a\", \"version\": @\"1.0\", \"tables\": {}}|version \"1.0\" is not in the format x.y.z; use three numbers",
                "@{\"name\": \"a\", \"version\": \"1.0.0\"}|member \"tables\" is missing in the database; add it",
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"tables\": @[], \"cksum\": \"1 2\"}|\"tables\" of the database is an array; write an object",
                "{\"name\": \"a\", \"version\": \"1.0.0\", \"tables\": {}, @\"verison\": 1}|member \"verison\" is not known in the database; did you mean version? Otherwise remove it; allowed are name, version, cksum, tables",
            })
    void tellsOfWrongDatabase(String text, String problem) {
        product.schema(unmarked(text));
        assertThat(product.problems()).containsExactly("net.extschema:1:" + place(text) + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "\"A\": @1|table A: this is 1; write an object",
                "@\"_A\": {\"columns\": {\"a\": {\"type\": \"string\"}}}|table _A: the name is reserved or no identifier; use letters, digits and _, and begin with a letter",
                "\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}, \"maxRows\": @0}|table A: \"maxRows\" of a table is 0; write an integer of at least 1",
                "\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}, \"isRoot\": @1}|table A: \"isRoot\" of a table is 1; write true or false",
                "\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}, \"indexes\": [@[]]}|table A: \"indexes\" of a table is an array; write a non-empty array of column names",
                "\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}, \"indexes\": [[\"a\", @\"a\"]]}|table A: the index names \"a\" twice; remove one",
                "\"A\": {@\"feature_lists\": [\"X\"], \"columns\": {\"a\": {\"type\": \"string\"}}}|table A: member \"feature_lists\" is not known in a table; did you mean feature_list? Otherwise remove it; allowed are feature_list, columns, isRoot, maxRows, mutable, indexes, category, relationship",
                "\"A\": {\"feature_list\": @[], \"columns\": {\"a\": {\"type\": \"string\"}}}|table A: \"feature_list\" is not a non-empty array; name at least one symbol, such as [\"OPS_STP\"], or remove the tag",
                "\"A\": {\"feature_list\": [@1], \"columns\": {\"a\": {\"type\": \"string\"}}}|table A: \"feature_list\" holds 1; write the name of a symbol as a string",
            })
    void tellsOfWrongTable(String tables, String problem) {
        assertThat(product.tables(unmarked(tables)).problems())
                .containsExactly("net.extschema:2:" + place(tables) + ": " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "@{}|table A, column a: member \"type\" is missing in a column; add it",
                "{\"type\": @\"strnig\"}|table A, column a: \"strnig\" is no atomic type; did you mean string? Otherwise use one of integer, real, boolean, string, uuid",
                "{\"type\": {\"key\": \"string\", \"min\": @2}}|table A, column a: \"min\" is 2; write 0 or 1: OVSDB has no other minimum",
                "{\"type\": {\"key\": \"string\", \"max\": @0}}|table A, column a: \"max\" of a column type is 0; write an integer of at least 1",
                "{\"type\": {\"key\": \"string\", \"max\": @4294967295}}|table A, column a: \"max\" is 4294967295, more than a server counts; write \"unlimited\"",
                "{\"type\": {\"key\": {\"type\": \"integer\", \"minInteger\": @0.5}}}|table A, column a: \"minInteger\" of a base type is 0.5; write a number of the type",
                "{\"type\": {\"key\": {\"type\": \"real\", \"maxReal\": @1e999}}}|table A, column a: \"maxReal\" of a base type is \"Infinity\"; write a number of the type",
                "{\"type\": {\"key\": {\"type\": \"string\", @\"minInteger\": 5}}}|table A, column a: member \"minInteger\" is not known in a base type; remove it; allowed are type, enum, minLength, maxLength, category, relationship",
                "{\"type\": {\"key\": {\"type\": \"uuid\", \"refType\": @\"weak\"}}}|table A, column a: \"refType\" stands without \"refTable\"; name the table or remove it",
                "{\"type\": {\"key\": {\"type\": \"uuid\", \"refTable\": \"A\", \"refType\": @\"week\"}}}|table A, column a: \"refType\" is \"week\"; use \"strong\" or \"weak\"",
                "{\"type\": {\"key\": {\"type\": \"string\", \"enum\": @[\"set\", []]}}}|table A, column a: the enum has no value; add one or remove the enum",
                "{\"type\": {\"key\": {\"type\": \"string\", \"enum\": [\"set\", [\"x\", @1]]}}}|table A, column a: \"enum\" of a base type is 1; write a value of type string",
                "{\"type\": {\"key\": {\"type\": \"string\", \"enum\": [\"set\", [\"x\", @\"x\"]]}}}|table A, column a: the enum holds \"x\" twice; remove one",
                "{\"type\": {\"key\": {\"type\": \"string\", \"enum\": @{\"val\": \"x\"}}}}|table A, column a: member \"feature_list\" is missing in a tagged enum value; add it",
                "{\"type\": \"string\", \"category\": @\"stats\"}|table A, column a: \"category\" is \"stats\"; did you mean status? Otherwise use one of configuration, status, statistics",
                "{\"type\": \"string\", \"category\": @{\"per\": 1}}|table A, column a: \"category\" is an object of another form than the two that exist; write {\"per-value\": [{\"value\": v, \"category\": c}, ...]} or {\"follows\": \"column\"}",
                "{\"type\": \"string\", \"category\": {\"per-value\": [@{\"value\": 1}]}}|table A, column a: \"per-value\" of a column is an object; write an object with the members \"value\" and \"category\"",
                "{\"type\": \"string\", \"relationship\": @\"1:n\"}|table A, column a: \"relationship\" is \"1:n\"; did you mean 1:m or m:1? Otherwise use one of 1:m, m:1, reference",
            })
    void tellsOfWrongColumn(String column, String problem) {
        product.tables("\"A\": {\"columns\": {\"a\":\n" + unmarked(column) + "}}");
        assertThat(product.problems()).containsExactly("net.extschema:3:" + place(column) + ": " + problem);
    }

    private static String unmarked(String text) {
        return text.replace("@", "");
    }

    private static int place(String text) {
        return text.indexOf('@') + 1;
    }

    @Test
    void tellsAllFormProblemsTogetherInTheOrderOfTheFile() {
        product.tables("""
                "A": {"columns": {"a": {"type": "x"}, "b": {"type": "string", "mutabel": false}}},
                "B": {"columns": {}, "isRoot": 2}
                """);
        assertThat(product.problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly("net.extschema:2:33", "net.extschema:2:63", "net.extschema:3:32");
    }

    @Test
    void tellsOfMissingFile() {
        Path missing = folder.resolve("none.extschema");
        assertThat(catchThrowableOfType(
                        SchemaException.class,
                        () -> SchemaBuild.run(new SchemaBuild.Input(missing, null, null, null, null))))
                .hasMessage(missing + ":1:1: the file does not exist; create it or correct the path");
    }

    @Test
    void tellsWhereTextIsNotUtf8() throws Exception {
        Path file = folder.resolve("latin.extschema");
        Files.write(file, "{\n \"n\u00e4me\": 1}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(catchThrowableOfType(
                        SchemaException.class,
                        () -> SchemaBuild.run(new SchemaBuild.Input(file, null, null, null, null))))
                .hasMessage(file + ":2:4: the file is not UTF-8 text from here on; save it in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            value = {
                "@<databse/>|the root element is <databse>; write <database name=\"...\">",
                "<database><table name='A'><column name='a'></@table></database>|this is not well-formed XML: The element type \"column\" must be terminated by the matching end-tag \"</column>\".; correct the syntax here or just before",
                "<!DOCTYPE database>@<database/>|the file has a DOCTYPE, which is not supported; remove it",
                "<database>@<table/></database>|<table> has no name; add the attribute name=\"...\"",
                "<database><table name='A'>@<column/></table></database>|table A: <column> has no name; add the attribute name=\"...\"",
                "<database>@<column name='a'/></database>|<column> has no meaning here; put it directly into <table> or <group>",
                "<database><table name='A'><p>@<column name='a'/></p></table></database>|<column> has no meaning here; put it directly into <table> or <group>",
                "<database>@<feature_list><feature>X</feature></feature_list></database>|<feature_list> has no meaning here; put it directly into <table>, <group> or <column>",
                "<database><table name='A'>@<feature_list/><column name='a'/></table></database>|table A: <feature_list> is empty; name at least one <feature>, or remove the tag",
                "<database><table name='A'><feature_list>@<feature> </feature></feature_list></table></database>|table A: <feature> is empty; write the name of a symbol into it",
                "<database><table name='A'><feature_list>@<feat>X</feat><feature>X</feature></feature_list></table></database>|table A: <feat> has no meaning in a tag; write <feature> or remove it",
            })
    void tellsOfWrongDocumentation(String xml, String problem) {
        assertThat(product.xml(unmarked(xml)).problems()).first().isEqualTo("net.xml:1:" + place(xml) + ": " + problem);
    }

    @Test
    void readsBothNotationsOfTypesAlike() throws Exception {
        product.tables("""
                "A": {"columns": {
                  "short": {"type": "string"},
                  "long": {"type": {"key": {"type": "string"}, "min": 1, "max": 1}}}}
                """);
        assertThat(product.ovsschema().at("/tables/A/columns/long"))
                .isEqualTo(product.ovsschema().at("/tables/A/columns/short"));
    }
}
