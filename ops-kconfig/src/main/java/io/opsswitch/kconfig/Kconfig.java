/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.nio.file.Path;

/** Loads Kconfig trees. */
public final class Kconfig {

    private Kconfig() {}

    /**
     * Load a tree.
     *
     * @param rootFile the first file; a relative path is tried as it is, then under the source root
     * @throws KconfigException when the text has errors; all that could be found are in it
     * @throws IOException when a file exists but cannot be read, or a command cannot be started
     */
    public static KconfigTree load(Path rootFile, KconfigOptions options) throws KconfigException, IOException {
        throw new UnsupportedOperationException("in the making");
    }
}
