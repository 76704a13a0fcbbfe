/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Manifest;
import io.opsswitch.maven.image.Overrides;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.image.PropertySet;
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
 * <p>Called for several platforms, it sets <code>ops.platforms</code> and for each <code>ops.PLATFORM.features</code>; the
 * other properties only as far as they are the same for all, and the output names those that are not.
 *
 * <p>For tests it writes <code>ops-manifest.json</code> into the build folder, which tells what is on and what is off,
 * and names it in the property <code>ops.manifest</code>; for several platforms it writes
 * <code>ops-manifest-PLATFORM.json</code> for each, and sets no such property.
 *
 * <p>In a product it also sets <code>ops.platform</code>, writes <code>.ops-config-PLATFORM</code> and
 * <code>.ops-config</code> into the build folder, and starts the decision log.
 */
@Mojo(name = ConfigureMojo.GOAL_NAME, defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class ConfigureMojo extends AbstractOpsMojo {

    static final String GOAL_NAME = "configure";

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        PlatformConfiguration configuration = configuration();
        String who = "configuration";
        if (isProduct()) {
            LinkLayout layout = new LinkLayout(buildDirectory(), Product.CONFIGURATION);
            layout.show(
                    configuration.platform(), configuration.text(), product().configurations());
            decisions().start(configuration.platform(), "configure", describe(configuration));
            who = "platform " + configuration.platform();
        }
        getLog().info(who + ": " + configuration.features().size() + " features, "
                + (configuration.modules().isEmpty()
                        ? ""
                        : configuration.modules().size() + " modules, ")
                + configuration.keyValues().size() + " key-values");
        Overrides overrides = overrides();
        overrides.fragments().forEach(file -> getLog().info("override: fragment " + relative(file)));
        overrides.assignments().forEach(each -> getLog().info("override: " + each));
        configuration.overrides().forEach(effect -> getLog().info("overridden: " + effect.strip()));
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

    @Override
    void finish(List<String> platforms) throws ImageException, IOException {
        List<PlatformConfiguration> all = new ArrayList<>();
        for (String each : platforms) {
            all.add(configuration(each));
        }
        if (all.isEmpty()) {
            all.add(configuration());
        }
        if (isProduct()) {
            PlatformConfiguration last = all.get(all.size() - 1);
            new LinkLayout(buildDirectory(), Product.CONFIGURATION)
                    .select(last.platform(), last.text(), product().configurations());
        }
        for (PlatformConfiguration each : all) {
            Path manifest = Manifest.writeEarly(buildDirectory(), each, project.getVersion(), all.size() > 1);
            if (all.size() == 1) {
                project.getProperties().setProperty(Manifest.PROPERTY, manifest.toString());
            }
        }
        PropertySet properties = PropertySet.of(all, isProduct() ? Product.PREFIX : prefix);
        properties.values().forEach(project.getProperties()::setProperty);
        if (!properties.differing().isEmpty()) {
            getLog().info(properties.differing().size() + " symbols differ between the platforms, so they are no"
                    + " properties: " + String.join(", ", properties.differing()));
        }
    }

    private List<String> describe(PlatformConfiguration configuration) throws ImageException, IOException {
        List<String> lines = new ArrayList<>();
        lines.add("kconfig dialect: " + workspace().dialect().name());
        lines.add("configuration: " + relative(configuration.source())
                + (Files.exists(configuration.source()) ? "" : " (does not exist: every symbol takes its default)"));
        overrides().fragments().forEach(file -> lines.add("override: fragment " + relative(file)));
        overrides().assignments().forEach(each -> lines.add("override: " + each));
        configuration.overrides().forEach(effect -> lines.add("overridden: " + effect.strip()));
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
