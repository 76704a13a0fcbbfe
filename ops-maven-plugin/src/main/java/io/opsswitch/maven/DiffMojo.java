/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.workspace.Comparison;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Say what differs between another configuration and this one: <code>NAME before -&gt; after</code>, or +NAME and -NAME
 * for a symbol that only this or only the other one has.
 */
@Mojo(name = DiffMojo.GOAL_NAME, aggregator = true, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class DiffMojo extends AbstractReportMojo {

    static final String GOAL_NAME = "diff";

    /**
     * What to compare with: <code>default</code>, the defaults of Kconfig; <code>file</code>, what the configuration file
     * says, to see which of its values did not come true and what is new; another platform; or a configuration file.
     */
    @Parameter(property = "with", defaultValue = "default")
    String with;

    @Override
    void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        Workspace.Opened opened = workspace.open();
        opened.diagnostics().forEach(diagnostic -> getLog().warn(diagnostic.toString()));
        List<String> lines = with.equals("file")
                ? Comparison.withFile(opened.configuration())
                : Comparison.between(other(workspace), opened.configuration());
        report(lines);
        if (lines.isEmpty() && output == null) {
            getLog().info("no differences");
        }
    }

    private Configuration other(Workspace workspace)
            throws ImageException, KconfigException, IOException, MojoFailureException {
        if (with.equals("default")) {
            return new Configuration(workspace.load());
        }
        List<String> platforms = isProduct() ? product().platformNames() : List.of();
        if (platforms.contains(with)) {
            return product().workspace(with).open().configuration();
        }
        Path file = file(with);
        if (!Files.isRegularFile(file)) {
            throw new MojoFailureException("there is nothing called \"" + with
                    + "\" to compare with; perhaps you should"
                    + " write -Dwith=default, -Dwith=file, the path of a configuration file"
                    + (platforms.isEmpty() ? "" : ", or one of the platforms: " + String.join(", ", platforms)));
        }
        return workspace.read(file).configuration();
    }
}
