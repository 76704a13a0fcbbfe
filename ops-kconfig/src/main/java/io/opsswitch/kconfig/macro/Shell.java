/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs the commands of {@code $(shell)} with {@code sh -c}.
 *
 * <p>The environment does not change during a load, so each command runs once and its output is kept. What a command
 * prints on standard error goes to this process's standard error. Owned by the thread that loads.
 */
public final class Shell {

    /** The C tool reads this much and drops the rest. */
    private static final int MAX_OUTPUT = 4095;

    private final Path folder;
    private final Map<String, String> environment;
    private final Map<String, String> outputs = new HashMap<>();

    /** Create a shell for a folder and an environment. */
    public Shell(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** Return what a command prints: without trailing line feeds, and with blanks for the inner ones. */
    String run(String command, SourceLocation location) throws KconfigException, IOException {
        String known = outputs.get(command);
        if (known == null) {
            known = start(command, location);
            outputs.put(command, known);
        }
        return known;
    }

    private String start(String command, SourceLocation location) throws KconfigException, IOException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try (InputStream output = process.getInputStream()) {
            byte[] bytes = output.readNBytes(MAX_OUTPUT);
            output.transferTo(java.io.OutputStream.nullOutputStream());
            process.waitFor();
            return flatten(new String(bytes, StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new KconfigException(location, "interrupted while running: " + command);
        }
    }

    private static String flatten(String output) {
        int end = output.length();
        while (end > 0 && output.charAt(end - 1) == '\n') {
            end--;
        }
        return output.substring(0, end).replace('\n', ' ');
    }
}
