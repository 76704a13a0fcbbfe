/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.maven.image.Configurator;
import io.opsswitch.maven.image.DecisionLog;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.Product;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What the goals share: the choice of the platform, the product's layout, and how errors are reported. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractOpsMojo extends AbstractMojo {

    private static final String EVALUATED = "io.opsswitch.configuration";

    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    MavenProject project;

    /** The platform to build for: the name of a folder in {@link #platformsDirectory} that holds a Kconfig file. */
    @Parameter(property = "platform")
    @Nullable
    String platform;

    /** The platform to build for when the command line names none; the build then says that it was used. */
    @Parameter(property = "ops.defaultPlatform")
    @Nullable
    String defaultPlatform;

    /** The root file of the Kconfig tree. */
    @Parameter(property = "ops.kconfig", defaultValue = "${project.basedir}/Kconfig")
    File kconfig;

    /** The folder with one subfolder for each platform. */
    @Parameter(property = "ops.platformsDirectory", defaultValue = "${project.basedir}/platforms")
    File platformsDirectory;

    /**
     * The dialect of the Kconfig tree: linux, linux-6.12, linux-6.1, u-boot, buildroot, kconfig-frontends, kconfiglib or
     * zephyr.
     */
    @Parameter(property = "ops.dialect", defaultValue = "linux")
    String dialect;

    /** What the Kconfig tree sees in the environment as DISTRO. */
    @Parameter(property = "ops.distro", defaultValue = "ops")
    String distro;

    /**
     * Symbols that are more than flags: enabling one that has no package among the dependencies fails the build. An
     * asterisk stands for any characters.
     */
    @Parameter
    @Nullable
    List<String> codeSymbols;

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

    /** Return the evaluated configuration of the chosen platform; evaluated once a build. */
    PlatformConfiguration configuration() throws ImageException, IOException {
        Product product = product();
        String chosen = choosePlatform(product);
        if (project.getContextValue(EVALUATED) instanceof PlatformConfiguration evaluated
                && evaluated.platform().equals(chosen)) {
            return evaluated;
        }
        PlatformConfiguration evaluated = Configurator.evaluate(product, chosen);
        evaluated.warnings().forEach(warning -> getLog().warn(warning));
        project.setContextValue(EVALUATED, evaluated);
        return evaluated;
    }

    /** Return which of the project's dependencies the image gets. */
    ImagePlan plan() throws ImageException, IOException {
        List<ImagePlan.Coordinates> offered = project.getDependencies().stream()
                .filter(dependency ->
                        !"test".equals(dependency.getScope()) && !"provided".equals(dependency.getScope()))
                .map(AbstractOpsMojo::offered)
                .toList();
        return ImagePlan.of(configuration(), offered, codeSymbols == null ? List.of() : codeSymbols);
    }

    /** Return the build folder. */
    Path buildDirectory() {
        return Path.of(project.getBuild().getDirectory());
    }

    /** Return the folder in which the goals before the assembly collect what goes into the image. */
    Path staging() throws ImageException, IOException {
        return buildDirectory().resolve("ops").resolve(configuration().platform());
    }

    /** Return the assembled image's folder. */
    Path image() throws ImageException, IOException {
        return buildDirectory().resolve("ops-" + configuration().platform());
    }

    DecisionLog decisions() {
        return new DecisionLog(buildDirectory());
    }

    private Product product() throws ImageException {
        Dialect language;
        try {
            language = Dialect.byName(dialect);
        } catch (IllegalArgumentException e) {
            throw new ImageException("<dialect>: " + e.getMessage(), e);
        }
        return new Product(
                kconfig.toPath(),
                platformsDirectory.toPath(),
                kconfig.getAbsoluteFile().getParentFile().toPath(),
                distro,
                language);
    }

    private String choosePlatform(Product product) throws ImageException, IOException {
        if (platform != null && !platform.isBlank()) {
            return platform;
        }
        if (defaultPlatform != null && !defaultPlatform.isBlank()) {
            if (project.getContextValue(EVALUATED) == null) {
                getLog().info("no -Dplatform= given: building for the default platform, " + defaultPlatform);
            }
            return defaultPlatform;
        }
        throw new ImageException("no platform chosen; perhaps you should add -Dplatform= with one of: "
                + String.join(", ", product.platformNames()) + "; or set <defaultPlatform>");
    }

    private static ImagePlan.Coordinates offered(Dependency dependency) {
        return new ImagePlan.Coordinates(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }

    private static String describe(IOException e) {
        String kind = e.getClass().getSimpleName();
        return e.getMessage() == null ? kind : e.getMessage() + " (" + kind + ")";
    }
}
