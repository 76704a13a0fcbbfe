/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The commands of a guide page and what they print: blocks fenced as {@code console}, where a line behind {@code $} is a
 * command, which goes on behind a backslash, and the others are output. {@code …} stands for any text, on a line of its own
 * for any lines.
 */
final class Transcript {

    private static final String ANYTHING = "…";

    /** A command and the lines that it is to print. */
    record Step(String command, List<String> output) {

        /** Tell whether a text is what the page shows. */
        boolean matches(String text) {
            StringBuilder pattern = new StringBuilder();
            for (String line : output) {
                if (line.equals(ANYTHING)) {
                    pattern.append("(?:[^\n]*\n)*?");
                } else {
                    for (String part : line.split("(?=…)|(?<=…)")) {
                        pattern.append(part.equals(ANYTHING) ? "[^\n]*" : Pattern.quote(part));
                    }
                    pattern.append("[ ]*\n");
                }
            }
            // What follows the last line shown was not worth showing where the page says so before it.
            String rest = output.contains(ANYTHING) ? "(?:[^\n]*\n)*" : "";
            return Pattern.matches(pattern + rest, text);
        }
    }

    private Transcript() {}

    /** Read a page. */
    static List<Step> read(Path page) throws IOException {
        List<Step> steps = new ArrayList<>();
        boolean inside = false;
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && open.length() > 0) {
                open.append('\n').append(line);
            } else if (inside && line.startsWith("$ ")) {
                open.append(line.substring(2));
            } else if (inside) {
                steps.get(steps.size() - 1).output().add(line);
            }
            if (open.length() > 0 && !line.endsWith("\\")) {
                steps.add(new Step(open.toString(), new ArrayList<>()));
                open.setLength(0);
            }
        }
        return steps;
    }
}
