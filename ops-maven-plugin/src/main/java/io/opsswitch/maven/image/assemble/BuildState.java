/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.assemble;

import io.opsswitch.maven.image.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers what a goal's outputs were made from, so that it need not make them again. Inputs count by their content and
 * outputs by being what the goal left; no time of an input is looked at.
 */
final class BuildState {

    private final Path file;

    BuildState(Path file) {
        this.file = file;
    }

    /** Tell whether the outputs are there as they were made, from inputs with this digest. */
    boolean isCurrent(String digest, List<Path> outputs) throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        for (Path output : outputs) {
            if (!Files.exists(output)) {
                return false;
            }
        }
        return Files.readString(file).equals(text(digest, outputs));
    }

    /** Remember that the outputs were made from inputs with this digest. */
    void record(String digest, List<Path> outputs) throws IOException {
        Output.write(file, text(digest, outputs));
    }

    private static String text(String digest, List<Path> outputs) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("inputs " + digest);
        for (Path output : outputs) {
            lines.add("output " + output.getFileName() + " " + Files.size(output) + " "
                    + Files.getLastModifiedTime(output).toMillis());
        }
        return String.join("\n", lines) + "\n";
    }
}
