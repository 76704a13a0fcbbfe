/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps on disk what commands printed, for one working directory and environment.
 *
 * <p>A command's key is a digest of its text and of the identity of every file that its text names
 * ({@link ProgramIdentity}), so that a new compiler is asked again. What a command reads without naming it goes
 * unnoticed. All is in one file, named by a digest of directory and environment: a first line with the format, then a
 * key, a blank and the output on each line. A file that is not of this form counts as empty. It is replaced as a whole
 * by renaming, so that readers see the old one or the new one; of two runs that end at the same time one may lose what
 * it found out, which is then found out again. Safe for use by several threads.
 */
final class ProbeCache {

    private static final String FORMAT = "ops-kconfig probes 1";
    private static final int MAX_ENTRIES = 4096;
    private static final int KEY_LENGTH = 64;

    private final Path file;
    private final ProgramIdentity programs;
    private final Map<String, String> stored;
    /** What this load asked for or found out. */
    private final Map<String, String> current = new ConcurrentHashMap<>();

    private volatile boolean grown;

    private ProbeCache(Path file, ProgramIdentity programs, Map<String, String> stored) {
        this.file = file;
        this.programs = programs;
        this.stored = stored;
    }

    static ProbeCache open(Path folder, Path workingDirectory, Map<String, String> environment) throws IOException {
        StringBuilder setting = new StringBuilder(workingDirectory.toString());
        VolatileVariables.without(environment)
                .forEach((name, value) ->
                        setting.append('\0').append(name).append('=').append(value));
        Path file = folder.resolve(digest(setting.toString()) + ".probes");
        return new ProbeCache(file, new ProgramIdentity(workingDirectory, environment), load(file));
    }

    private static Map<String, String> load(Path file) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        if (!Files.isRegularFile(file)) {
            return entries;
        }
        String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
        if (!lines[0].equals(FORMAT)) {
            return entries;
        }
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].length() <= KEY_LENGTH || lines[i].charAt(KEY_LENGTH) != ' ') {
                return new LinkedHashMap<>();
            }
            entries.put(lines[i].substring(0, KEY_LENGTH), lines[i].substring(KEY_LENGTH + 1));
        }
        return entries;
    }

    /** Return what a command printed, or null when that is not known. */
    @Nullable
    String find(String command) {
        String key = key(command);
        String output = current.get(key);
        if (output == null) {
            output = stored.get(key);
            if (output != null) {
                current.put(key, output);
            }
        }
        return output;
    }

    /** Return under what to {@link #put} the output of a command. */
    String key(String command) {
        return digest(command + "\0" + programs.identify(command));
    }

    void put(String key, String output) {
        // Outputs have no line feeds; other control characters do no harm.
        current.put(key, output);
        grown = true;
    }

    /** Write what was found out, and what was known before as far as there is room. */
    void save() throws IOException {
        if (!grown) {
            return;
        }
        StringBuilder out = new StringBuilder(FORMAT).append('\n');
        current.forEach((key, output) -> append(out, key, output));
        int room = MAX_ENTRIES - current.size();
        for (Map.Entry<String, String> entry : stored.entrySet()) {
            if (room > 0 && !current.containsKey(entry.getKey())) {
                append(out, entry.getKey(), entry.getValue());
                room--;
            }
        }
        replace(out.toString());
    }

    private static void append(StringBuilder out, String key, String output) {
        out.append(key).append(' ').append(output).append('\n');
    }

    private void replace(String text) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "probes", ".tmp");
        try {
            Files.writeString(fresh, text);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
