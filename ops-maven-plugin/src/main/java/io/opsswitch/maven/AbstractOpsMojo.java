/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.detect.Detection;
import io.opsswitch.kconfig.detect.DialectDetector;
import io.opsswitch.maven.image.Configurator;
import io.opsswitch.maven.image.DecisionLog;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.Overrides;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share that work on a Kconfig tree: the tree, and the choice of its configuration.
 *
 * <p>There are two kinds of projects. A product has a folder of platforms, each with a configuration of its own; any other
 * project has one configuration file.
 */
@SuppressWarnings("NullAway.Init")
abstract class AbstractOpsMojo extends PluginMojo {

    private static final String DETECTED = "io.opsswitch.dialect";
    private static final String EVALUATED = "io.opsswitch.configuration";
    private static final String DECISIONS = "io.opsswitch.decisions";

    /** A comma ends a value only where another assignment follows, so that texts may have commas. */
    static final String BETWEEN_ASSIGNMENTS = ",(?=\\s*\\w+=)";

    @Parameter(defaultValue = "${mojoExecution}", readonly = true, required = true)
    MojoExecution execution;

    /**
     * The platform to work on: the name of a folder in {@link #platformsDirectory} that holds a Kconfig file. Only for
     * products, which have such a folder. The goals of a build take several, separated by commas.
     */
    @Parameter(property = "platform")
    @Nullable
    String platform;

    /** The platform to work on when the command line names none; the build then says that it was used. */
    @Parameter(property = "ops.defaultPlatform")
    @Nullable
    String defaultPlatform;

    /** The root file of the Kconfig tree. */
    @Parameter(property = "ops.kconfig", defaultValue = "${project.basedir}/Kconfig")
    File kconfig;

    /** The folder with one subfolder for each platform. A project without this folder has one configuration only. */
    @Parameter(property = "ops.platformsDirectory", defaultValue = "${project.basedir}/platforms")
    File platformsDirectory;

    /** The configuration file of a project without platforms. */
    @Parameter(property = "ops.configuration", defaultValue = "${project.basedir}/.config")
    File configurationFile;

    /**
     * What symbols start with in the configuration file, and as Maven properties; for a project without platforms. In a
     * product it is always <code>OPS_CONFIG_</code>.
     */
    @Parameter(property = "ops.prefix", defaultValue = "CONFIG_")
    String prefix;

    /**
     * The dialect of the Kconfig tree: linux, linux-6.12, linux-6.1, u-boot, buildroot, kconfig-frontends, kconfiglib or
     * zephyr. Without it, the dialect that the tree shows by what it uses, else linux.
     */
    @Parameter(property = "ops.dialect")
    @Nullable
    String dialect;

    /** What the Kconfig tree of a product sees in the environment as DISTRO. */
    @Parameter(property = "ops.distro", defaultValue = "ops")
    String distro;

    /**
     * What else the Kconfig tree sees in the environment. Apart from PATH it sees nothing of the environment of Maven, so
     * that everybody's build gives the same.
     */
    @Parameter
    @Nullable
    Map<String, String> environment;

    /**
     * What this build wants otherwise than the configuration file, which stays as it is: <code>NAME=VALUE,NAME=VALUE</code>,
     * on top of {@link #fragment}. A value that does not come true fails the build.
     */
    @Parameter(property = "ops.set")
    @Nullable
    String override;

    /**
     * Files with values that this build wants otherwise than the configuration file, which stays as it is; separated by
     * commas, later ones win. A value that does not come true fails the build.
     */
    @Parameter(property = "ops.fragment")
    @Nullable
    String fragment;

    /** The platform that {@link #run} is called for, when there are several. */
    private @Nullable String selected;

    @Override
    final void perform() throws ImageException, IOException, MojoExecutionException, MojoFailureException {
        if (isOfPackaging() && !kconfig.exists()) {
            getLog().info("skipped: there is no Kconfig tree " + kconfig);
            return;
        }
        List<String> platforms = chosenPlatforms();
        if (platforms.size() > 1) {
            requireSeveral(platforms);
        }
        if (platforms.isEmpty()) {
            run();
        }
        for (String each : platforms) {
            selected = each;
            run();
        }
        selected = null;
        finish(platforms);
    }

    /** Tell whether the packaging ops-feature calls this goal, rather than the POM: such a module need not be configured. */
    boolean isOfPackaging() {
        return project.getPackaging().equals("ops-feature")
                && execution.getSource() == MojoExecution.Source.LIFECYCLE
                && execution.getExecutionId().equals("default-" + execution.getGoal());
    }

    /** Tell whether this goal, called for several platforms, works for one after another. */
    boolean takesSeveralPlatforms() {
        return false;
    }

    /** Do what is left when the goal has run for each platform; without platforms, once with none. */
    void finish(List<String> platforms) throws ImageException, IOException {
        // Most goals have nothing left to do.
    }

    /** Do the goal's work, for one platform. */
    abstract void run() throws ImageException, IOException, MojoExecutionException, MojoFailureException;

    /** Tell whether the project is a product with platforms. */
    boolean isProduct() {
        return isGiven(platform) || isGiven(defaultPlatform) || Files.isDirectory(platformsDirectory.toPath());
    }

