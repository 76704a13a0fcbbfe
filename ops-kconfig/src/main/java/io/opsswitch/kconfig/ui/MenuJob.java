/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/**
 * What a menu works on.
 *
 * @param configuration the values to edit, as read from the file
 * @param prefix what names start with, such as {@code CONFIG_}
 * @param file where to save; it need not exist
 * @param problems what was wrong with the file, to be shown at the start
 * @param baselines what to compare with, besides the file as it is on disk
 */
public record MenuJob(
        Configuration configuration, String prefix, Path file, List<Diagnostic> problems, List<Baseline> baselines) {

    public MenuJob {
        problems = List.copyOf(problems);
        baselines = List.copyOf(baselines);
    }
}
