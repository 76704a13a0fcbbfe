/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.PrunedEntity.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The six rules, one by one and together, on a schema and its documentation. */
class PruningTest {

    private static final String TABLES = """
            "Plain": {"columns": {"a": {"type": "string"}}},
            "Tagged": {"feature_list": ["X", "Y"], "columns": {
              "a": {"type": "string"},
              "z": {"type": "string", "feature_list": ["Z"]}}},
            "Modes": {"columns": {
              "mode": {"feature_list": ["X"], "type": {"key": {"type": "string", "enum": ["set", [
                "plain", {"val": "zed", "feature_list": ["Z"]}]]}}},
              "b": {"type": "string"}}}
            """;

    private static final String XML = """
            <database name="Net">
              <table name="Plain">
                <column name="a">One.</column>
              </table>
              <table name="Tagged">
                <feature_list><feature>X</feature><feature>Y</feature></feature_list>
                <group title="Outer">
                  <column name="a">One.</column>
                  <group title="Inner">
                    <feature_list>
                      <feature>Z</feature>
                    </feature_list>
                    <column name="z">Zed.</column>
                  </group>
                </group>
              </table>
              <table name="Modes">
                <column name="mode">
                  <feature_list><feature>X</feature></feature_list>
                  How.
                </column>
                <column name="b">Two.</column>
              </table>
            </database>
            """;

    @TempDir
    Path folder;

    private Product product;

    @BeforeEach
    void makeProduct() {
        product = new Product(folder).tables(TABLES).xml(XML);
    }

    @Test
    void keepsTableWhenAnyFeatureIsOn() throws Exception {
        assertThat(columns(product.on("Y"))).contains("Tagged.a");
        assertThat(product.documentation()).contains("<table name=\"Tagged\">");
    }

    @Test
    void prunesTableWhenAllItsFeaturesAreOff() throws Exception {
        assertThat(columns(product.on())).containsExactly("Modes.b", "Plain.a");
        assertThat(product.documentation()).doesNotContain("Tagged");
    }

    @Test
    void untaggedColumnTakesTheTagOfItsTable() throws Exception {
        // the table stays because of z, but a is still judged by X and Y
        assertThat(columns(product.on("Z"))).contains("Tagged.z").doesNotContain("Tagged.a");
    }

    @Test
    void untaggedColumnOfUntaggedTableIsAlwaysKept() throws Exception {
        assertThat(columns(product.on())).contains("Plain.a");
    }

    @Test
    void innerTagReplacesTheOuterOne() throws Exception {
        assertThat(columns(product.on("X"))).contains("Tagged.a").doesNotContain("Tagged.z");
        assertThat(product.documentation()).contains("Outer").doesNotContain("Inner");
    }

    @Test
    void keptTaggedColumnKeepsItsGroupsAndTableInTheDocumentation() throws Exception {
        assertThat(product.on("Z").documentation())
                .contains("<table name=\"Tagged\">", "Outer", "Inner", "Zed.")
                .doesNotContain("<column name=\"a\">One.</column>\n      <group");
    }

    @Test
    void keptTaggedValueKeepsItsColumnInSchemaAndDocumentation() throws Exception {
        assertThat(values(product.on("Z"))).containsExactly("zed");
        assertThat(product.documentation()).contains("<column name=\"mode\">");
    }

    @Test
    void prunesValueWhenItsFeatureIsOff() throws Exception {
        assertThat(values(product.on("X"))).containsExactly("plain");
        assertThat(values(product.on("X", "Z"))).containsExactly("plain", "zed");
    }

    @Test
    void withoutConfigurationNothingIsPruned() throws Exception {
        assertThat(columns(product.unconfigured()))
                .containsExactly("Modes.b", "Modes.mode", "Plain.a", "Tagged.a", "Tagged.z");
        assertThat(values(product)).containsExactly("plain", "zed");
        assertThat(product.build().pruned()).isEmpty();
    }

