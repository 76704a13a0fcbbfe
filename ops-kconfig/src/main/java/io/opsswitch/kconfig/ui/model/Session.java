/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/**
 * What a menu works on.
 *
 * @param configuration the values to edit
 * @param prefix what names start with, such as {@code CONFIG_}
 * @param file where to save
 * @param problems what was wrong at the start
 * @param references what to compare with, besides the file
 */
public record Session(
        Configuration configuration, String prefix, Path file, List<Diagnostic> problems, List<Reference> references) {

    public Session {
        problems = List.copyOf(problems);
        references = List.copyOf(references);
    }
}