    /** Return the tree and the chosen configuration file. */
    Workspace workspace() throws ImageException, IOException {
        if (isProduct()) {
            Product product = product();
            return product.workspace(choosePlatform(product));
        }
        return new Workspace("", kconfig.toPath(), configurationFile.toPath(), prefix, dialect(), environment());
    }

    /** Return the evaluated configuration, with the overrides of this build; evaluated once a build. */
    PlatformConfiguration configuration() throws ImageException, IOException {
        return configuration(isProduct() ? choosePlatform(product()) : "");
    }

    /** Return the evaluated configuration of a platform. */
    PlatformConfiguration configuration(String chosen) throws ImageException, IOException {
        if (project.getContextValue(EVALUATED + "." + chosen) instanceof PlatformConfiguration evaluated) {
            return evaluated;
        }
        PlatformConfiguration evaluated = isProduct()
                ? Configurator.evaluate(product(), chosen, overrides())
                : Configurator.evaluate(workspace(), overrides());
        evaluated.warnings().forEach(warning -> getLog().warn(warning));
        project.setContextValue(EVALUATED + "." + chosen, evaluated);
        return evaluated;
    }

    /** Return what this build wants otherwise than the configuration file. */
    Overrides overrides() {
        List<Path> fragments = new ArrayList<>();
        for (String name : words(fragment, ",")) {
            fragments.add(project.getBasedir().toPath().resolve(name));
        }
        return new Overrides(fragments, words(override, BETWEEN_ASSIGNMENTS));
    }

    /** Evaluate again when the configuration of the chosen platform is next asked for. */
    void forgetConfiguration() throws ImageException, IOException {
        project.setContextValue(EVALUATED + "." + (isProduct() ? choosePlatform(product()) : ""), null);
    }

    /** Return the record of the build's decisions. */
    DecisionLog decisions() throws IOException {
        if (project.getContextValue(DECISIONS) instanceof DecisionLog log) {
            return log;
        }
        DecisionLog log = new DecisionLog(buildDirectory());
        project.setContextValue(DECISIONS, log);
        return log;
    }

    /** Return this goal as users call it. */
    String goal() {
        return "ops:" + execution.getGoal();
    }

    /** Return the build folder. */
    Path buildDirectory() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** Return the project as a product; that it has platforms shows when one is chosen. */
    Product product() throws ImageException, IOException {
        return new Product(kconfig.toPath(), platformsDirectory.toPath(), dialect(), distro, environment());
    }

    private Map<String, String> environment() {
        return environment == null ? Map.of() : environment;
    }

    private Dialect dialect() throws ImageException, IOException {
        if (dialect == null || !isGiven(dialect)) {
            return detectedDialect();
        }
        try {
            return Dialect.byName(dialect);
        } catch (IllegalArgumentException e) {
            throw new ImageException("<dialect>: " + e.getMessage(), e);
        }
    }

    private Dialect detectedDialect() throws IOException {
        if (project.getContextValue(DETECTED) instanceof Dialect known) {
            return known;
        }
        Path root = kconfig.getAbsoluteFile().toPath();
        Path folder = root.getParent() == null ? root : root.getParent();
        Map<String, String> variables = new HashMap<>(environment());
        List<String> chosen = selected == null ? chosenPlatforms() : List.of(selected);
        if (!chosen.isEmpty()) {
            variables.put(Product.PLATFORM_VARIABLE, chosen.get(0));
        }
        Detection detection = DialectDetector.detect(root, folder, variables);
        String found = "Kconfig dialect " + detection.dialect().name() + ", by " + detection.reason();
        // What the goal prints is what people asked for; that a tree is written as Linux' is no news.
        if (detection.dialect().name().startsWith(Dialect.LINUX.name())) {
            getLog().debug(found);
        } else {
            getLog().info(found);
        }
        project.setContextValue(DETECTED, detection.dialect());
        return detection.dialect();
    }

    /** Tell whether this build is for other platforms as well. */
    boolean isOneOfSeveral() {
        return isProduct() && chosenPlatforms().size() > 1;
    }

    /** Return the platforms that are asked for; none when the project has none, or nobody says which. */
    private List<String> chosenPlatforms() {
        List<String> names = words(isGiven(platform) ? platform : defaultPlatform, ",");
        return new ArrayList<>(new LinkedHashSet<>(names));
    }

    /** All names are looked at before any work is done. */
    private void requireSeveral(List<String> platforms) throws ImageException, IOException {
        if (!takesSeveralPlatforms()) {
            throw new ImageException(goal() + " works on one platform, but " + String.join(", ", platforms)
                    + " are named; perhaps you should add -Dplatform=" + platforms.get(0));
        }
        for (String each : platforms) {
            product().requirePlatform(each);
        }
    }

    private String choosePlatform(Product product) throws ImageException, IOException {
        List<String> chosen = selected == null ? chosenPlatforms() : List.of(selected);
        if (chosen.isEmpty()) {
            throw new ImageException("no platform chosen; perhaps you should add -Dplatform= with one of: "
                    + String.join(", ", product.platformNames()) + "; or set <defaultPlatform>");
        }
        if (!isGiven(platform) && project.getContextValue(EVALUATED + "." + chosen.get(0)) == null) {
            getLog().info("no -Dplatform= given: using the default platform, " + chosen.get(0));
        }
        return chosen.get(0);
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
