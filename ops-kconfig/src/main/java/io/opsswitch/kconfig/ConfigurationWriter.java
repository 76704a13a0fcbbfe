/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.config.ConfigFiles;
import io.opsswitch.kconfig.config.DotConfig;
import java.io.IOException;
import java.nio.file.Path;

/** Writes configurations, byte for byte as the C tool of their dialect does. */
public final class ConfigurationWriter {

    private ConfigurationWriter() {}

    /**
     * Return the full text: a heading, a banner for each menu, and all symbols that are to be written.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public static String write(Configuration configuration, String prefix) {
        return new DotConfig(configuration.tree(), configuration.values(), prefix).full();
    }

    /**
     * Write the full text to a file; what was there is kept in a file with {@code .old} behind its name.
     *
     * @return whether the file was written; in dialects with {@link Feature#KEEPS_UNCHANGED_FILE} a file that has the
     *     same text already is left alone
     */
    public static boolean writeFile(Configuration configuration, String prefix, Path file) throws IOException {
        boolean keeps = configuration.tree().dialect().has(Feature.KEEPS_UNCHANGED_FILE);
        return ConfigFiles.replace(file, write(configuration, prefix), keeps);
    }

    /**
     * Write the full text into a file as it is, through links, without keeping what was there.
     *
     * @see #writeFile
     */
    public static void overwriteFile(Configuration configuration, String prefix, Path file) throws IOException {
        ConfigFiles.overwrite(file, write(configuration, prefix));
    }

    /** Return only what the user could change and what differs from the defaults: enough to restore the values. */
    public static String minimal(Configuration configuration, String prefix) {
        return new DotConfig(configuration.tree(), configuration.values(), prefix).minimal();
    }
}
