/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchivesTest {

    @TempDir
    Path folder;

    @Test
    void tarHasFoldersBeforeTheirFilesWithFixedOwnersTimesAndModes() throws Exception {
        Packing packing = Packings.small(folder);
        Path archive = folder.resolve("a.tar.gz");
        Format.TAR_GZ.write(packing, archive);
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new GzipCompressorInputStream(Files.newInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.put(entry.getName(), entry);
            }
        }
        assertThat(entries.keySet())
                .containsExactly(
                        "ops-p/",
                        "ops-p/bin/",
                        "ops-p/etc/",
                        "ops-p/lib/",
                        "ops-p/lib/deep/",
                        "ops-p/bin/run",
                        "ops-p/etc/run.conf",
                        "ops-p/lib/deep/x.jar");
        assertThat(entries.values()).allSatisfy(entry -> {
            assertThat(entry.getLastModifiedTime()).isEqualTo(FileTime.from(Packings.TIMESTAMP));
            assertThat(entry.getLongUserId()).isZero();
            assertThat(entry.getUserName()).isEqualTo("root");
        });
        assertThat(entries.get("ops-p/bin/run").getMode() & 0777).isEqualTo(0755);
        assertThat(entries.get("ops-p/lib/deep/x.jar").getMode() & 0777).isEqualTo(0644);
    }

    @Test
    void zipKeepsWhichFilesAreProgramsAndLeavesWindowsLaunchersOut() throws Exception {
        Packing packing = Packings.small(folder);
        Path archive = folder.resolve("a.zip");
        Format.ZIP.write(packing, archive);
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            assertThat(zip.getEntry("ops-p/bin/run").getUnixMode() & 0777).isEqualTo(0755);
            assertThat(zip.getEntry("ops-p/etc/run.conf").getUnixMode() & 0777).isEqualTo(0644);
            Enumeration<ZipArchiveEntry> entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                assertThat(entries.nextElement().getName()).doesNotEndWith(".cmd");
            }
        }
    }

    @Test
    void batchFilesWithoutATwinAreInEveryFormat() throws Exception {
        Packing packing = Packings.small(folder, Map.of("bin/only.cmd", "@echo off\n"));
        Path archive = folder.resolve("a.zip");
        Format.ZIP.write(packing, archive);
        try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
            assertThat(zip.getEntry("ops-p/bin/only.cmd")).isNotNull();
            assertThat(zip.getEntry("ops-p/bin/run.cmd")).isNull();
        }
    }

    @Test
    void folderForWindowsHasBatchFilesWithItsEndsOfLines() throws Exception {
        Packing packing = Packings.small(folder);
        Path windows = folder.resolve("w");
        Files.createDirectories(windows.resolve("old"));
        Files.writeString(windows.resolve("old/stale.jar"), "x");
        Format.FOLDER.write(packing, windows);
        assertThat(windows.resolve("bin/run")).doesNotExist();
        assertThat(Files.readString(windows.resolve("bin/run.cmd"))).isEqualTo("@echo off\r\necho hi\r\n");
        assertThat(Files.readString(windows.resolve("etc/run.conf"))).isEqualTo("a=1\n");
        assertThat(windows.resolve("lib/deep/x.jar")).hasContent("jar");
        assertThat(windows.resolve("old")).doesNotExist();
    }

    @Test
    void folderForWindowsRefusesNamesThatItCannotHave() throws Exception {
        assertRefused("share/aux.txt", "Windows cannot have a file of the name share/aux.txt");
        assertRefused("bin/tool", "Windows cannot run bin/tool; perhaps you should add bin/tool.cmd to the image");
        assertRefused("share/a:b", "Windows cannot have a file of the name share/a:b");
        assertRefused("LIB/deep/X.jar", "Windows cannot tell LIB/deep/X.jar from lib/deep/x.jar");
    }

    private void assertRefused(String name, String message) throws IOException {
        Packing packing = Packings.small(folder, Map.of(name, "x"));
        assertThatThrownBy(() -> Format.FOLDER.write(packing, folder.resolve("w")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"FOLDER"},
            mode = EnumSource.Mode.EXCLUDE)
    void givesTheSameBytesWhereverAndWheneverItIsBuilt(Format format) throws Exception {
        if (format == Format.MSI) {
            Peers.require("wixl", "msibuild");
        }
        TimeZone home = TimeZone.getDefault();
        Path one = folder.resolve("one");
        Path other = folder.resolve("other");
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("America/Los_Angeles"));
            format.write(Packings.small(folder.resolve("x")), one);
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Auckland"));
            Packing elsewhere = Packings.small(folder.resolve("deeper/y"));
            for (Path file : elsewhere.files()) {
                Files.setLastModifiedTime(file, FileTime.fromMillis(9_000_000));
            }
            format.write(elsewhere, other);
        } finally {
            TimeZone.setDefault(home);
        }
        assertThat(one).hasSameBinaryContentAs(other);
    }

    @Test
    void listsTheFormatsWhenAskedForAnotherOne() {
        assertThatThrownBy(() -> Format.parse(List.of("zip", "rpm")))
                .isInstanceOf(ImageException.class)
                .hasMessage("<formats> names \"rpm\"; the formats are tar.gz, zip, oci, deb, msi, folder");
    }
}
