/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.workspace.KconfigCommand;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Merge fragments, files with some of the values, onto the configuration, fill up what is new with defaults, and write it.
 * Warns of what a fragment asks for that did not come true, with the reason, and of values that a fragment changes.
 */
@Mojo(name = MergeMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class MergeMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "merge";

    /** The fragments, separated by commas; later ones win. */
    @Parameter(property = "fragments", required = true)
    String fragments;

    /** Fail, and write nothing, when a fragment changes a value given before or asks for what does not come true. */
    @Parameter(property = "strict", defaultValue = "false")
    boolean strict;

    @Override
    void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        List<String> words = new ArrayList<>(List.of(GOAL_NAME));
        KconfigCommand command = command(workspace);
        if (strict) {
            words.add("-s");
            command.with("KCONFIG_WERROR", "1");
        }
        if (Files.exists(workspace.configuration())) {
            words.add(workspace.shown(workspace.configuration()));
        }
        for (String fragment : fragments.split(",")) {
            words.add(workspace.shown(file(fragment.strip())));
        }
        unframed(result(command, words.toArray(String[]::new))).forEach(getLog()::info);
        written(workspace);
    }
}
