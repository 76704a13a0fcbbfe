/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImagePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Draws which features brought which jars: features on the left, jars on the right as high as they are large, and a ribbon
 * from each feature to what it brought. Small jars get the height of a line. Used once.
 */
final class SizePicture {

    private static final String ALL = "every image";
    private static final String OWN = "the product's own files";
    private static final double SCALE = 420;
    private static final double LINE = 16;
    private static final double GAP = 4;
    private static final double LEFT = 240;
    private static final double RIGHT = 460;
    private static final double BAR = 14;
    private static final double WIDTH = 920;
    private static final int COLOURS = 8;

    /** A jar with what came out of it, or the product's own files. */
    private static final class Jar {
        private final String name;
        private final Set<String> symbols = new LinkedHashSet<>();
        private long bytes;
        private double y;
        private double height;

        Jar(String name) {
            this.name = name;
        }
    }

    private final Svg svg = new Svg();
    private final List<Jar> jars;

    private SizePicture(ImageContents contents) {
        Map<String, Jar> byName = new TreeMap<>();
        for (ImageContents.Part part : contents.parts()) {
            Jar jar = byName.computeIfAbsent(name(part), Jar::new);
            jar.bytes += part.bytes();
            jar.symbols.addAll(part.symbols());
        }
        byName.values().stream().filter(jar -> jar.symbols.isEmpty()).forEach(jar -> jar.symbols.add(ALL));
        jars = new ArrayList<>(byName.values());
        // The heaviest first, below those of the same features, so that few ribbons cross.
        jars.sort(Comparator.comparing((Jar jar) -> jar.symbols.contains(ALL) ? 1 : 0)
                .thenComparing(jar -> String.join(" ", jar.symbols))
                .thenComparing(jar -> -jar.bytes)
                .thenComparing(jar -> jar.name));
    }

    static String draw(ImageContents contents) {
        return new SizePicture(contents).draw();
    }

    private static String name(ImageContents.Part part) {
        ImagePlan.Coordinates artifact = part.artifact();
        return artifact == null ? OWN : artifact.artifactId() + " " + artifact.version();
    }

    private String draw() {
        long total = Math.max(1, jars.stream().mapToLong(jar -> jar.bytes).sum());
        double y = 0;
        Map<String, Double> heights = new LinkedHashMap<>();
        Map<String, Long> bytes = new LinkedHashMap<>();
        for (Jar jar : jars) {
            jar.y = y;
            jar.height = Math.max(LINE, SCALE * jar.bytes / total);
            y += jar.height + GAP;
            for (String symbol : jar.symbols) {
                heights.merge(symbol, jar.height / jar.symbols.size(), Double::sum);
                bytes.merge(symbol, jar.bytes, Long::sum);
            }
        }
        Map<String, Double> next = new LinkedHashMap<>();
        Map<String, Integer> colours = new LinkedHashMap<>();
        double left = 0;
        for (Map.Entry<String, Double> entry : heights.entrySet()) {
            String symbol = entry.getKey();
            double height = entry.getValue();
            int colour = symbol.equals(ALL) ? 0 : 1 + (colours.size() % (COLOURS - 1));
            colours.put(symbol, colour);
            next.put(symbol, left);
            svg.rect(
                    "colour" + colour,
                    LEFT,
                    left,
                    BAR,
                    height,
                    symbol + ": " + Bytes.text(bytes.getOrDefault(symbol, 0L)));
            svg.text("label end", LEFT - 8, left + Math.min(height / 2 + 4, height), symbol);
            left += height + GAP;
        }
        for (Jar jar : jars) {
            ribbons(jar, next, colours);
            svg.rect("jar", RIGHT, jar.y, BAR, jar.height, jar.name + ": " + Bytes.text(jar.bytes));
            svg.text("label", RIGHT + BAR + 8, jar.y + jar.height / 2 + 4, jar.name + "  " + Bytes.text(jar.bytes));
        }
        return svg.picture(WIDTH, Math.max(y, left), "Which features brought which jars, by size");
    }

    private void ribbons(Jar jar, Map<String, Double> next, Map<String, Integer> colours) {
        double share = jar.height / jar.symbols.size();
        double right = jar.y;
        for (String symbol : jar.symbols) {
            double from = next.getOrDefault(symbol, 0.0);
            svg.path(
                    "ribbon colour" + colours.getOrDefault(symbol, 0),
                    ribbon(from, right, share),
                    symbol + " brought " + jar.name);
            next.put(symbol, from + share);
            right += share;
        }
    }

    private static String ribbon(double from, double to, double height) {
        double x1 = LEFT + BAR;
        double middle = (x1 + RIGHT) / 2;
        return "M" + at(x1, from) + "C" + at(middle, from) + " " + at(middle, to) + " " + at(RIGHT, to) + "v"
                + Svg.number(height) + "C" + at(middle, to + height) + " " + at(middle, from + height) + " "
                + at(x1, from + height) + "z";
    }

    private static String at(double x, double y) {
        return Svg.number(x) + " " + Svg.number(y);
    }
}
