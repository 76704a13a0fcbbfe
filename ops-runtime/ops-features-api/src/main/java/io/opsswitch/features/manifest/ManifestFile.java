/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads a file that says what is in an image, whichever of the three kinds it is. */
public final class ManifestFile {

    /** The prefix of every symbol in the configuration file of an image. */
    public static final String PREFIX = "OPS_CONFIG_";

    private static final List<String> NAMES = List.of(
            "manifest.json", "share/ops/manifest.json", ".ops-config", "share/ops/.ops-config", "image_features");
    private static final Pattern SYMBOL = Pattern.compile("[A-Za-z0-9_.-]+");

    private ManifestFile() {}

    /**
     * Read a file, or the best one in a folder.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it is no such file; the message names file and line
     */
    public static Selection read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? inside(path) : path;
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is no text in UTF-8; perhaps you named another file than the manifest", e);
        }
        if (text.stripLeading().startsWith("{")) {
            return JsonManifest.read(file.toString(), text);
        }
        // What is called a configuration is one: damage must not turn it into a list of features.
        boolean list = !file.endsWith(".ops-config")
                && text.lines().noneMatch(line -> line.startsWith("#") || line.contains("="));
        return list ? names(file, text) : DotConfig.read(file.toString(), text);
    }

    private static Path inside(Path folder) throws NoSuchFileException {
        for (String name : NAMES) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        throw new NoSuchFileException(
                folder.toString(), null, "a folder without " + String.join(", ", NAMES) + "; is it an image?");
    }

    private static Selection names(Path file, String text) throws IOException {
        Set<String> names = new TreeSet<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            for (String word : line.strip().split("\\s+")) {
                if (!word.isEmpty() && !SYMBOL.matcher(word).matches()) {
                    throw new IOException(
                            file + ":" + number + ": \"" + word + "\" is no name of a feature; perhaps you"
                                    + " named another file than the image's manifest.json or image_features");
                }
                if (!word.isEmpty()) {
                    names.add(word);
                }
            }
        }
        return Selection.ofNames(file.toString(), names);
    }
}
