/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.check.AnnotationChecker;
import io.opsswitch.schema.check.RelationshipChecker;
import io.opsswitch.schema.check.TagChecker;
import io.opsswitch.schema.check.Untaggable;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feature-tagged database schema with what belongs to it, as read: the start of builds, checks and documents for any
 * number of configurations. Immutable and thread-safe.
 */
public final class SchemaSource {

    private final ExtSchema schema;
    private final @Nullable SchemaDocumentation documentation;
    private final Untaggable untaggable;

    private SchemaSource(ExtSchema schema, @Nullable SchemaDocumentation documentation, Untaggable untaggable) {
        this.schema = schema;
        this.documentation = documentation;
        this.untaggable = untaggable;
    }

    /**
     * Read the files of one database.
     *
     * @param extschema the feature-tagged schema, JSON in UTF-8
     * @param documentation the feature-tagged documentation XML, or null when the database has none
     * @param untaggable the list of entities that may not be tagged, or null when there is none
     */
    public static SchemaSource read(Path extschema, @Nullable Path documentation, @Nullable Path untaggable)
            throws SchemaException {
        return new SchemaSource(
                SchemaReader.read(SourceText.read(extschema)),
                documentation == null ? null : DocumentationReader.read(SourceText.read(documentation)),
                untaggable == null ? Untaggable.NOTHING : Untaggable.read(SourceText.read(untaggable)));
    }

    /** Return the database's name. */
    public String name() {
        return schema.name();
    }

    /** Return the symbols that tags name, in alphabetical order. */
    public Set<String> symbols() {
        return Symbols.of(schema, documentation);
    }

    /**
     * Check what does not depend on a configuration.
     *
     * @param knownSymbols every symbol that the Kconfig tree defines; null means that tags are not compared with a tree
     * @return problems that stop no build
     * @throws SchemaException listing everything that is wrong, if anything is
     */
    public List<SchemaProblem> check(@Nullable Set<String> knownSymbols) throws SchemaException {
        Problems problems = new Problems();
        new AnnotationChecker(schema, problems).check();
        new RelationshipChecker(schema, schema, problems).check();
        TagChecker tags = new TagChecker(schema, documentation, problems);
        if (knownSymbols != null) {
            tags.checkSymbols(knownSymbols);
        }
        tags.checkUntaggable(untaggable);
        tags.checkAgreement();
        problems.throwIfAny();
        return problems.warnings();
    }

    /**
     * Build for one configuration; expects that {@link #check} has found no error.
     *
     * @param enabledFeatures the symbols that are on; null means that there is no configuration at all: tags are stripped
     *     and nothing is pruned
     * @throws SchemaException listing everything that is unsound after pruning, if anything is
     */
    public SchemaBuild.Result build(@Nullable Set<String> enabledFeatures) throws SchemaException {
        Variant variant = Variant.of(this, enabledFeatures);
        List<SchemaProblem> errors = variant.errors();
        if (!errors.isEmpty()) {
            throw new SchemaException(enabledFeatures == null ? errors : Remedies.find(this, enabledFeatures, errors));
        }
        return variant.result();
    }

    /** Return the pruned schema and documentation as a document source; expects that {@link #build} succeeds. */
    Variant variant(@Nullable Set<String> enabledFeatures) {
        return Variant.of(this, enabledFeatures);
    }

    ExtSchema schema() {
        return schema;
    }

    @Nullable
    SchemaDocumentation documentation() {
        return documentation;
    }
}
