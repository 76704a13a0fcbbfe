/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands with {@code sh -c}. Safe for use by several threads.
 *
 * <p>What a command prints on standard error is kept, because it may run long before its turn. It goes through a file:
 * a second pipe would need a second thread for each command. A command that runs for too long, or fills that file, is
 * ended.
 */
final class CommandRunner {

    /** The C tool reads this much and drops the rest. */
    private static final int MAX_OUTPUT = 4095;

    /** Enough for any complaint of a compiler. */
    private static final int MAX_ERRORS = 1 << 20;

    private static final int FIRST_SIGNAL_STATUS = 128;

    private final Path folder;
    private final Map<String, String> environment;
    private final Queue<Path> errorFiles = new ConcurrentLinkedQueue<>();
    private final CommandWatch watch;
    private volatile boolean closed;

    CommandRunner(Path folder, Map<String, String> environment, Duration timeout) {
        this.watch = new CommandWatch(timeout, MAX_ERRORS);
        this.folder = folder;
        this.environment = environment;
    }

    /**
     * What a command did.
     *
     * @param output without trailing line feeds, and with blanks for the inner ones
     * @param errors what to print on standard error
     * @param complete whether the command ended by itself
     * @param ended why it had to be ended, or null
     */
    record Outcome(
            String output,
            String errors,
            boolean complete,
            @Nullable String ended) {}

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
        CommandWatch.Watched watched = watch.add(process, errorFile);
        try (InputStream stream = process.getInputStream()) {
            byte[] bytes = stream.readNBytes(MAX_OUTPUT + 1);
            stream.close(); // who prints more than that is told so, by a signal
            int status = process.waitFor();
            String output = new String(bytes, 0, Math.min(bytes.length, MAX_OUTPUT), StandardCharsets.UTF_8);
            boolean complete = status < FIRST_SIGNAL_STATUS;
            return new Outcome(flatten(output), errors(errorFile), complete, watched.ended());
        } finally {
            watch.remove(watched);
            process.destroy();
        }
    }

    private static String errors(Path file) throws IOException {
        if (Files.size(file) == 0) {
            return "";
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(MAX_ERRORS), StandardCharsets.UTF_8);
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
        watch.close();
        deleteErrorFiles();
    }

    private void deleteErrorFiles() throws IOException {
        for (Path file = errorFiles.poll(); file != null; file = errorFiles.poll()) {
            Files.deleteIfExists(file);
        }
    }
}
