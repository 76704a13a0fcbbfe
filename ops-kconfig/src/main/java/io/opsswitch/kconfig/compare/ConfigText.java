/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.compare;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration file says, read without a tree: the value of each name as the file has it, strings in quotes.
 *
 * <p>{@code PREFIX_NAME=value} and {@code # PREFIX_NAME is not set} count, which is n; everything else does not, and of
 * two lines for one name the last does. Immutable.
 */
public final class ConfigText {

    private static final String NOT_SET = " is not set";

    private final Map<String, String> values;

    private ConfigText(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Read a file.
     *
     * @param prefix what names in the file start with, such as {@code CONFIG_}
     */
    public static ConfigText read(Path file, String prefix) throws IOException {
        return parse(new String(SourceLoader.decode(file)), prefix);
    }

    /** Read a text. */
    public static ConfigText parse(String text, String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        text.lines().forEach(line -> add(values, line, prefix));
        return new ConfigText(values);
    }

    /** Return what a configuration would have written. */
    public static ConfigText of(Configuration configuration) {
        return parse(ConfigurationWriter.write(configuration, ""), "");
    }

    private static void add(Map<String, String> values, String line, String prefix) {
        int equals = line.indexOf('=');
        String unset = "# " + prefix;
        if (line.startsWith(unset) && line.endsWith(NOT_SET)) {
            String name = line.substring(unset.length(), Math.max(unset.length(), line.length() - NOT_SET.length()));
            if (!name.isEmpty() && name.indexOf(' ') < 0) {
                values.put(name, "n");
            }
        } else if (!line.startsWith("#") && line.startsWith(prefix) && equals > prefix.length()) {
            values.put(line.substring(prefix.length(), equals), line.substring(equals + 1));
        }
    }

    /** Return the names without prefix and their values, in the order in which they first come up. */
    public Map<String, String> values() {
        return values;
    }

    /** Return the value of a name, or null when the file does not say it. */
    public @Nullable String value(String name) {
        return values.get(name);
    }
}
