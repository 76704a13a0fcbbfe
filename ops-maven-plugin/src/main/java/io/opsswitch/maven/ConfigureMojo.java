/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.DecisionLog;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Manifest;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.workspace.LinkLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Evaluate the configuration and tell the build of it. Sets the Maven properties <code>ops.features</code> (the names of
 * all symbols that are y, separated by spaces) and, for each symbol, its name with its prefix: y for a feature, m for a
 * module, the value for a number or text; a symbol that is n has no property. Never prompts: symbols that the
 * configuration file does not mention take their defaults, and are named in the output.
 *
 * <p>For tests it writes <code>ops-manifest.json</code> into the build folder, which tells what is on and what is off,
 * and names it in the property <code>ops.manifest</code>.
 *
 * <p>In a product it also sets <code>ops.platform</code>, writes <code>.ops-config-PLATFORM</code> and
 * <code>.ops-config</code> into the build folder, and starts the decision log.
 */
@Mojo(name = ConfigureMojo.GOAL_NAME, defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class ConfigureMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "configure";

    @Override
    void run() throws ImageException, IOException {
        PlatformConfiguration configuration = configuration();
        setProperties(configuration);
        project.getProperties()
                .setProperty(
                        Manifest.PROPERTY,
                        Manifest.writeEarly(buildDirectory(), configuration, project.getVersion(), false)
                                .toString());
        String who = "configuration";
        if (isProduct()) {
            new LinkLayout(buildDirectory(), Product.CONFIGURATION)
                    .select(
                            configuration.platform(),
                            configuration.text(),
                            product().configurations());
            new DecisionLog(buildDirectory()).start("configure " + configuration.platform(), describe(configuration));
            who = "platform " + configuration.platform();
        }
        getLog().info(who + ": " + configuration.features().size() + " features, "
                + (configuration.modules().isEmpty()
                        ? ""
                        : configuration.modules().size() + " modules, ")
                + configuration.keyValues().size() + " key-values");
        String source = relative(configuration.source());
        if (isProduct() || Files.exists(configuration.source())) {
            configuration
                    .newSymbols()
                    .forEach((symbol, value) -> getLog().info(
                                    "new symbol " + symbol + " (not in " + source + ") takes its default: " + value));
        } else {
            getLog().info("every symbol takes its default, because there is no " + source);
        }
    }

    private void setProperties(PlatformConfiguration configuration) {
        String names = isProduct() ? Product.PREFIX : prefix;
        if (isProduct()) {
            project.getProperties().setProperty("ops.platform", configuration.platform());
        }
        project.getProperties().setProperty("ops.features", String.join(" ", configuration.features()));
        configuration.features().forEach(symbol -> project.getProperties().setProperty(names + symbol, "y"));
        configuration.modules().forEach(symbol -> project.getProperties().setProperty(names + symbol, "m"));
        configuration
                .keyValues()
                .forEach((symbol, value) -> project.getProperties().setProperty(names + symbol, value));
    }

    private List<String> describe(PlatformConfiguration configuration) throws ImageException, IOException {
        List<String> lines = new ArrayList<>();
        lines.add("kconfig dialect: " + workspace().dialect().name());
        lines.add("configuration: " + relative(configuration.source())
                + (Files.exists(configuration.source()) ? "" : " (does not exist: every symbol takes its default)"));
        configuration.files().forEach(file -> lines.add("kconfig: " + relative(file)));
        configuration.features().forEach(symbol -> lines.add("feature: " + symbol));
        configuration.keyValues().forEach((symbol, value) -> lines.add("key-value: " + symbol + "=" + value));
        configuration.newSymbols().forEach((symbol, value) -> lines.add("new: " + symbol + "=" + value));
        return lines;
    }

    private String relative(Path file) {
        Path base = project.getBasedir().toPath();
        Path absolute = base.resolve(file).normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString();
    }
}
