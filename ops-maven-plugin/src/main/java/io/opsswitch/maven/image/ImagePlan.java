/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which of a product's packages go into an image, and why. A package whose name belongs to a symbol of the tree is a
 * feature, in when the symbol is {@code y}; any other package is part of every image. An enabled symbol without a
 * package is a flag.
 *
 * @param included the packages to put in, in the order they were offered
 * @param excluded the packages whose feature is off
 * @param artifacts for each enabled symbol its package; flags have no entry
 */
public record ImagePlan(List<Coordinates> included, List<Coordinates> excluded, Map<String, Coordinates> artifacts) {

    /** What {@link #artifactOf} says of an enabled symbol that has no package. */
    public static final String FLAG = "flag";

    /** A package that the product offers: Maven coordinates. */
    public record Coordinates(String groupId, String artifactId, String version) {
        @Override
        public String toString() {
            return groupId + ":" + artifactId + ":" + version;
        }
    }

    /**
     * Decide.
     *
     * @param offered the packages that exist: the dependencies of the image's project
     * @param code patterns ({@code *} stands for any characters) of symbols that are more than flags: one that is
     *     enabled without a package fails the build
     * @throws ImageException naming every enabled symbol whose package is missing
     */
    public static ImagePlan of(PlatformConfiguration configuration, List<Coordinates> offered, List<String> code)
            throws ImageException {
        List<Coordinates> included = new ArrayList<>();
        List<Coordinates> excluded = new ArrayList<>();
        Map<String, Coordinates> bySymbol = new LinkedHashMap<>();
        for (Coordinates candidate : offered) {
            String symbol = FeatureNames.symbol(candidate.artifactId());
            if (!configuration.knownSymbols().contains(symbol)) {
                included.add(candidate);
            } else if (configuration.features().contains(symbol)) {
                included.add(candidate);
                bySymbol.put(symbol, candidate);
            } else {
                excluded.add(candidate);
            }
        }
        List<String> missing = configuration.features().stream()
                .filter(symbol -> !bySymbol.containsKey(symbol) && isCode(symbol, code))
                .map(symbol -> symbol + " needs the package " + FeatureNames.artifactId(symbol))
                .toList();
        if (!missing.isEmpty()) {
            throw new ImageException("platform " + configuration.platform()
                    + " cannot be assembled, its code is missing: " + String.join("; ", missing)
                    + ". Perhaps you should add the package to the dependencies of the image, or switch the symbol"
                    + " off in " + configuration.source());
        }
        return new ImagePlan(List.copyOf(included), List.copyOf(excluded), Map.copyOf(bySymbol));
    }

    /** Return the coordinates of an enabled symbol's package, or {@link #FLAG}. */
    public String artifactOf(String symbol) {
        Coordinates artifact = artifacts.get(symbol);
        return artifact == null ? FLAG : artifact.toString();
    }

    /**
     * Return the enabled symbol that a package belongs to; empty when no symbol does, so that it is part of every image.
     *
     * @param name group and artifact, separated by a colon
     */
    public String symbolOf(String name) {
        for (Map.Entry<String, Coordinates> entry : artifacts.entrySet()) {
            Coordinates owned = entry.getValue();
            if (name.equals(owned.groupId() + ":" + owned.artifactId())) {
                return entry.getKey();
            }
        }
        return "";
    }

    /** Return one line for each decision. */
    public List<String> explain(PlatformConfiguration configuration) {
        Function<Coordinates, String> symbol = candidate -> FeatureNames.symbol(candidate.artifactId());
        List<String> lines = new ArrayList<>();
        for (Coordinates in : included) {
            boolean feature = artifacts.containsKey(symbol.apply(in));
            lines.add("in:  " + in + (feature ? " (" + symbol.apply(in) + "=y)" : " (part of every image)"));
        }
        for (Coordinates out : excluded) {
            lines.add("out: " + out + " (" + symbol.apply(out) + " is not set)");
        }
        for (String feature : configuration.features()) {
            if (!artifacts.containsKey(feature)) {
                lines.add("flag: " + feature);
            }
        }
        return lines;
    }

    private static boolean isCode(String symbol, List<String> patterns) {
        for (String pattern : patterns) {
            String regex = Pattern.quote(pattern).replace("*", "\\E.*\\Q");
            if (symbol.matches(regex)) {
                return true;
            }
        }
        return false;
    }
}
