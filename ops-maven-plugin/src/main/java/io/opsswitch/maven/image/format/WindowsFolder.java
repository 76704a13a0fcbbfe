/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Output;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Lays an image out as Windows wants it, for an installer to take: a program {@code bin/x.cmd} takes the place of the
 * shell's {@code bin/x}, texts that people open have their lines ended as there, and no name is one that Windows refuses or
 * takes for another's.
 */
final class WindowsFolder {

    private static final List<String> TEXTS = List.of(".cmd", ".bat", ".txt", ".md", ".ini", ".ps1");
    private static final List<String> PROGRAMS = List.of(".cmd", ".bat", ".exe", ".ps1", ".dll");
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1",
            "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private WindowsFolder() {}

    static void write(Packing packing, Path folder) throws IOException, ImageException {
        Map<String, Path> entries = packing.entries(true);
        check(entries.keySet());
        clear(folder, entries.keySet());
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            byte[] content = Files.readAllBytes(entry.getValue());
            boolean text = TEXTS.stream().anyMatch(entry.getKey().toLowerCase(Locale.ROOT)::endsWith);
            Output.write(folder.resolve(entry.getKey()), text ? crlf(content) : content);
        }
    }

    private static byte[] crlf(byte[] content) {
        // Latin 1 keeps every byte as it is, whatever the text is written in.
        String text = new String(content, StandardCharsets.ISO_8859_1);
        return text.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void check(Set<String> names) throws ImageException {
        Map<String, String> seen = new TreeMap<>();
        for (String name : names) {
            for (String part : name.split("/")) {
                String stem = part.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
                boolean refused = DEVICES.contains(stem)
                        || part.endsWith(".")
                        || part.endsWith(" ")
                        || part.chars().anyMatch(c -> c < ' ' || "<>:\"\\|?*".indexOf(c) >= 0);
                if (refused) {
                    throw new ImageException("Windows cannot have a file of the name " + name
                            + "; perhaps you should rename it in the image");
                }
            }
            if (Packing.isProgram(name) && PROGRAMS.stream().noneMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
                throw new ImageException("Windows cannot run " + name + "; perhaps you should add " + name
                        + ".cmd to the image, which then takes its place there");
            }
            String other = seen.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
            if (other != null) {
                throw new ImageException("Windows cannot tell " + other + " from " + name
                        + "; perhaps you should rename one of them in the image");
            }
        }
    }

    /** Remove what is in a folder but for the files of these names. */
    static void clear(Path folder, Set<String> names) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> old;
        try (Stream<Path> walk = Files.walk(folder)) {
            old = new ArrayList<>(walk.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path path : old) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            if (Files.isRegularFile(path) && !names.contains(name)) {
                Files.delete(path);
            } else if (Files.isDirectory(path)
                    && !path.equals(folder)
                    && names.stream().noneMatch(kept -> kept.startsWith(name + "/"))) {
                Files.delete(path);
            }
        }
    }
}
