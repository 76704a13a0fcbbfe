/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds clues in the lines of one file, help texts and comments left out. Used once, by one thread.
 *
 * <p>It looks at the first word of a line and little more: whoever writes a tree for one tool uses its forms in many
 * places, so that missing one costs nothing, while taking text for a statement would.
 */
final class LineClues {

    private static final int TAB = 8;
    private static final Set<String> SOURCES =
            Set.of("source", "rsource", "osource", "orsource", "gsource", "grsource");

    private int helpColumn = -1; // in a help text: its indentation, 0 before the first line
    private boolean insideChoice;

    /** Report the clues of a line. */
    void read(String line, Consumer<Clue> found) {
        int first = 0;
        int column = 0;
        while (first < line.length() && line.charAt(first) <= ' ') {
            column = line.charAt(first) == '\t' ? (column / TAB + 1) * TAB : column + 1;
            first++;
        }
        if (first == line.length()) {
            return;
        }
        if (helpColumn >= 0 && column > 0 && column >= helpColumn) {
            helpColumn = helpColumn == 0 ? column : helpColumn;
            return;
        }
        helpColumn = -1;
        if (line.charAt(first) != '#') {
            statement(line.substring(first).stripTrailing(), found);
        }
    }

    private void statement(String text, Consumer<Clue> found) {
        int end = 0;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) != '"') {
            end++;
        }
        String word = text.substring(0, end);
        String rest = text.substring(end).strip();
        if (rest.contains("$(") && !word.equals("prompt")) {
            found.accept(Clue.MACRO);
        }
        switch (word) {
            case "help" -> helpColumn = 0;
            case "---help---" -> {
                helpColumn = 0;
                found.accept(Clue.OLD_FORM);
            }
            case "mainmenu" -> title(rest, found);
            case "config", "menuconfig" -> entry(rest, found);
            case "choice" -> {
                insideChoice = true;
                report(!rest.isEmpty() && !rest.startsWith("#"), Clue.OLD_CHOICE, found);
            }
            case "endchoice", "menu", "if" -> insideChoice = false;
            case "optional" -> report(insideChoice, Clue.OLD_CHOICE, found);
            case "tristate" -> report(insideChoice, Clue.OLD_CHOICE, found);
            case "modules" -> report(rest.isEmpty(), Clue.MODULES, found);
            case "transitional" -> report(rest.isEmpty(), Clue.NEWEST, found);
            case "depends" -> report(rest.startsWith("on ") && hasCondition(rest), Clue.NEWEST, found);
            case "configdefault" -> found.accept(Clue.ZEPHYR);
            case "def_int", "def_hex", "def_string" -> found.accept(Clue.EXTENDED);
            case "boolean" -> found.accept(Clue.OLD_FORM);
            case "option" -> found.accept(rest.startsWith("env") ? Clue.ENVIRONMENT_OPTION : Clue.OLD_FORM);
            default -> {
                // a statement that all tools know, or none
            }
        }
        if (SOURCES.contains(word)) {
            source(word, rest, found);
        }
    }

    private void entry(String name, Consumer<Clue> found) {
        insideChoice = false;
        report(name.startsWith("BR2_"), Clue.BUILDROOT, found);
    }

    private static void title(String title, Consumer<Clue> found) {
        report(title.contains("U-Boot"), Clue.U_BOOT, found);
        report(title.contains("Buildroot"), Clue.BUILDROOT, found);
        report(title.contains("Zephyr"), Clue.ZEPHYR, found);
        report(title.contains("KERNELVERSION"), Clue.KERNEL, found);
        report(hasDollarName(title), Clue.DOLLAR, found);
    }

    private static void source(String word, String path, Consumer<Clue> found) {
        report(!word.equals("source"), Clue.EXTENDED, found);
        report(path.contains("Kconfig.zephyr") || path.contains("ZEPHYR_BASE"), Clue.ZEPHYR, found);
        report(path.indexOf('*') >= 0, Clue.EXTENDED, found);
        report(hasDollarName(path), Clue.DOLLAR, found);
        report(!path.startsWith("\"") && !path.startsWith("'"), Clue.OLD_FORM, found);
    }

    private static boolean hasDollarName(String text) {
        int dollar = text.indexOf('$');
        return dollar >= 0 && dollar + 1 < text.length() && Character.isLetterOrDigit(text.charAt(dollar + 1));
    }

    /** Tell whether a condition stands behind an expression: {@code A || B if C}. */
    private static boolean hasCondition(String expression) {
        int at = expression.indexOf(" if ");
        return at > 0
                && expression.substring(0, at).chars().filter(c -> c == '"').count() % 2 == 0;
    }

    private static void report(boolean holds, Clue clue, Consumer<Clue> found) {
        if (holds) {
            found.accept(clue);
        }
    }
}
