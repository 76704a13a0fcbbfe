/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Names of eight and three letters, which Windows Installer wants beside those that are longer. */
final class ShortNames {

    private static final Pattern SHORT = Pattern.compile("[A-Za-z0-9_-]{1,8}(\\.[A-Za-z0-9_-]{1,3})?");
    private static final int STEM = 8;
    private static final int ENDING = 3;

    private final Map<String, String> result = new TreeMap<>();

    /** Find names for all that is in one folder. */
    ShortNames(Collection<String> names) {
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            if (SHORT.matcher(name).matches()) {
                taken.add(name.toUpperCase(Locale.ROOT));
                result.put(name, name);
            }
        }
        for (String name : names) {
            if (!result.containsKey(name)) {
                result.put(name, shorten(name, taken) + "|" + name);
            }
        }
    }

    /** Return what a table of the package calls this one: the name itself if it is short, else {@code SHORT|long}. */
    String get(String name) {
        return Objects.requireNonNull(result.get(name), name);
    }

    /** Return what a table of the package calls a folder that has no neighbours. */
    static String ofOne(String name) {
        return new ShortNames(List.of(name)).get(name);
    }

    private static String shorten(String name, Set<String> taken) {
        int point = name.lastIndexOf('.');
        String stem = letters(point > 0 ? name.substring(0, point) : name);
        String ending = letters(point > 0 ? name.substring(point + 1) : "");
        String end = ending.isEmpty() ? "" : "." + ending.substring(0, Math.min(ENDING, ending.length()));
        for (int number = 1; ; number++) {
            String tail = "~" + number;
            String candidate = stem.substring(0, Math.min(STEM - tail.length(), stem.length())) + tail + end;
            if (taken.add(candidate)) {
                return candidate;
            }
        }
    }

    private static String letters(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_-]", "");
    }
}
