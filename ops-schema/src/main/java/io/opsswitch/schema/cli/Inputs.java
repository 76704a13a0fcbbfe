/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder;
import io.opsswitch.schema.SchemaProblem;
import io.opsswitch.schema.SchemaSource;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options that several commands share: which schema, and which features are on. */
final class Inputs {

    static final Set<String> VALUED =
            Set.of("schema", "xml", "untaggable", "features", "config", "prefix", "on", "off", "out", "title");

    static final String HELP = """
              --schema FILE      the feature-tagged schema, NAME.extschema
              --xml FILE         its documentation; NAME.xml beside the schema unless given
              --untaggable FILE  what may not be tagged; NAME.untaggable beside the schema unless given
            """;

    static final String FEATURES_HELP = """
              --features FILE    what is on: names separated by blanks (image_features), or a manifest.json
              --config FILE      what is on: the symbols that are y in a Kconfig configuration
              --prefix TEXT      what symbols start with in it; OPS_CONFIG_ unless given
              --on SYMBOL        switch one on, whatever the file says; may be repeated
              --off SYMBOL       switch one off; may be repeated
            """;

    private Inputs() {}

    static Path schema(Options options) throws UsageException {
        return Options.path("--schema", options.required("schema"));
    }

    static SchemaSource source(Options options) throws UsageException, SchemaException {
        Path schema = schema(options);
        Path xml = options.path("xml");
        Path untaggable = options.path("untaggable");
        return SchemaSource.read(
                schema,
                xml == null ? SchemaFolder.sibling(schema, ".xml") : xml,
                untaggable == null ? SchemaFolder.sibling(schema, ".untaggable") : untaggable);
    }

    /** Return what is on; null when no option says anything. */
    static @Nullable Set<String> enabled(Options options) throws UsageException, SchemaException {
        Path features = options.path("features");
        Path config = options.path("config");
        if (features != null && config != null) {
            throw new UsageException("give either --features or --config, not both");
        }
        if (features == null && config == null) {
            if (options.has("on") || options.has("off")) {
                throw new UsageException("--on and --off change what --features or --config says; give one of them");
            }
            return null;
        }
        String prefix = options.value("prefix");
        Set<String> enabled = new TreeSet<>(
                features != null
                        ? FeatureFile.features(features)
                        : config != null
                                ? FeatureFile.configuration(config, prefix == null ? "OPS_CONFIG_" : prefix)
                                : Set.of());
        enabled.addAll(options.all("on"));
        options.all("off").forEach(enabled::remove);
        return enabled;
    }

    /** Return what is on; one of the options must say it. */
    static Set<String> requiredEnabled(Options options) throws UsageException, SchemaException {
        Set<String> enabled = enabled(options);
        if (enabled == null) {
            throw new UsageException("give what is on with --features or --config");
        }
        return enabled;
    }

    static void warn(List<SchemaProblem> warnings, PrintStream err) {
        new LinkedHashSet<>(warnings).forEach(warning -> err.println("warning: " + warning));
    }
}
