/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The record of every decision and its reason, {@code ops-mod-config.log}: a part for each platform that was built in
 * the folder, in it a section for each goal. Holds no time and no path outside the product, so that two builds write the
 * same.
 *
 * <p>A build that decides as the one before leaves the file alone: while what it has said so far is how the file goes on,
 * nothing is written.
 *
 * <p>One object serves all goals of a project in one build; it is used by one thread at a time.
 */
public final class DecisionLog {

    /** The name of the file in the build folder. */
    public static final String NAME = "ops-mod-config.log";

    private static final String PLATFORM = "==== platform ";
    private static final String PLATFORM_END = " ====";
    private static final String SECTION = "== ";
    private static final String SECTION_END = " ==";

    private final Path file;
    private final Map<String, Map<String, String>> parts;
    private final Map<String, String> written = new LinkedHashMap<>();

    /** Open the log of a build folder. */
    public DecisionLog(Path buildDirectory) throws IOException {
        this.file = buildDirectory.resolve(NAME);
        this.parts = Files.exists(file) ? parse(Files.readAllLines(file)) : new LinkedHashMap<>();
        parts.forEach((platform, sections) -> written.put(platform, text(sections)));
    }

    /** Start a platform's part anew with this section. */
    public void start(String platform, String title, List<String> lines) throws IOException {
        parts.put(platform, new LinkedHashMap<>());
        append(platform, title, lines);
    }

    /** Append a section to a platform's part, in place of one with the same title. */
    public void append(String platform, String title, List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        parts.computeIfAbsent(platform, any -> new LinkedHashMap<>()).put(title, text.toString());
        save();
    }

    private void save() throws IOException {
        StringBuilder whole = new StringBuilder();
        parts.forEach((platform, sections) -> {
            String said = text(sections);
            String before = written.getOrDefault(platform, "");
            whole.append(PLATFORM).append(platform).append(PLATFORM_END).append('\n');
            whole.append(before.startsWith(said) ? before : said);
        });
        Output.write(file, whole.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static String text(Map<String, String> sections) {
        StringBuilder text = new StringBuilder();
        sections.forEach((title, body) -> text.append(SECTION)
                .append(title)
                .append(SECTION_END)
                .append('\n')
                .append(body));
        return text.toString();
    }

    private static Map<String, Map<String, String>> parse(List<String> lines) {
        Map<String, Map<String, String>> parts = new LinkedHashMap<>();
        Map<String, String> sections = new LinkedHashMap<>();
        String title = "";
        for (String line : lines) {
            if (line.startsWith(PLATFORM) && line.endsWith(PLATFORM_END)) {
                sections = new LinkedHashMap<>();
                parts.put(line.substring(PLATFORM.length(), line.length() - PLATFORM_END.length()), sections);
            } else if (line.startsWith(SECTION) && line.endsWith(SECTION_END)) {
                title = line.substring(SECTION.length(), line.length() - SECTION_END.length());
                sections.put(title, "");
            } else {
                sections.merge(title, line + "\n", String::concat);
            }
        }
        return parts;
    }

    /** Return the file. */
    public Path file() {
        return file;
    }
}
