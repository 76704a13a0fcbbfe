/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers what a goal's outputs were made from, and what the goal said of them, so that it need not make them again.
 * Inputs count by their content and outputs by being what the goal left; no time of an input is looked at.
 */
public final class BuildState {

    private static final String NOTE = "note ";

    private final Path file;

    /** Open the state of a goal for a platform, which lies in the build folder. */
    public BuildState(Path buildDirectory, String platform, String goal) {
        this.file = buildDirectory.resolve("ops").resolve(platform + "." + goal + ".state");
    }

    /** Tell whether the outputs are there as they were made, from inputs with this digest. */
    public boolean isCurrent(String digest, List<Path> outputs) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        for (Path output : outputs) {
            if (!Files.exists(output)) {
                return false;
            }
        }
        return Files.readAllLines(file).stream()
                .filter(line -> !line.startsWith(NOTE))
                .toList()
                .equals(lines(digest, outputs));
    }

    /** Return what was noted with the outputs that are current. */
    public List<String> notes() throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(NOTE))
                .map(line -> line.substring(NOTE.length()).translateEscapes())
                .toList();
    }

    /** Remember that the outputs were made from inputs with this digest, and some lines that belong to them. */
    public void record(String digest, List<Path> outputs, List<String> notes) throws IOException {
        List<String> lines = lines(digest, outputs);
        notes.forEach(note -> lines.add(NOTE + note.replace("\\", "\\\\").replace("\n", "\\n")));
        Output.write(file, String.join("\n", lines) + "\n");
    }

    private static List<String> lines(String digest, List<Path> outputs) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("inputs " + digest);
        for (Path output : outputs) {
            lines.add("output " + output.getFileName() + " " + Files.size(output) + " "
                    + Files.getLastModifiedTime(output).toMillis());
        }
        return lines;
    }
}
