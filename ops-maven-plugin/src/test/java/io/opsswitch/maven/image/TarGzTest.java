/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarGzTest {

    private static final Instant TIMESTAMP = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path folder;

    @Test
    void packsFoldersBeforeTheirFilesWithFixedOwnersTimesAndModes() throws IOException {
        Path archive = pack("a", 1_000);
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        assertThat(entries.keySet())
                .containsExactly("top/", "top/bin/", "top/lib/", "top/lib/deep/", "top/bin/run", "top/lib/deep/x.jar");
        assertThat(entries.values()).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.from(TIMESTAMP));
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getUserName()).isEqualTo("root");
        });
        assertThat(entries.get("top/bin/run").getMode() & 0777).isEqualTo(0755);
        assertThat(entries.get("top/lib/deep/x.jar").getMode() & 0777).isEqualTo(0644);
    }

    @Test
    void givesTheSameBytesForTheSameContents() throws IOException {
        assertThat(pack("a", 1_000)).hasSameBinaryContentAs(pack("b", 9_000_000));
    }

    private Path pack(String name, long modified) throws IOException {
        Path image = Files.createDirectories(folder.resolve(name));
        Files.createDirectories(image.resolve("bin"));
        Files.createDirectories(image.resolve("lib/deep"));
        Files.writeString(image.resolve("bin/run"), "run");
        Files.writeString(image.resolve("lib/deep/x.jar"), "jar");
        Files.setLastModifiedTime(image.resolve("bin/run"), FileTime.fromMillis(modified));
        Path archive = folder.resolve(name + ".tar.gz");
        TarGz.write(archive, "top", image, new ImageAssembler(image).files(), TIMESTAMP);
        return archive;
    }
}
