/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.format.msi.MsiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small images to pack. */
final class Packings {

    static final Instant TIMESTAMP = Instant.parse("2026-01-02T03:04:06Z");

    private Packings() {}

    static Packing small(Path folder) throws IOException {
        return small(folder, Map.of());
    }

    static Packing small(Path folder, Map<String, String> more) throws IOException {
        Map<String, String> contents = new TreeMap<>(Map.of(
                "bin/run", "#!/bin/sh\necho hi\n",
                "bin/run.cmd", "@echo off\necho hi\n",
                "etc/run.conf", "a=1\n",
                "lib/deep/x.jar", "jar"));
        contents.putAll(more);
        Path root = folder.resolve("image");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> entry : contents.entrySet()) {
            Path file = root.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, entry.getValue()));
        }
        return new Packing(
                "ops-p",
                root,
                files,
                TIMESTAMP,
                "p",
                "toaster",
                "1.0-SNAPSHOT",
                "Makes\n toast.",
                "Jo <jo@example.com>",
                "linux-x86_64",
                List.of("bin/run", "fast"),
                null,
                new MsiSettings("com.example:toaster", "", "", "https://example.com/toaster", null));
    }
}
