/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the configuration file of an image: {@code OPS_CONFIG_X=y} is an enabled feature, any other value is a key-value,
 * {@code # OPS_CONFIG_X is not set} is a disabled feature. Symbols whose dependencies are not met are not in the file.
 */
final class DotConfig {

    private static final Pattern OFF = Pattern.compile("# " + ManifestFile.PREFIX + "(\\S+) is not set");
    private static final Pattern TITLE = Pattern.compile("# .* for \"([^\"]+)\" Platform");

    private DotConfig() {}

    static Selection read(String source, String text) throws IOException {
        Set<String> enabled = new TreeSet<>();
        Set<String> disabled = new TreeSet<>();
        Map<String, String> keyValues = new TreeMap<>();
        String platform = "";
        int number = 0;
        for (String each : text.split("\n", -1)) {
            number++;
            String line = each.stripTrailing();
            if (line.startsWith("#")) {
                Matcher off = OFF.matcher(line);
                Matcher title = TITLE.matcher(line);
                if (off.matches()) {
                    disabled.add(off.group(1));
                } else if (platform.isEmpty() && title.matches()) {
                    platform = title.group(1);
                }
            } else if (!line.isBlank()) {
                assignment(source + ":" + number, line, enabled, keyValues);
            }
        }
        return new Selection(source, platform, enabled, disabled, keyValues, false);
    }

    private static void assignment(String place, String line, Set<String> enabled, Map<String, String> keyValues)
            throws IOException {
        int equals = line.indexOf('=');
        if (!line.startsWith(ManifestFile.PREFIX) || equals <= ManifestFile.PREFIX.length()) {
            throw new IOException(place + ": expected " + ManifestFile.PREFIX + "SYMBOL=value, found: " + line
                    + "; build the image again to restore the file");
        }
        String symbol = line.substring(ManifestFile.PREFIX.length(), equals);
        String value = line.substring(equals + 1);
        if (value.equals("y")) {
            enabled.add(symbol);
        } else {
            keyValues.put(symbol, unquote(value));
        }
    }

    private static String unquote(String value) {
        if (value.length() < 2 || !value.startsWith("\"") || !value.endsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder(value.length());
        for (int i = 1; i < value.length() - 1; i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length() - 1) {
                c = value.charAt(++i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
