/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.KconfigOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Finds and decodes text files the way the C tools look for them. */
public final class SourceLoader {

    private final Path workingDirectory;
    private final Path sourceRoot;

    /** Create a loader that looks into the options' working directory and source root. */
    public SourceLoader(KconfigOptions options) {
        this.workingDirectory = options.workingDirectory();
        this.sourceRoot = options.sourceRoot();
    }

    /**
     * Find a file by its name, in the working directory, then under the source root; return null when there is none. The
     * process's own directory is not looked at: in a build of many projects it belongs to another one.
     */
    public @Nullable Path find(String name) {
        try {
            Path direct = workingDirectory.resolve(name);
            if (isFile(direct)) {
                return direct;
            }
            Path below = sourceRoot.resolve(name);
            return isFile(below) ? below : null;
        } catch (InvalidPathException e) {
            return null; // no such file can exist
        }
    }

    private static boolean isFile(Path path) {
        try {
            return !Files.readAttributes(path, BasicFileAttributes.class).isDirectory();
        } catch (IOException e) {
            return false; // there is nothing to read
        }
    }

    /** Decode a file as UTF-8, or as Latin-1 when it is not, so that no byte is lost. */
    public static char[] decode(Path file) throws IOException {
        byte[] bytes = BoundedRead.all(file);
        char[] chars = new char[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return decodeBeyondAscii(bytes);
            }
            chars[i] = (char) bytes[i];
        }
        return chars;
    }

    private static char[] decodeBeyondAscii(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .toCharArray();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1).toCharArray();
        }
    }
}
