/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.format.msi.MsiSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An image to be packed. Immutable.
 *
 * @param top the name of the one folder at the top of an archive, such as {@code ops-alpha}
 * @param root the folder with the image
 * @param files the files below it
 * @param timestamp the modification time of every entry
 * @param platform the platform that it is for
 * @param product the name of the product, as in Maven an artifact's
 * @param version the version, as in Maven
 * @param about one sentence about the product
 * @param maintainer who stands behind it, such as {@code Jo <jo@example.com>}
 * @param machine the machine that its native code is for, as Maven classifiers name it, such as {@code linux-x86_64};
 *     empty when it has none
 * @param start the program that a container starts, with arguments, relative to the image's folder
 * @param base an archive with an OCI layout that a container image is put upon; null for an empty one
 * @param msi what only a package for Windows Installer has
 */
public record Packing(
        String top,
        Path root,
        List<Path> files,
        Instant timestamp,
        String platform,
        String product,
        String version,
        String about,
        String maintainer,
        String machine,
        List<String> start,
        @Nullable Path base,
        MsiSettings msi) {

    private static final String BATCH = ".cmd";

    /** Copy the lists. */
    public Packing {
        files = List.copyOf(files);
        start = List.copyOf(start);
    }

    /** Return the same image with these files. */
    public Packing withFiles(List<Path> others) {
        return new Packing(
                top, root, others, timestamp, platform, product, version, about, maintainer, machine, start, base, msi);
    }

    /** Return the same image in another folder. */
    public Packing withRoot(Path other, List<Path> itsFiles) {
        return new Packing(
                top,
                other,
                itsFiles,
                timestamp,
                platform,
                product,
                version,
                about,
                maintainer,
                machine,
                start,
                base,
                msi);
    }

    /** Return the files below a folder of the image by their names relative to it. */
    public Map<String, Path> below(String folder) {
        Map<String, Path> found = new TreeMap<>();
        entries(false).forEach((name, file) -> {
            if (name.startsWith(folder + "/")) {
                found.put(name.substring(folder.length() + 1), file);
            }
        });
        return found;
    }

    /** Write some of the files as a zip archive without a folder at its top. */
    public void zip(Map<String, Path> some, Path archive) throws IOException {
        Zip.write(archive, some, "", timestamp);
    }

    /** Return the files by their names in the image, with slashes, in order; without those for another system. */
    Map<String, Path> entries(boolean windows) {
        Map<String, Path> all = new TreeMap<>();
        for (Path file : files) {
            all.put(root.relativize(file).toString().replace('\\', '/'), file);
        }
        Map<String, Path> entries = new TreeMap<>(all);
        for (String name : all.keySet()) {
            if (name.startsWith("bin/") && name.endsWith(BATCH)) {
                String other = name.substring(0, name.length() - BATCH.length());
                if (all.containsKey(other)) {
                    entries.remove(windows ? other : name);
                }
            }
        }
        return entries;
    }

    /** Return the folders that entries are in, each with a slash at its end, in order. */
    static Iterable<String> folders(Map<String, Path> entries, String prefix) {
        TreeSet<String> folders = new TreeSet<>();
        for (String name : entries.keySet()) {
            String whole = prefix + name;
            for (int slash = whole.indexOf('/'); slash >= 0; slash = whole.indexOf('/', slash + 1)) {
                folders.add(whole.substring(0, slash + 1));
            }
        }
        return folders;
    }

    /** Return whether an entry is a program, by its place. */
    static boolean isProgram(String name) {
        return name.startsWith("bin/");
    }

    /** Return a text as one line. */
    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** Return the size of all entries in bytes. */
    static long bytes(Map<String, Path> entries) throws IOException {
        long sum = 0;
        for (Path file : entries.values()) {
            sum += Files.size(file);
        }
        return sum;
    }
}
