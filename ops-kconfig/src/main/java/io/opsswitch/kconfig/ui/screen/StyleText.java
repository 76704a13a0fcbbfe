/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads descriptions of looks in the form of Kconfiglib's MENUCONFIG_STYLE: words that are the name of a template, or
 * {@code element=attribute,...} with {@code fg:COLOUR}, {@code bg:COLOUR}, bold, underline and standout, or
 * {@code element=element}.
 */
final class StyleText {

    private static final List<String> COLOURS =
            List.of("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white");
    private static final int BRIGHT = 8;
    private static final int LAST = 255;
    private static final int RGB_DIGITS = 6;
    private static final int HEXADECIMAL = 16;

    private final Map<Role, Look> looks = new EnumMap<>(Role.class);
    private final List<String> problems = new ArrayList<>();

    List<String> problems() {
        return problems;
    }

    Theme theme() {
        return new Theme(looks);
    }

    /** Read more, which counts over what was read before. */
    StyleText read(String text) {
        for (String word : text.strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                readTemplate(word);
            } else {
                readElement(word.substring(0, equals), word.substring(equals + 1), word);
            }
        }
        return this;
    }

    private void readTemplate(String name) {
        String template = Schemes.TEMPLATES.get(name);
        if (template != null) {
            read(template);
        } else if (!name.isEmpty()) {
            problems.add("there is no template \"" + name + "\" (there are "
                    + String.join(", ", Schemes.TEMPLATES.keySet()) + ")");
        }
    }

    private void readElement(String element, String attributes, String word) {
        Role role = Role.of(element);
        if (role == null) {
            problems.add("there is no element \"" + element + "\" (in \"" + word + "\")");
            return;
        }
        Role other = Role.of(attributes);
        looks.put(role, other != null ? looks.getOrDefault(other, Look.PLAIN) : look(attributes, word));
    }

    private Look look(String attributes, String word) {
        int foreground = Look.DEFAULT;
        int background = Look.DEFAULT;
        boolean bold = false;
        boolean underline = false;
        boolean standout = false;
        for (String attribute : attributes.split(",")) {
            if (attribute.startsWith("fg:")) {
                foreground = colour(attribute.substring("fg:".length()), word);
            } else if (attribute.startsWith("bg:")) {
                background = colour(attribute.substring("bg:".length()), word);
            } else {
                switch (attribute) {
                    case "bold" -> bold = true;
                    case "underline" -> underline = true;
                    case "standout" -> standout = true;
                    case "" -> {
                        // element= switches everything off.
                    }
                    default -> problems.add("there is no attribute \"" + attribute + "\" (in \"" + word + "\")");
                }
            }
        }
        return new Look(foreground, background, bold, underline, standout);
    }

    private int colour(String text, String word) {
        String name = text.toLowerCase(Locale.ROOT).replace("purple", "magenta");
        int plain = COLOURS.indexOf(name);
        if (plain >= 0) {
            return plain;
        }
        if (name.startsWith("bright") && COLOURS.contains(name.substring("bright".length()))) {
            return BRIGHT + COLOURS.indexOf(name.substring("bright".length()));
        }
        if (name.equals("default")) {
            return Look.DEFAULT;
        }
        try {
            if (name.startsWith("#") && name.length() == 1 + RGB_DIGITS) {
                return Look.RGB | Integer.parseInt(name, 1, name.length(), HEXADECIMAL);
            }
            int number = Integer.parseInt(name);
            if (number >= Look.DEFAULT && number <= LAST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Reported below like all other texts that are no colour.
        }
        problems.add("\"" + text + "\" is no colour: a name, a number up to 255 or #RRGGBB (in \"" + word + "\")");
        return Look.DEFAULT;
    }
}
