/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.PrunedEntity.Kind;
import io.opsswitch.schema.check.AgreementChecker;
import io.opsswitch.schema.check.AnnotationChecker;
import io.opsswitch.schema.check.SoundnessChecker;
import io.opsswitch.schema.check.TagChecker;
import io.opsswitch.schema.check.Untaggable;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.json.SchemaWriter;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import io.opsswitch.schema.sanitize.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Build the schema files of one database for one configuration: read, prune, check, sanitize.
 *
 * <p>Stateless and thread-safe. Several databases of one product are several calls.
 */
public final class SchemaBuild {

    private SchemaBuild() {}

    /**
     * What a build reads.
     *
     * @param extschema the feature-tagged schema, JSON in UTF-8
     * @param documentation the feature-tagged documentation XML, or null when the database has none
     * @param untaggable the list of entities that may not be tagged ({@code Table} or {@code Table.column} a line,
     *     {@code #} comments), or null when there is none
     * @param enabledFeatures the Kconfig symbols that are {@code y}; null means that there is no configuration at all:
     *     tags are stripped and nothing is pruned
     * @param knownSymbols every symbol that the Kconfig tree defines; null means that tags are not compared with a tree
     */
    public record Input(
            Path extschema,
            @Nullable Path documentation,
            @Nullable Path untaggable,
            @Nullable Set<String> enabledFeatures,
            @Nullable Set<String> knownSymbols) {}

    /**
     * What a build makes; file contents are UTF-8.
     *
     * @param name the database's name
     * @param version the schema's version, {@code x.y.z}
     * @param extschema the pruned schema, with {@code category} and {@code relationship}, without tags
     * @param ovsschema what a database server loads
     * @param documentation the pruned documentation, or null when the input had none
     * @param cksum the ovsschema's {@code cksum} member, {@code "<crc> <bytes>"}
     * @param pruned what was removed, in the order of the schema
     * @param warnings problems that do not stop the build
     */
    @SuppressWarnings("ArrayRecordComponent") // file contents for one caller; nobody compares results
    public record Result(
            String name,
            String version,
            byte[] extschema,
            byte[] ovsschema,
            byte @Nullable [] documentation,
            String cksum,
            List<PrunedEntity> pruned,
            List<SchemaProblem> warnings) {}

    /**
     * Build the schema files of one database.
     *
     * @param input what to read, and the configuration
     * @return the files' contents and what was decided
     * @throws SchemaException listing everything that is wrong with the input, if anything is
     */
    public static Result run(Input input) throws SchemaException {
        ExtSchema schema = SchemaReader.read(SourceText.read(input.extschema()));
        Path xml = input.documentation();
        SchemaDocumentation documentation = xml == null ? null : DocumentationReader.read(SourceText.read(xml));
        Problems problems = new Problems();
        checkInput(input, schema, documentation, problems);
        // What is wrong before pruning would show again, less clearly, after it.
        problems.throwIfAny();

        Selection selection = Selection.of(input.enabledFeatures());
        SchemaPruner.Result pruned = SchemaPruner.prune(schema, selection);
        new SoundnessChecker(schema, pruned.schema(), problems).check();
        List<PrunedEntity> removed = new ArrayList<>(pruned.pruned());
        byte[] documentationBytes = null;
        if (documentation != null) {
            DocumentationPruner.Result docs = DocumentationPruner.prune(documentation, selection, pruned.forced());
            new AgreementChecker(schema, pruned.schema(), docs, problems).check();
            docs.pruned().stream()
                    .filter(entity -> isOnlyDocumented(entity, pruned.schema()))
                    .forEach(removed::add);
            documentationBytes = docs.text().getBytes(StandardCharsets.UTF_8);
        }
        problems.throwIfAny();

        Sanitizer.OvsSchema ovsschema = Sanitizer.sanitize(pruned.schema());
        String extschema = JsonText.pretty(SchemaWriter.extschema(pruned.schema()));
        return new Result(
                schema.name(),
                schema.version(),
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

    private static void checkInput(
            Input input, ExtSchema schema, @Nullable SchemaDocumentation documentation, Problems problems)
            throws SchemaException {
        new AnnotationChecker(schema, problems).check();
        TagChecker tags = new TagChecker(schema, documentation, problems);
        Set<String> known = input.knownSymbols();
        if (known != null) {
            tags.checkSymbols(known);
        }
        Path untaggable = input.untaggable();
        if (untaggable != null) {
            tags.checkUntaggable(Untaggable.read(SourceText.read(untaggable)));
        }
        tags.checkAgreement();
    }
}
