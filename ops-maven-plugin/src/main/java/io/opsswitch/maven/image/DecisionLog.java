/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The build's record of every decision and its reason, {@code ops-mod-config.log}. Each goal appends one section; the
 * first one starts the file anew. Holds no time and no path outside the product, so that two builds write the same.
 */
public final class DecisionLog {

    /** The name of the file in the build folder. */
    public static final String NAME = "ops-mod-config.log";

    private final Path file;

    /** Create the log in a build folder. */
    public DecisionLog(Path buildDirectory) {
        this.file = buildDirectory.resolve(NAME);
    }

    /** Start the log anew with this section. */
    public void start(String title, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.deleteIfExists(file);
        append(title, lines);
    }

    /** Append a section. */
    public void append(String title, List<String> lines) throws IOException {
        Files.createDirectories(file.getParent());
        StringBuilder text = new StringBuilder("== ").append(title).append(" ==\n");
        lines.forEach(line -> text.append(line).append('\n'));
        Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Return the file. */
    public Path file() {
        return file;
    }
}
