/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

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
     * @param tables how many tables are left; a product leaves out a database with none
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
            int tables,
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
        SchemaSource source = SchemaSource.read(input.extschema(), input.documentation(), input.untaggable());
        // What is wrong before pruning would show again, less clearly, after it.
        List<SchemaProblem> warnings = new ArrayList<>(source.check(input.knownSymbols()));
        Result result = source.build(input.enabledFeatures());
        warnings.addAll(result.warnings());
        return new Result(
                result.name(),
                result.version(),
                result.tables(),
                result.extschema(),
                result.ovsschema(),
                result.documentation(),
                result.cksum(),
                result.pruned(),
                List.copyOf(warnings));
    }
}
