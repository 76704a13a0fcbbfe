/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.model.SourceText;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which symbols are on: from a manifest, a list of features, or a Kconfig configuration. */
final class FeatureFile {

    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_]+");

    private FeatureFile() {}

    /** Read {@code image_features} (names separated by blanks) or {@code manifest.json}. */
    static Set<String> features(Path file) throws SchemaException, UsageException {
        String text = SourceText.read(file).text();
        Set<String> features = new TreeSet<>();
        if (text.stripLeading().startsWith("{")) {
            manifest(file, text, features);
            return features;
        }
        for (String word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                if (!SYMBOL.matcher(word).matches()) {
                    throw new UsageException(file + ": \"" + word + "\" is no symbol; write names separated by blanks,"
                            + " or give a manifest.json; for a .config use --config");
                }
                features.add(word);
            }
        }
        return features;
    }

    private static void manifest(Path file, String text, Set<String> features) throws UsageException {
        try {
            JsonNode node = new ObjectMapper().readTree(text).get("features");
            if (node == null || !node.isObject()) {
                throw new UsageException(file + ": this is no manifest of an image, it has no object \"features\"");
            }
            node.fieldNames().forEachRemaining(features::add);
        } catch (JsonProcessingException e) {
            throw new UsageException(file + ":" + e.getLocation().getLineNr() + ":"
                    + e.getLocation().getColumnNr() + ": this is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Read the symbols that are {@code y} in a configuration file. */
    static Set<String> configuration(Path file, String prefix) throws SchemaException, UsageException {
        Pattern assignment = Pattern.compile(Pattern.quote(prefix) + "([A-Za-z0-9_]+)=(.*)");
        Set<String> features = new TreeSet<>();
        String[] lines = SourceText.read(file).text().split("\r?\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            Matcher matcher = assignment.matcher(line);
            if (matcher.matches()) {
                if (matcher.group(2).equals("m")) {
                    throw new UsageException(file + ":" + (i + 1) + ":1: " + matcher.group(1)
                            + " is m, but a feature is either in the image or not; write y or n");
                }
                if (matcher.group(2).equals("y")) {
                    features.add(matcher.group(1));
                }
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                throw new UsageException(file + ":" + (i + 1) + ":1: \"" + line + "\" is no line of a configuration"
                        + " whose symbols start with " + prefix + "; give another prefix with --prefix");
            }
        }
        return features;
    }
}
