/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lists local, writable file systems: mount point, size, used; in kilobytes. Stateless. */
final class FileSystemSampler {
    private final Path mounts;

    FileSystemSampler(Path mounts) {
        this.mounts = mounts;
    }

    String sample() throws IOException {
        List<String> systems = new ArrayList<>();
        for (String line : Files.readAllLines(mounts, StandardCharsets.UTF_8)) {
            String[] fields = line.split(" ");
            if (fields.length < 4 || !fields[0].startsWith("/dev") || !isWritable(fields[3])) {
                continue;
            }
            String point = unescape(fields[1]);
            try {
                FileStore store = Files.getFileStore(Path.of(point));
                long total = store.getTotalSpace() / 1024;
                long used = total - store.getUnallocatedSpace() / 1024;
                systems.add(point.replace(' ', '_').replace(',', '_') + "," + total + "," + used);
            } catch (IOException | InvalidPathException e) {
                // Mounted over, or unmounted meanwhile: it is not there for us.
                continue;
            }
        }
        return String.join(" ", systems);
    }

    private static boolean isWritable(String options) {
        return Arrays.asList(options.split(",")).contains("rw");
    }

    /** Undo the kernel's octal escapes of blanks and backslashes. */
    private static String unescape(String text) {
        return text.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }
}
