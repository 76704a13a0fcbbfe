/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs commands with {@code sh -c}. Safe for use by several threads.
 *
 * <p>What a command prints on standard error is kept, because it may run long before its turn. It goes through a file:
 * a second pipe would need a second thread for each command.
 */
final class CommandRunner {

    /** The C tool reads this much and drops the rest. */
    private static final int MAX_OUTPUT = 4095;

    private static final int FIRST_SIGNAL_STATUS = 128;

    private final Path folder;
    private final Map<String, String> environment;
    private final Queue<Path> errorFiles = new ConcurrentLinkedQueue<>();
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    CommandRunner(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * What a command did.
     *
     * @param output without trailing line feeds, and with blanks for the inner ones
     * @param errors what to print on standard error
     * @param complete whether the command ended by itself
     */
    record Outcome(String output, String errors, boolean complete) {}

    Outcome run(String command) throws IOException, InterruptedException {
        Path errorFile = errorFiles.poll();
        if (errorFile == null) {
            errorFile = Files.createTempFile("kconfig", ".err");
        }
        try {
            return run(command, errorFile);
        } finally {
            errorFiles.add(errorFile);
            if (closed) {
                deleteErrorFiles();
            }
        }
    }

    private Outcome run(String command, Path errorFile) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toAbsolutePath().toFile())
                .redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(errorFile.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        running.add(process);
        try (InputStream stream = process.getInputStream()) {
            byte[] bytes = stream.readNBytes(MAX_OUTPUT);
            stream.transferTo(OutputStream.nullOutputStream());
            int status = process.waitFor();
            String errors = Files.size(errorFile) == 0 ? "" : Files.readString(errorFile, StandardCharsets.ISO_8859_1);
            return new Outcome(
                    flatten(new String(bytes, StandardCharsets.UTF_8)), errors, status < FIRST_SIGNAL_STATUS);
        } finally {
            running.remove(process);
            process.destroy();
        }
    }

    private static String flatten(String output) {
        int end = output.length();
        while (end > 0 && output.charAt(end - 1) == '\n') {
            end--;
        }
        return output.substring(0, end).replace('\n', ' ');
    }

    /** End what still runs, and remove the files; nothing may be started afterwards. */
    void close() throws IOException {
        closed = true;
        running.forEach(Process::destroy);
        deleteErrorFiles();
    }

    private void deleteErrorFiles() throws IOException {
        for (Path file = errorFiles.poll(); file != null; file = errorFiles.poll()) {
            Files.deleteIfExists(file);
        }
    }
}
