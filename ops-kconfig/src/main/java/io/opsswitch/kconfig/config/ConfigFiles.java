/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Replaces configuration files so that neither the old nor the new one can get lost. */
public final class ConfigFiles {

    private ConfigFiles() {}

    /** Write a text into a file as it is, through links, and without keeping what was there. */
    public static void overwrite(Path file, String text) throws IOException {
        createFolder(file);
        Files.writeString(file, text);
    }

    /** Put a text in the place of a file, as a whole; what was there is gone. */
    public static void put(Path file, String text) throws IOException {
        put(file, text, ownSuffix());
    }

    /**
     * Put a text in the place of a file, as a whole.
     *
     * @param suffix what the name of the new file has behind it while it is written
     */
    public static void put(Path file, String text, String suffix) throws IOException {
        createFolder(file);
        put(file, text.getBytes(StandardCharsets.UTF_8), suffix, null);
    }

    /** Two programs at work must not write one file. */
    private static String ownSuffix() {
        return "." + ProcessHandle.current().pid() + ".tmp";
    }

    /** Create the folder that a file is going to be in. */
    public static void createFolder(Path file) throws IOException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
    }

    /**
     * Write a text to a file, and keep what was there under the name with {@code .old} behind.
     *
     * @param keepsUnchanged whether to do nothing when the file has this text already
     * @return whether the file was written
     */
    public static boolean replace(Path file, String text, boolean keepsUnchanged) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean exists = Files.exists(file);
        if (exists && keepsUnchanged && Arrays.equals(bytes, Files.readAllBytes(file))) {
            return false;
        }
        createFolder(file);
        put(file, bytes, ownSuffix(), exists ? file.resolveSibling(file.getFileName() + ".old") : null);
        return true;
    }

    private static void put(Path file, byte[] bytes, String suffix, @Nullable Path before) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + suffix);
        try {
            Files.write(fresh, bytes);
            if (before != null) {
                Files.move(file, before, StandardCopyOption.REPLACE_EXISTING);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }
}
