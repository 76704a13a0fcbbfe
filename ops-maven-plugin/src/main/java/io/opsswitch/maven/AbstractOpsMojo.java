/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.detect.Detection;
import io.opsswitch.kconfig.detect.DialectDetector;
import io.opsswitch.maven.image.Configurator;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import io.opsswitch.maven.workspace.Workspace;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/**
 * What all goals share: the Kconfig tree, the choice of its configuration, and how errors are reported.
 *
 * <p>There are two kinds of projects. A product has a folder of platforms, each with a configuration of its own; any other
 * project has one configuration file.
 */
@SuppressWarnings("NullAway.Init")
abstract class AbstractOpsMojo extends AbstractMojo {

    private static final String DETECTED = "io.opsswitch.dialect";
    private static final String EVALUATED = "io.opsswitch.configuration";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /**
     * The platform to work on: the name of a folder in {@link #platformsDirectory} that holds a Kconfig file. Only for
     * products, which have such a folder.
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

    /** Skip the goals of this plugin. */
    @Parameter(property = "ops.skip", defaultValue = "false")
    boolean skip;

    @Override
    public final void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped: ops.skip is set");
            return;
        }
        try {
            run();
        } catch (ImageException e) {
            throw new MojoFailureException(e.getMessage(), e);
        } catch (IOException e) {
            throw new MojoExecutionException(describe(e), e);
        }
    }

    /** Do the goal's work. */
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

    /** Return the evaluated configuration; evaluated once a build. */
    PlatformConfiguration configuration() throws ImageException, IOException {
        String chosen = isProduct() ? choosePlatform(product()) : "";
        if (project.getContextValue(EVALUATED) instanceof PlatformConfiguration evaluated
                && evaluated.platform().equals(chosen)) {
            return evaluated;
        }
        PlatformConfiguration evaluated =
                isProduct() ? Configurator.evaluate(product(), chosen) : Configurator.evaluate(workspace());
        evaluated.warnings().forEach(warning -> getLog().warn(warning));
        project.setContextValue(EVALUATED, evaluated);
        return evaluated;
    }

    /** Evaluate again when the configuration is next asked for. */
    void forgetConfiguration() {
        project.setContextValue(EVALUATED, null);
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
        String chosen = platform != null && isGiven(platform) ? platform : defaultPlatform;
        if (chosen != null) {
            variables.put(Product.PLATFORM_VARIABLE, chosen);
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

    private String choosePlatform(Product product) throws ImageException, IOException {
        if (platform != null && isGiven(platform)) {
            return platform;
        }
        if (defaultPlatform != null && isGiven(defaultPlatform)) {
            if (project.getContextValue(EVALUATED) == null) {
                getLog().info("no -Dplatform= given: using the default platform, " + defaultPlatform);
            }
            return defaultPlatform;
        }
        throw new ImageException("no platform chosen; perhaps you should add -Dplatform= with one of: "
                + String.join(", ", product.platformNames()) + "; or set <defaultPlatform>");
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static String describe(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : e.getMessage() + " (" + kind + ")";
    }
}
