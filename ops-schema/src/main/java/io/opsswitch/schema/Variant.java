/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.PrunedEntity.Kind;
import io.opsswitch.schema.check.AgreementChecker;
import io.opsswitch.schema.check.ReachChecker;
import io.opsswitch.schema.check.RelationshipChecker;
import io.opsswitch.schema.check.SoundnessChecker;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaWriter;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import io.opsswitch.schema.sanitize.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A schema for one configuration: pruned and checked.
 *
 * @param documentation the pruned documentation, or null when there is none
 * @param problems what is wrong with it
 */
record Variant(
        SchemaSource source,
        SchemaPruner.Result pruned,
        DocumentationPruner.@Nullable Result documentation,
        Problems problems) {

    static Variant of(SchemaSource source, @Nullable Set<String> enabled) {
        Problems problems = new Problems();
        Selection selection = Selection.of(enabled);
        ExtSchema schema = source.schema();
        SchemaPruner.Result pruned = SchemaPruner.prune(schema, selection);
        new SoundnessChecker(schema, pruned.schema(), problems).check();
        new RelationshipChecker(schema, pruned.schema(), problems).check();
        new ReachChecker(schema, pruned.schema(), problems).check();
        SchemaDocumentation documentation = source.documentation();
        DocumentationPruner.Result docs = null;
        if (documentation != null) {
            docs = DocumentationPruner.prune(documentation, selection, pruned);
            new AgreementChecker(schema, pruned.schema(), docs, problems).check();
        }
        return new Variant(source, pruned, docs, problems);
    }

    ExtSchema schema() {
        return pruned.schema();
    }

    List<SchemaProblem> errors() {
        return problems.errors();
    }

    SchemaBuild.Result result() {
        List<PrunedEntity> removed = new ArrayList<>(pruned.pruned());
        byte[] documentationBytes = null;
        if (documentation != null) {
            documentation.pruned().stream()
                    .filter(entity -> isOnlyDocumented(entity, schema()))
                    .forEach(removed::add);
            documentationBytes = documentation.text().getBytes(StandardCharsets.UTF_8);
        }
        Sanitizer.OvsSchema ovsschema = Sanitizer.sanitize(schema());
        String extschema = JsonText.pretty(SchemaWriter.extschema(schema()));
        return new SchemaBuild.Result(
                schema().name(),
                schema().version(),
                schema().tables().size(),
                extschema.getBytes(StandardCharsets.UTF_8),
                ovsschema.bytes(),
                documentationBytes,
                ovsschema.cksum(),
                List.copyOf(removed),
                problems.warnings());
    }

    /** Tables and columns are in the log already, and the keys of a column that went are inside it. */
    private static boolean isOnlyDocumented(PrunedEntity entity, ExtSchema kept) {
        Table table = kept.tables().get(entity.table());
        return entity.kind() == Kind.GROUP
                || (entity.kind() == Kind.KEY
                        && table != null
                        && table.columns().containsKey(entity.member()));
    }
}
