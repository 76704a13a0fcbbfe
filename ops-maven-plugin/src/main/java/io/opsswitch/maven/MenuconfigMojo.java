/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ui.Baseline;
import io.opsswitch.kconfig.ui.MenuJob;
import io.opsswitch.kconfig.ui.Menuconfig;
import io.opsswitch.kconfig.ui.NoTerminalException;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Edit the configuration in a full-screen menu. In a product it is the platform's, and can be compared with that of other
 * platforms; these are not touched. Needs a terminal.
 */
@Mojo(name = MenuconfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class MenuconfigMojo extends AbstractKconfigMojo {

    static final String GOAL_NAME = "menuconfig";

    @Parameter(defaultValue = "${settings.interactiveMode}", readonly = true)
    boolean interactiveMode;

    @Override
    void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        if (!interactiveMode) {
            throw new MojoFailureException(Advice.noTerminal(goal(), "Maven was called with -B"));
        }
        Workspace.Opened opened = workspace.open();
        MenuJob job = new MenuJob(
                opened.configuration(),
                workspace.prefix(),
                workspace.configuration(),
                opened.diagnostics(),
                baselines(workspace));
        try {
            Menuconfig.Outcome outcome = Menuconfig.run(job, System.getenv());
            getLog().info((outcome == Menuconfig.Outcome.SAVED ? "saved: " : "unchanged: ")
                    + workspace.configuration());
        } catch (NoTerminalException e) {
            throw new MojoFailureException(Advice.noTerminal(goal(), "there is none here"), e);
        }
        written(workspace);
    }

    private List<Baseline> baselines(Workspace workspace) throws ImageException, IOException {
        List<Baseline> baselines = new ArrayList<>();
        baselines.add(new Baseline("the defaults of Kconfig", () -> new Configuration(workspace.load())));
        if (isProduct()) {
            Product product = product();
            for (String other : product.platformNames()) {
                if (!other.equals(workspace.platform())) {
                    Workspace theirs = product.workspace(other);
                    baselines.add(new Baseline(
                            "platform " + other, () -> theirs.open().configuration()));
                }
            }
        }
        return baselines;
    }
}
