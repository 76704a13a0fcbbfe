/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.maven.image.FeatureNames;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImagePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts together what is known of each feature. Used once. */
public final class FeatureRows {

    private final Configuration configuration;
    private final Reasons reasons;
    private final ImagePlan plan;
    private final Map<String, Long> alone = new TreeMap<>();
    private final Map<String, Long> shared = new TreeMap<>();
    private final boolean sized;
    private final SchemaIndex schema;
    private final TestIndex tests;

    /**
     * Prepare the rows of a configuration.
     *
     * @param reasons of the configuration that the rows are about
     * @param contents what the image holds, or null when that is not known
     */
    public FeatureRows(
            Reasons reasons, ImagePlan plan, @Nullable ImageContents contents, SchemaIndex schema, TestIndex tests) {
        this.configuration = reasons.configuration();
        this.reasons = reasons;
        this.plan = plan;
        this.schema = schema;
        this.tests = tests;
        this.sized = contents != null;
        if (contents != null) {
            for (ImageContents.Part part : contents.parts()) {
                Map<String, Long> sums = part.symbols().size() == 1 ? alone : shared;
                part.symbols().forEach(symbol -> sums.merge(symbol, part.bytes(), Long::sum));
            }
        }
    }

    /**
     * Return a row for each feature, in the order of the menu.
     *
     * @param all whether symbols count that are off and that nobody can choose, has a package for, tags with or tests
     */
    public List<FeatureRow> rows(boolean all) {
        List<FeatureRow> rows = new ArrayList<>();
        for (Symbol symbol : configuration.tree().symbols()) {
            if (isFeature(symbol) && (all || isWorthShowing(symbol))) {
                rows.add(row(symbol));
            }
        }
        return rows;
    }

    private boolean isFeature(Symbol symbol) {
        return symbol.type() == SymbolType.BOOL || symbol.type() == SymbolType.TRISTATE;
    }

    private boolean isWorthShowing(Symbol symbol) {
        return configuration.tristate(symbol) != Tristate.N
                || !symbol.prompts().isEmpty()
                || coordinates(symbol.name()) != null
                || !schema.entitiesOf(symbol.name()).isEmpty()
                || !tests.of(symbol.name()).isEmpty();
    }

    private FeatureRow row(Symbol symbol) {
        String name = symbol.name();
        ImagePlan.Coordinates artifact = coordinates(name);
        FeatureRow.State state = state(symbol);
        return new FeatureRow(
                name,
                symbol.prompts().isEmpty() ? "" : symbol.prompts().get(0).text(),
                state,
                reasons.decisive(symbol, state),
                reasons.lines(symbol),
                artifact == null ? ImagePlan.FLAG : artifact.toString(),
                sized ? alone.getOrDefault(name, 0L) : -1,
                sized ? shared.getOrDefault(name, 0L) : -1,
                schema.entitiesOf(name),
                tests.of(name));
    }

    private FeatureRow.State state(Symbol symbol) {
        if (configuration.tristate(symbol) != Tristate.N) {
            return FeatureRow.State.ON;
        }
        return configuration.isChangeable(symbol) ? FeatureRow.State.OFF : FeatureRow.State.UNAVAILABLE;
    }

    private ImagePlan.@Nullable Coordinates coordinates(String symbol) {
        ImagePlan.Coordinates in = plan.artifacts().get(symbol);
        if (in != null) {
            return in;
        }
        for (ImagePlan.Coordinates out : plan.excluded()) {
            if (FeatureNames.symbol(out.artifactId()).equals(symbol)) {
                return out;
            }
        }
        return null;
    }
}
