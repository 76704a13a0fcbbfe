/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files that a build reads its configuration from: {@code auto.conf}, and what belongs to it. */
public sealed interface BuildOutput permits SplitConfig, SyncedFiles {

    /** What a file's name has behind it while it is written: as with the C tool, for scripts that clean up. */
    String FRESH = ".tmp";

    /** Return the path of {@code auto.conf}, which is written last: when it is new, all are. */
    Path autoConf();

    /** Return that path as the user wrote it. */
    String shownName();

    /**
     * Write them all.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     * @return warnings about the {@code auto.conf} that was there before
     */
    List<Diagnostic> write(Configuration configuration, String prefix) throws IOException;

    /** Tell whether a build has them already. */
    default boolean exist() {
        return Files.exists(autoConf());
    }
}
