/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trees of parents and children that relationships make. */
class RelationshipTest {

    @TempDir
    Path folder;

    private Product product;

    @BeforeEach
    void makeProduct() {
        product = new Product(folder);
    }

    private static String column(String name, String target, String relationship, String more) {
        return "\"" + name + "\": {\"type\": {\"key\": {\"type\": \"uuid\", \"refTable\": \"" + target + "\"" + more
                + "}, \"min\": 0}, \"relationship\": \"" + relationship + "\"}";
    }

    private static String table(String name, String... columns) {
        return "\"" + name + "\": {\"isRoot\": true, \"columns\": {\"n\": {\"type\": \"string\"}"
                + (columns.length == 0 ? "" : ", " + String.join(", ", columns)) + "}}";
    }

    @Test
    void aTreeWithBothViewsIsSound() {
        product.tables(String.join(
                ",\n",
                table("P", column("kids", "C", "1:m", ""), column("friend", "C", "reference", "")),
                table("C", column("parent", "P", "m:1", ", \"refType\": \"weak\""))));
        assertThat(product.problems()).isEmpty();
    }

    @Test
    void aChildHasOneParentTable() {
        product.tables(String.join(
                ",\n",
                table("P", column("kids", "C", "1:m", "")),
                table("Q", column("kids", "C", "1:m", "")),
                table("C")));
        assertThat(product.problems())
                .containsExactly("net.extschema:3:147: table Q, column kids: it is 1:m with table C, which P.kids"
                        + " (net.extschema:2:147) is 1:m with already, and a child has one parent; write \"reference\" in one"
                        + " of the two");
    }

    @Test
    void aParentsChildTablesAreUnique() {
        product.tables(table("P", column("kids", "C", "1:m", ""), column("more", "C", "1:m", "")) + ",\n" + table("C"));
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("table P, column more: it is 1:m with table C, which P.kids");
    }

    @Test
    void noTableIsItsOwnAncestor() {
        product.tables(table("P", column("kids", "P", "1:m", "")));
        assertThat(product.problems()).singleElement().asString().contains("table P, column kids", "its own parent");
        product.tables(table("P", column("kids", "C", "1:m", "")) + ",\n" + table("C", column("kids", "P", "1:m", "")));
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("table P, column kids", "its own ancestor (C, P)");
    }

    @Test
    void aWeakParentNeedsChildrenThatLiveByThemselves() {
        product.tables(table("P", column("kids", "C", "1:m", ", \"refType\": \"weak\"")) + ",\n"
                + table("C").replace("\"isRoot\": true, ", ""));
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("a weak reference keeps no row alive and the table is no root; remove \"refType\"");
        product.tables(table("P", column("kids", "C", "1:m", ", \"refType\": \"weak\"")) + ",\n" + table("C"));
        assertThat(product.problems()).isEmpty();
    }

    @Test
    void bothViewsNameEachOther() {
        product.tables(String.join(
                ",\n",
                table("P", column("kids", "C", "1:m", "")),
                table("Q"),
                table("C", column("parent", "Q", "m:1", ""))));
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("table C, column parent: it is m:1 with table Q, but the table's parent is P by P.kids");
    }

    @Test
    void bothViewsAreNotStrong() {
        product.tables(
                table("P", column("kids", "C", "1:m", "")) + ",\n" + table("C", column("parent", "P", "m:1", "")));
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("like P.kids", "keep each other for ever; add \"refType\": \"weak\" here");
    }

    @Test
    void aChildsViewIsOneRowInOneColumn() {
        product.tables(table("P") + ",\n"
                + table(
                        "C",
                        column("a", "P", "m:1", ""),
                        column("b", "P", "m:1", "").replace("\"min\": 0", "\"max\": 3")));
        assertThat(product.problems())
                .hasSize(2)
                .anyMatch(line -> line.contains("column b: it is m:1 with table P, but C.a"))
                .anyMatch(line -> line.contains("column b: it is m:1, but may name several rows"));
    }

    @Test
    void aRelationshipThatLostItsTableNamesTheSymbol() {
        product.tables(table("P", column("kids", "C", "1:m", "")) + ",\n"
                        + table("C", column("parent", "P", "m:1", ", \"refType\": \"weak\""))
                                .replace("{\"isRoot\"", "{\"feature_list\": [\"X\"], \"isRoot\""))
                .on("X");
        assertThat(product.problems()).isEmpty();
        product.on();
        assertThat(product.problems())
                .singleElement()
                .asString()
                .contains("refers to table C, which is pruned because X is off", "switch on X");
    }
}
