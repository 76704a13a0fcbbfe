/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes files of a build only where they change, so that what depends on their time is not done again; and whole or not
 * at all.
 */
public final class Output {

    private Output() {}

    /**
     * Write a file, and the folders that it is in, unless it has these bytes already.
     *
     * @return whether it was written
     */
    public static boolean write(Path file, byte[] bytes) throws IOException {
        if (Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return false;
        }
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(temporary, bytes);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Write a text as UTF-8, as {@link #write(Path, byte[])} does. */
    public static boolean write(Path file, String text) throws IOException {
        return write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
