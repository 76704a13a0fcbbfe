/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.util.Locale;

/** The rule that binds a feature's symbol and its artifact by name; there is no mapping file. */
public final class FeatureNames {

    private FeatureNames() {}

    /** Return the symbol of an artifact: {@code ops-system-stats} gives {@code OPS_SYSTEM_STATS}. */
    public static String symbol(String artifactId) {
        return artifactId.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    /** Return the artifact of a symbol: {@code OPS_SYSTEM_STATS} gives {@code ops-system-stats}. */
    public static String artifactId(String symbol) {
        return symbol.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
