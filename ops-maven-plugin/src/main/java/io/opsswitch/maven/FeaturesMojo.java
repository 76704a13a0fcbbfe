/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.report.FeatureRow;
import io.opsswitch.maven.report.FeatureTable;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * List the features of a platform: whether each is on and why, its package, how much smaller the image would be without it,
 * what it brings to the database schemas, and the tests that need it.
 */
@Mojo(name = FeaturesMojo.GOAL_NAME, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class FeaturesMojo extends AbstractInsightMojo {

    static final String GOAL_NAME = "features";

    /** The form of the result: <code>text</code>, <code>json</code> or <code>csv</code>. */
    @Parameter(property = "ops.format", defaultValue = "text")
    String format;

    /** In text, follow each row by all reasons, schema entities and tests. */
    @Parameter(property = "ops.detail", defaultValue = "false")
    boolean detail;

    /**
     * Where the result goes: a file, or <code>-</code> for the standard output without any decoration, also when Maven is
     * quiet (<code>mvn -q</code>). Without this it is logged.
     */
    @Parameter(property = "output")
    @Nullable
    String output;

    @Override
    void run() throws ImageException, IOException {
        String form = format.toLowerCase(Locale.ROOT);
        if (!List.of("text", "json", "csv").contains(form)) {
            throw new ImageException("<format> is \"" + format
                    + "\"; perhaps you should write -Dops.format=text, -Dops.format=json or -Dops.format=csv");
        }
        List<FeatureRow> rows = rows(reasons(), knownContents(), schema());
        List<String> lines = switch (form) {
            case "json" -> FeatureTable.json(configuration().platform(), rows);
            case "csv" -> FeatureTable.csv(rows);
            default -> FeatureTable.text(rows, detail);
        };
        new ResultText(getLog(), project.getBasedir().toPath()).write(lines, output);
    }
}
