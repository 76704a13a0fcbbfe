/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.config.ConfigFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes configurations as text. */
final class TextFile {

    private TextFile() {}

    /**
     * Read a file.
     *
     * @param name what to call it in messages
     */
    static String read(Path file, String name) throws Failure, IOException {
        if (!Files.isRegularFile(file)) {
            throw new Failure(
                    Files.exists(file) ? name + " is no file" : "can't find the configuration \"" + name + "\"");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Failure(name + " is no text in UTF-8, perhaps you should convert it with iconv");
        }
    }

    /** Put a text in the place of a file, at once; through a symbolic link. */
    static void write(Path file, String name, String text) throws Failure, IOException {
        Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
        if (Files.isDirectory(target)) {
            throw new Failure("can't write " + name + ": it is a folder");
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new Failure("can't write " + name + ": there is no folder for it");
        }
        ConfigFiles.put(target, text);
    }
}
