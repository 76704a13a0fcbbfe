/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.ImageException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;

/**
 * Packs an image as a Debian package, see deb(5): an {@code ar} archive of the version of the format, the control files
 * and the files to install, which go below {@code /opt/PRODUCT}. Files in {@code etc/} are configuration files: the package
 * manager asks before it replaces one that was changed.
 */
final class DebianPackage {

    private static final int PLAIN = 0100644;
    private static final int KIBIBYTE = 1024;

    private DebianPackage() {}

    static void write(Packing packing, Path file) throws IOException, ImageException {
        byte[] control = control(packing);
        Path data = file.resolveSibling(file.getFileName() + ".data");
        try {
            Whole.write(data, out -> {
                try (Tar tar = new Tar(Tar.gzip(out), packing.timestamp())) {
                    tar.addFolder("./");
                    tar.addAll(packing.entries(false), "./opt/" + packing.product() + "/");
                }
            });
            Whole.write(file, out -> {
                try (ArArchiveOutputStream ar = new ArArchiveOutputStream(out)) {
                    byte[] version = "2.0\n".getBytes(StandardCharsets.US_ASCII);
                    begin(ar, "debian-binary", version.length, packing);
                    ar.write(version);
                    ar.closeArchiveEntry();
                    begin(ar, "control.tar.gz", control.length, packing);
                    ar.write(control);
                    ar.closeArchiveEntry();
                    begin(ar, "data.tar.gz", Files.size(data), packing);
                    copy(data, ar);
                    ar.closeArchiveEntry();
                }
            });
        } finally {
            Files.deleteIfExists(data);
        }
    }

    private static void begin(ArArchiveOutputStream ar, String name, long size, Packing packing) throws IOException {
        ar.putArchiveEntry(
                new ArArchiveEntry(name, size, 0, 0, PLAIN, packing.timestamp().getEpochSecond()));
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    private static byte[] control(Packing packing) throws IOException, ImageException {
        Map<String, Path> entries = packing.entries(false);
        String top = "opt/" + packing.product() + "/";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Tar tar = new Tar(Tar.gzip(bytes), packing.timestamp())) {
            tar.addFolder("./");
            String settings = entries.keySet().stream()
                    .filter(name -> name.startsWith("etc/"))
                    .map(name -> "/" + top + name + "\n")
                    .collect(Collectors.joining());
            if (!settings.isEmpty()) {
                tar.add("./conffiles", settings.getBytes(StandardCharsets.UTF_8));
            }
            tar.add("./control", fields(packing, entries).getBytes(StandardCharsets.UTF_8));
            StringBuilder sums = new StringBuilder();
            for (Map.Entry<String, Path> entry : entries.entrySet()) {
                byte[] sum = Digests.of("MD5", entry.getValue()); // what the format has; it is no protection
                sums.append(HexFormat.of().formatHex(sum)).append("  ");
                sums.append(top).append(entry.getKey()).append('\n');
            }
            tar.add("./md5sums", sums.toString().getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static String fields(Packing packing, Map<String, Path> entries) throws IOException, ImageException {
        return "Package: " + name(packing)
                + "\nVersion: " + version(packing.version())
                + "\nSection: net"
                + "\nPriority: optional"
                + "\nArchitecture: " + Machine.debian(packing.machine())
                + "\nMaintainer: " + Packing.oneLine(packing.maintainer())
                + "\nInstalled-Size: " + (Packing.bytes(entries) + KIBIBYTE - 1) / KIBIBYTE
                + "\nDepends: java17-runtime-headless | default-jre-headless (>= 2:1.17)"
                + "\nDescription: " + Packing.oneLine(packing.about())
                + "\n";
    }

    private static String name(Packing packing) throws ImageException {
        String name = (packing.product() + "-" + packing.platform())
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
        if (!name.matches("[a-z0-9][a-z0-9+.-]+")) {
            throw new ImageException(
                    "\"" + name + "\" is no name of a Debian package; perhaps you should write artifactId"
                            + " and platform with letters, digits, points and hyphens only");
        }
        return name;
    }

    /** What Maven orders before a release, such as a snapshot, goes behind a tilde, as Debian orders it. */
    static String version(String maven) throws ImageException {
        String version = maven.replaceFirst("-(?i:(SNAPSHOT|alpha|beta|milestone|rc|cr|m))", "~$1")
                .replace('_', '+');
        if (!version.matches("[0-9][A-Za-z0-9.+~-]*")) {
            throw new ImageException("\"" + maven + "\" cannot be the version of a Debian package; perhaps you should"
                    + " start it with a digit, and use letters, digits, points and hyphens only");
        }
        return version;
    }
}
