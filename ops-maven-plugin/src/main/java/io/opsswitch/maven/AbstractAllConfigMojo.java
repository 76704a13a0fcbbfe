/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.KconfigCommand;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal that answers all questions in one way, but for those that a file has answered in advance. */
abstract class AbstractAllConfigMojo extends AbstractModeMojo {

    /**
     * A configuration file with answers that are kept, as KCONFIG_ALLCONFIG names it. The value 1 stands for the file of
     * this goal (allno.config, allyes.config, allmod.config, alldef.config, allrandom.config), else all.config.
     */
    @Parameter(property = "allconfig")
    @Nullable
    String allconfig;

    @Override
    void prepare(KconfigCommand command) {
        if (allconfig != null) {
            command.with(
                    "KCONFIG_ALLCONFIG",
                    allconfig.equals("1") ? "1" : file(allconfig).toString());
        }
    }
}
