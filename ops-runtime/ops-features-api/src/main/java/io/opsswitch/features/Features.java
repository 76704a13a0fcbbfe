/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The enabled features and key-values of one image, read from its configuration file ({@code share/ops/.ops-config}).
 *
 * <p>The file has the layout that Kconfig writes, with the prefix {@code OPS_CONFIG_}: {@code OPS_CONFIG_X=y} is an
 * enabled feature, any other value is a key-value, {@code # OPS_CONFIG_X is not set} is a disabled feature.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Features {

    /** The prefix of every symbol in the configuration file of an image. */
    public static final String PREFIX = "OPS_CONFIG_";

    private final Predicate<String> enabled;
    private final Set<String> names;
    private final Map<String, String> keyValues;

    private Features(Predicate<String> enabled, Set<String> names, Map<String, String> keyValues) {
        this.enabled = enabled;
        this.names = Collections.unmodifiableSet(names);
        this.keyValues = Collections.unmodifiableMap(keyValues);
    }

    /**
     * Return a view in which every feature is enabled and no key-value is set, for programs that run outside an image
     * (tests, embedding).
     */
    public static Features unrestricted() {
        return new Features(symbol -> true, Set.of(), Map.of());
    }

    /** Return the features with exactly these names enabled and no key-value set. */
    public static Features of(String... symbols) {
        Set<String> names = new TreeSet<>(Set.of(symbols));
        return new Features(names::contains, names, Map.of());
    }

    /**
     * Read the configuration file of an image.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read or a line in it is no configuration; the message names file and
     *     line
     */
    public static Features read(Path configuration) throws IOException {
        Set<String> names = new TreeSet<>();
        Map<String, String> keyValues = new TreeMap<>();
        int number = 0;
        for (String line : Files.readAllLines(configuration, StandardCharsets.UTF_8)) {
            number++;
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (!line.startsWith(PREFIX) || equals <= PREFIX.length()) {
                throw new IOException(configuration + ":" + number + ": expected " + PREFIX + "SYMBOL=value, found: "
                        + line + "; build the image again to restore the file");
            }
            String symbol = line.substring(PREFIX.length(), equals);
            String value = line.substring(equals + 1);
            if (value.equals("y")) {
                names.add(symbol);
            } else {
                keyValues.put(symbol, unquote(value));
            }
        }
        return new Features(names::contains, names, keyValues);
    }

    /** Return whether the feature of this symbol is in the image. */
    public boolean isEnabled(String symbol) {
        return enabled.test(symbol);
    }

    /** Return the names of the enabled features in alphabetical order; empty for {@link #unrestricted()}. */
    public Set<String> names() {
        return names;
    }

    /** Return the key-values by symbol: strings without their quotes, numbers as they were written. */
    public Map<String, String> keyValues() {
        return keyValues;
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
