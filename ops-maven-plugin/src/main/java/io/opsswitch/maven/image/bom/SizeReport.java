/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How much each feature weighs in an image: {@code own}, what no other feature needs and would be saved if this one alone
 * were off; {@code shared}, what it needs together with others. What is in every image counts for none.
 *
 * <p>Immutable.
 */
public final class SizeReport {

    private static final int KIBIBYTE = 1024;

    private record Weight(String symbol, long own, long shared) {}

    private final ImageContents contents;
    private final List<Weight> weights;
    private final long always;

    /** Weigh the features of an image; those that brought nothing do not appear. */
    public SizeReport(ImageContents contents) {
        this.contents = contents;
        Map<String, Long> own = contents.bytesOfOne();
        Map<String, Long> shared = new TreeMap<>();
        long common = 0;
        for (ImageContents.Part part : contents.parts()) {
            if (part.symbols().isEmpty()) {
                common += part.bytes();
            } else if (part.symbols().size() > 1) {
                part.symbols().forEach(symbol -> shared.merge(symbol, part.bytes(), Long::sum));
            }
        }
        this.always = common;
        Set<String> symbols = new LinkedHashSet<>(own.keySet());
        symbols.addAll(shared.keySet());
        List<Weight> found = new ArrayList<>();
        for (String symbol : symbols) {
            found.add(new Weight(symbol, own.getOrDefault(symbol, 0L), shared.getOrDefault(symbol, 0L)));
        }
        found.sort(Comparator.comparingLong((Weight weight) -> -weight.own)
                .thenComparingLong(weight -> -weight.shared)
                .thenComparing(Weight::symbol));
        this.weights = List.copyOf(found);
    }

    /** Return the table, in KiB, the heaviest feature first. */
    public List<String> table() {
        int width = "part of every image".length();
        for (Weight weight : weights) {
            width = Math.max(width, weight.symbol.length());
        }
        List<String> lines = new ArrayList<>();
        lines.add(row(width, "feature", "own", "shared"));
        for (Weight weight : weights) {
            lines.add(row(width, weight.symbol, kib(weight.own), kib(weight.shared)));
        }
        lines.add(row(width, "part of every image", kib(always), ""));
        lines.add(row(width, "all", kib(contents.bytes()), ""));
        return lines;
    }

    private static String row(int width, String name, String own, String shared) {
        String line = String.format(Locale.ROOT, "%-" + width + "s %10s %10s", name, own, shared);
        return line.stripTrailing();
    }

    private static String kib(long bytes) {
        return (bytes + KIBIBYTE - 1) / KIBIBYTE + " KiB";
    }

    /** Return the same for programs, in bytes, with the parts. */
    public String json() throws IOException {
        ObjectNode report = new ObjectMapper().createObjectNode();
        report.put("bytes", contents.bytes());
        report.put("always", always);
        ObjectNode features = report.putObject("features");
        for (Weight weight : weights) {
            features.putObject(weight.symbol).put("own", weight.own).put("shared", weight.shared);
        }
        ArrayNode parts = report.putArray("parts");
        for (ImageContents.Part part : contents.parts()) {
            ObjectNode entry = parts.addObject().put("file", part.file());
            if (part.artifact() != null) {
                entry.put("artifact", part.artifact().toString());
            }
            entry.put("bytes", part.bytes());
            ArrayNode symbols = entry.putArray("features");
            part.symbols().forEach(symbols::add);
        }
        return JsonText.of(report);
    }
}
