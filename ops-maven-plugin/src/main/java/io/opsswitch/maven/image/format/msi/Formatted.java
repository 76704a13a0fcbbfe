/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Texts that Windows Installer completes when it installs: what is in brackets becomes the value of a property, and some
 * signs need guarding. Its folders end in a backslash, so {@code ${home}\lib} becomes {@code [INSTALLDIR]lib}, and {@code
 * ${home}} alone ends in one, which no JVM minds in the name of a folder.
 */
final class Formatted {

    /** The property with the folder that the product is installed in. */
    static final String HOME = "INSTALLDIR";

    /** The property with the folder of the data, which outlives the product. */
    static final String DATA = "DataFolder";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}[\\\\/]?");

    /** Separates the items of a list in a text. */
    private static final String SEPARATOR = "[~]";

    private Formatted() {}

    /**
     * Return a text of an image's file for Windows Installer.
     *
     * @param origin where the text is from
     * @throws ImageException if it has another variable than {@code ${home}} and {@code ${data}}
     */
    static String text(String text, String origin) throws ImageException {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        int end = 0;
        while (matcher.find()) {
            result.append(plain(text.substring(end, matcher.start())));
            String folder = switch (matcher.group(1)) {
                case "home" -> HOME;
                case "data" -> DATA;
                default ->
                    throw new ImageException(
                            origin + " uses ${" + matcher.group(1) + "}, but there are only ${home} and ${data}");
            };
            end = matcher.end();
            result.append('[').append(folder).append(']');
        }
        return result.append(plain(text.substring(end))).toString();
    }

    /** Return a text for Windows Installer, which is to come out as it is. */
    static String plain(String text) {
        return text.replaceAll("[\\[\\]{}]", "[\\\\$0]");
    }

    /** Return what the table of the registry has for a text. */
    static String registryText(String formatted) {
        return formatted.startsWith("#") ? "#" + formatted : formatted;
    }

    /** Return what the table of the registry has for a list, which takes the place of an earlier one. */
    static String registryList(List<String> formatted) {
        return formatted.stream().collect(Collectors.joining(SEPARATOR, SEPARATOR, SEPARATOR));
    }

    /** Return what the table of services has for a list. */
    static String serviceList(List<String> names) {
        return names.stream().map(name -> name + SEPARATOR).collect(Collectors.joining("", "", SEPARATOR));
    }
}
