/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The licences of what is in an image: a list, and the licence and notice files that the jars have. */
public final class LicenceList {

    /** Where the list lies in an image; the folder of the files lies beside it. */
    public static final String FILE = "share/ops/licences.txt";

    private static final String FOLDER = "share/ops/licences/";
    private static final Pattern LEGAL = Pattern.compile(
            "(META-INF/)?(LICEN[CS]E|NOTICE|COPYING|COPYRIGHT)([._-][A-Za-z0-9._-]*)?", Pattern.CASE_INSENSITIVE);
    private static final String UNKNOWN = "unknown: the POM names none";

    private LicenceList() {}

    /** Return one line for each jar and each file of others in jars: its name, and the SPDX ids or names of its licences. */
    public static String text(List<ImageJar> jars) throws IOException, ImageException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (ImageJar jar : jars) {
            lines.put(
                    jar.name(),
                    jar.licences().isEmpty()
                            ? UNKNOWN
                            : jar.licences().stream()
                                    .map(Licence::shown)
                                    .distinct()
                                    .collect(Collectors.joining(" or ")));
        }
        for (Carried file : Carried.in(jars)) {
            lines.put(file.file(), Licence.shown(file.licence()));
        }
        int width = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        lines.forEach((name, licences) -> text.append(name)
                .append(" ".repeat(width + 2 - name.length()))
                .append(licences)
                .append('\n'));
        return text.toString();
    }

    /** Return the names of the jars whose POM names no licence. */
    public static List<String> unknown(List<ImageJar> jars) {
        return jars.stream()
                .filter(jar -> jar.licences().isEmpty())
                .map(ImageJar::name)
                .toList();
    }

    /** Return the licence and notice files of the jars by their names in the image. */
    public static Map<String, byte[]> files(List<ImageJar> jars) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (ImageJar jar : jars) {
            if (!Files.isRegularFile(jar.file())) {
                continue;
            }
            String folder = FOLDER + jar.name().substring(0, jar.name().length() - ".jar".length()) + "/";
            try (JarFile file = new JarFile(jar.file().toFile(), false);
                    Stream<JarEntry> entries = file.stream()) {
                List<JarEntry> legal = new ArrayList<>(entries.filter(entry -> !entry.isDirectory()
                                && LEGAL.matcher(entry.getName()).matches())
                        .toList());
                for (JarEntry entry : legal) {
                    String name = entry.getName().substring(entry.getName().indexOf('/') + 1);
                    boolean taken = files.keySet().stream()
                            .anyMatch(other ->
                                    other.toLowerCase(Locale.ROOT).equals((folder + name).toLowerCase(Locale.ROOT)));
                    try (InputStream in = file.getInputStream(entry)) {
                        // Two that differ in case only, or in their folder, must not meet on any system.
                        String place = entry.getName().startsWith("META-INF/") ? "META-INF-" : "root-";
                        files.put(folder + (taken ? place : "") + name, in.readAllBytes());
                    }
                }
            }
        }
        return files;
    }
}
