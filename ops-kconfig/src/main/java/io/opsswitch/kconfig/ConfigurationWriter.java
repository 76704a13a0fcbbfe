/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.nio.file.Path;

/** Writes configurations as the C tool of their dialect does. */
public final class ConfigurationWriter {

    private ConfigurationWriter() {}

    /** Return the full text. */
    public static String write(Configuration configuration, String prefix) {
        throw new UnsupportedOperationException("in the making");
    }

    /** Write the full text to a file, unless it has this text already; return whether it was written. */
    public static boolean writeFile(Configuration configuration, String prefix, Path file) throws IOException {
        throw new UnsupportedOperationException("in the making");
    }

    /** Return only what differs from the defaults. */
    public static String minimal(Configuration configuration, String prefix) {
        throw new UnsupportedOperationException("in the making");
    }
}