    @Test
    void resultsCarryNoTags() throws Exception {
        for (Product configured : List.of(product.on("X", "Z"), product.unconfigured())) {
            SchemaBuild.Result result = configured.build();
            for (byte[] file : List.of(result.extschema(), result.ovsschema(), result.documentation())) {
                assertThat(new String(file)).doesNotContain("feature", "\"val\"");
            }
        }
    }

    @Test
    void logsOutermostPrunedEntities() throws Exception {
        assertThat(product.on().build().pruned())
                .containsExactly(
                        new PrunedEntity(Kind.TABLE, "Tagged", null, null, List.of("X", "Y")),
                        new PrunedEntity(Kind.COLUMN, "Modes", "mode", null, List.of("X")));
        assertThat(product.on("X").build().pruned())
                .extracting(PrunedEntity::toString)
                .containsExactly(
                        "column Tagged.z (Z)",
                        "value \"zed\" of column Modes.mode (Z)",
                        "group \"Inner\" of table Tagged (Z)");
    }

    @Test
    void descriptionsAreKeptToTheCharacter() throws Exception {
        product.tables("\"T\": {\"columns\": {\"a\": {\"type\": \"string\"}, \"b\": {\"type\": \"string\"},"
                        + " \"x\": {\"type\": \"string\", \"feature_list\": [\"X\"]}}}")
                .xml("""
                        <?xml version="1.0"?>
                        <!-- <column name="no"> is not one -->
                        <database name='Net'  title="a > b">
                          <table name="T" extra="kept">text &amp; &#x41; <b>bold</b>
                            <group title="G"><p>see <ref
                                column="a"/></p> <![CDATA[<column>]]>
                            <column name="a">One<br/>two</column><column name="x"><feature_list><feature>X</feature></feature_list>gone</column>
                            <column name="b"
                              key='k>'/> </group>
                            <column name="x">
                              <feature_list><feature>X</feature></feature_list>
                              also gone
                            </column>
                            tail
                          </table>
                        </database>
                        """);
        assertThat(product.documentation()).isEqualTo("""
                <?xml version="1.0"?>
                <!-- <column name="no"> is not one -->
                <database name='Net'  title="a > b">
                  <table name="T" extra="kept">text &amp; &#x41; <b>bold</b>
                    <group title="G"><p>see <ref
                        column="a"/></p> <![CDATA[<column>]]>
                    <column name="a">One<br/>two</column>
                    <column name="b"
                      key='k>'/> </group>
                    tail
                  </table>
                </database>
                """);
    }

    @Test
    void perValueCategoryGoesWithItsValue() throws Exception {
        product.tables("""
                "T": {"columns": {"m": {"type": {"key": {"type": "string", "enum": ["set", [
                  "a", {"val": "b", "feature_list": ["B"]}]]}},
                  "category": {"per-value": [{"value": "a", "category": "status"},
                                             {"value": "b", "category": "configuration"}]}}}}
                """).xml("<database><table name='T'><column name='m'/></table></database>");
        assertThat(product.on().extschema().at("/tables/T/columns/m/category/per-value"))
                .hasToString("[{\"value\":\"a\",\"category\":\"status\"}]");
    }

    private static TreeSet<String> columns(Product product) throws SchemaException {
        TreeSet<String> columns = new TreeSet<>();
        product.ovsschema()
                .get("tables")
                .properties()
                .forEach(table -> table.getValue()
                        .get("columns")
                        .fieldNames()
                        .forEachRemaining(column -> columns.add(table.getKey() + "." + column)));
        return columns;
    }

    private static List<String> values(Product product) throws SchemaException {
        List<String> values = new java.util.ArrayList<>();
        for (JsonNode value : product.ovsschema().at("/tables/Modes/columns/mode/type/key/enum/1")) {
            values.add(value.asText());
        }
        return values;
    }
}
