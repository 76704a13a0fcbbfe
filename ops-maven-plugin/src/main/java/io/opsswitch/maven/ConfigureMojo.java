/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Evaluate the platform's configuration. Writes <code>.ops-config-PLATFORM</code> and <code>.ops-config</code> into the
 * build folder and starts the decision log; sets the Maven properties <code>ops.platform</code>,
 * <code>ops.features</code> (names separated by spaces) and, for each symbol, <code>OPS_CONFIG_SYMBOL</code>. Never
 * prompts: symbols that the committed configuration does not mention take their defaults, and are named in the output.
 */
@Mojo(name = ConfigureMojo.GOAL_NAME, defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class ConfigureMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "configure";

    @Override
    void run() throws ImageException, IOException {
        PlatformConfiguration configuration = configuration();
        setProperties(configuration);
        writeConfiguration(configuration);
        decisions().start("configure " + configuration.platform(), describe(configuration));
        getLog().info("platform " + configuration.platform() + ": "
                + configuration.features().size() + " features, "
                + configuration.keyValues().size() + " key-values");
        configuration
                .newSymbols()
                .forEach((symbol, value) -> getLog().info("new symbol " + symbol + " (not in "
                        + relative(configuration.source()) + ") takes its default: " + value));
    }

    private void setProperties(PlatformConfiguration configuration) {
        project.getProperties().setProperty("ops.platform", configuration.platform());
        project.getProperties().setProperty("ops.features", String.join(" ", configuration.features()));
        configuration.features().forEach(symbol -> project.getProperties().setProperty(Product.PREFIX + symbol, "y"));
        configuration
                .keyValues()
                .forEach((symbol, value) -> project.getProperties().setProperty(Product.PREFIX + symbol, value));
    }

    private void writeConfiguration(PlatformConfiguration configuration) throws IOException {
        Path folder = Files.createDirectories(buildDirectory());
        String name = Product.CONFIGURATION + "-" + configuration.platform();
        Files.writeString(folder.resolve(name), configuration.text(), StandardCharsets.UTF_8);
        Path selected = folder.resolve(Product.CONFIGURATION);
        Files.deleteIfExists(selected);
        try {
            Files.createSymbolicLink(selected, Path.of(name));
        } catch (UnsupportedOperationException | FileSystemException e) {
            getLog().debug("no symbolic links here, so " + selected + " is a copy: " + e);
            Files.writeString(selected, configuration.text(), StandardCharsets.UTF_8);
        }
    }

    private List<String> describe(PlatformConfiguration configuration) {
        List<String> lines = new ArrayList<>();
        lines.add("configuration: " + relative(configuration.source())
                + (Files.exists(configuration.source()) ? "" : " (does not exist: every symbol takes its default)"));
        configuration.files().forEach(file -> lines.add("kconfig: " + relative(file)));
        configuration.features().forEach(symbol -> lines.add("feature: " + symbol));
        configuration.keyValues().forEach((symbol, value) -> lines.add("key-value: " + symbol + "=" + value));
        configuration.newSymbols().forEach((symbol, value) -> lines.add("new: " + symbol + "=" + value));
        return lines;
    }

    private Path relative(Path file) {
        Path base = project.getBasedir().toPath();
        Path absolute = base.resolve(file).normalize();
        return absolute.startsWith(base) ? base.relativize(absolute) : absolute;
    }
}
