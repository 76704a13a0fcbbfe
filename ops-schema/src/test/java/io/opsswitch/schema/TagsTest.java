/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tags and annotations themselves, whatever the configuration is. */
class TagsTest {

    @TempDir
    Path folder;

    private Product product;

    @BeforeEach
    void makeProduct() {
        product = new Product(folder);
    }

    @Test
    void tellsOfUnknownSymbolsAtEveryLevelWithTheNearestNames() {
        product.tables("""
                "A": {"feature_list": ["OPS_STP", "OPS_SPT"], "columns": {
                  "a": {"type": "string", "feature_list": ["ELSE"]},
                  "m": {"type": {"key": {"type": "string", "enum": ["set", [{"val": "v", "feature_list": ["OPS_RST"]}]]}}}}}
                """).xml("""
                <database><table name='A'>
                  <group title='G'><feature_list><feature>OPS_XX</feature></feature_list>
                  <column name='a'/></group></table></database>
                """).known("OPS_STP", "OPS_RSTP").on("OPS_STP");
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:35: table A: the tag names OPS_SPT, which the Kconfig tree does not define; did you"
                                + " mean OPS_STP or OPS_RSTP? Otherwise define the symbol or correct the tag",
                        "net.extschema:3:44: table A, column a: the tag names ELSE, which the Kconfig tree does not define;"
                                + " define the symbol or correct the tag",
                        "net.extschema:4:91: table A, column m: the tag names OPS_RST, which the Kconfig tree does not"
                                + " define; did you mean OPS_RSTP or OPS_STP? Otherwise define the symbol or correct the tag",
                        "net.xml:2:34: table A: the tag names OPS_XX, which the Kconfig tree does not define; define the"
                                + " symbol or correct the tag");
    }

    @Test
    void knownSymbolsAreAccepted() {
        product.tables("\"A\": {\"columns\": {\"a\": {\"type\": \"string\", \"feature_list\": [\"X\"]}}}")
                .known("X")
                .on("X");
        assertThat(product.problems()).isEmpty();
    }

    @Test
    void tellsOfTagsOnUntaggableEntities() {
        product.tables("""
                "A": {"feature_list": ["X"], "columns": {"a": {"type": "string"}}},
                "B": {"columns": {"a": {"type": "string", "feature_list": ["X"]}, "b": {"type": "string"}}},
                "C": {"columns": {"a": {"type": "string", "feature_list": ["X"]}}}
                """).xml("""
                <database><table name='A'/><table name='B'>
                  <group><feature_list><feature>X</feature></feature_list>
                    <column name='b'/><column name='b' key='k'/>
                  </group></table></database>
                """).untaggable("""
                # what clients need
                A.a
                B.a  # always
                B.b
                C
                """).on("X");
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:2:23: table A, column a: the tag [\"X\"] is in force on it, but clients need it on"
                                + " every platform (net.untaggable:2:1); remove the tag, or put it on the entities inside or"
                                + " beside that are really optional",
                        "net.extschema:3:59: table B, column a: the tag [\"X\"] is in force on it, but clients need it on"
                                + " every platform (net.untaggable:3:1); remove the tag, or put it on the entities inside or"
                                + " beside that are really optional",
                        "net.xml:2:10: table B, column b: the tag [\"X\"] is in force on it, but clients need it on"
                                + " every platform (net.untaggable:4:1); remove the tag, or put it on the entities inside or"
                                + " beside that are really optional");
    }

    @Test
    void tellsOfUntaggableEntitiesThatDoNotExist() {
        product.tables("\"A\": {\"columns\": {\"a\": {\"type\": \"string\"}}}").untaggable("A\n  A.b\nA.b.c\n");
        assertThat(product.problems())
                .containsExactly(
                        "net.untaggable:3:1: \"A.b.c\" names no table or column; write Table or Table.column, one a line");
        product.untaggable("A\n  A.b\n");
        assertThat(product.problems())
                .containsExactly(
                        "net.untaggable:2:3: table A, column b: the list of untaggable entities names what the schema"
                                + " does not have; remove the line or add the entity to the schema");
    }

    @Test
    void tellsOfAnnotationsThatDoNotFit() {
        product.tables("""
                "A": {"columns": {
                  "a": {"type": "string", "relationship": "1:m"},
                  "b": {"type": "string", "category": {"follows": "cc"}},
                  "c": {"type": "string", "category": {"follows": "d"}},
                  "d": {"type": "string", "category": {"follows": "c"}},
                  "e": {"type": {"key": {"type": "string", "enum": ["set", ["v"]]}},
                        "category": {"per-value": [{"value": "w", "category": "status"},
                                                   {"value": 1, "category": "status"}]}}}}
                """);
        assertThat(product.problems())
                .containsExactly(
                        "net.extschema:3:43: table A, column a: it has a relationship, but refers to no table; remove"
                                + " \"relationship\" or give its type a \"refTable\"",
                        "net.extschema:4:39: table A, column b: its category follows column cc, which does not exist; did"
                                + " you mean c or a or b? Otherwise name a column of the same table",
                        "net.extschema:5:39: table A, column c: its category follows column d, which leads in a circle; give"
                                + " one of these columns a category of its own",
                        "net.extschema:6:39: table A, column d: its category follows column c, which leads in a circle; give"
                                + " one of these columns a category of its own",
                        "net.extschema:8:46: table A, column e: its category names the value \"w\", which is not in its"
                                + " enum; did you mean v? Otherwise add it to the enum or remove the entry",
                        "net.extschema:9:46: table A, column e: its category names the value 1, which is no string; correct"
                                + " the value");
    }
}
