/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.schema.RandomDatabase.Table;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.json.SchemaWriter;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random databases, pruned by the product and by {@link PruningOracle}. */
class PruningPropertyTest {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void schemaIsPrunedByTheRules(@ForAll("databases") List<Table> tables, @ForAll("features") Set<String> on)
            throws Exception {
        RandomDatabase database = new RandomDatabase(tables);
        Pruned pruned = prune(database, on);
        assertThat(pruned.schema()).isEqualTo(new PruningOracle(database, on).schema());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void documentationIsPrunedByTheRules(@ForAll("databases") List<Table> tables, @ForAll("features") Set<String> on)
            throws Exception {
        RandomDatabase database = new RandomDatabase(tables);
        Pruned pruned = prune(database, on);
        assertThat(pruned.documentation()).isEqualTo(new PruningOracle(database, on).documentation());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void schemaAndDocumentationAgree(@ForAll("databases") List<Table> tables, @ForAll("features") Set<String> on)
            throws Exception {
        Pruned pruned = prune(new RandomDatabase(tables), on);
        assertThat(RandomDatabase.columns(pruned.schema())).isEqualTo(RandomDatabase.columns(pruned.documentation()));
        assertThat(pruned.documentation())
                .filteredOn(path -> path.contains("["))
                .allMatch(path -> pruned.schema().contains(path.substring(0, path.indexOf('['))));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void withoutConfigurationEverythingIsKept(@ForAll("databases") List<Table> tables) throws Exception {
        RandomDatabase database = new RandomDatabase(tables);
        Set<String> all = Set.of("A", "B", "C");
        assertThat(prune(database, null).schema()).isEqualTo(new PruningOracle(database, all).schema());
        assertThat(prune(database, null).documentation()).isEqualTo(new PruningOracle(database, all).documentation());
    }

    private record Pruned(TreeSet<String> schema, TreeSet<String> documentation) {}

    private static Pruned prune(RandomDatabase database, Set<String> on) throws Exception {
        ExtSchema schema = SchemaReader.read(new SourceText("random.extschema", database.json()));
        Selection selection = Selection.of(on);
        SchemaPruner.Result result = SchemaPruner.prune(schema, selection);
        String json = JsonText.pretty(SchemaWriter.extschema(result.schema()));
        String xml = DocumentationPruner.prune(
                        DocumentationReader.read(new SourceText("random.xml", database.xml())), selection, result)
                .text();
        assertThat(json + xml).doesNotContain("feature", "\"val\"");
        return new Pruned(RandomDatabase.pathsOfJson(json), RandomDatabase.pathsOfXml(xml));
    }

    @Provide
    Arbitrary<List<Table>> databases() {
        return RandomDatabase.any();
    }

    @Provide
    Arbitrary<Set<String>> features() {
        return Arbitraries.of("A", "B", "C").set();
    }
}
