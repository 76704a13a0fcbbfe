/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/** Hands a goal's result over: to the log, to a file, or to the standard output without decoration. */
record ResultText(Log log, Path basedir) {

    /** Write lines to where {@code output} says: null for the log, {@code -} for the standard output, else a file. */
    void write(List<String> lines, @Nullable String output) throws IOException {
        if (output == null || output.isBlank()) {
            lines.forEach(log::info);
            return;
        }
        String text = lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
        if (output.equals("-")) {
            System.out.print(text);
            System.out.flush();
            return;
        }
        Path file = basedir.resolve(output);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
        log.info("written: " + file);
    }
}
