/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.ProductFile;
import io.opsswitch.maven.image.template.Templates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugins.annotations.Parameter;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.jspecify.annotations.Nullable;

/** What the goals that build an image share: where its parts are collected, and what is in it. */
@SuppressWarnings("NullAway.Init")
abstract class AbstractImageMojo extends AbstractOpsMojo {

    @Inject
    RepositorySystem repositorySystem;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    RepositorySystemSession repositorySession;

    /**
     * Files of the product itself, laid out as in the image. A file <code>NAME.ftl</code> is a Freemarker template that
     * becomes <code>NAME</code>, or no file where it renders to nothing.
     */
    @Parameter(property = "ops.imageDirectory", defaultValue = "${project.basedir}/src/main/image")
    File imageDirectory;

    /**
     * Packages that have native libraries, as <code>groupId:artifactId</code>. When such a package is in the image, its
     * jar with the classifier that {@link #nativeSymbol} holds joins it.
     */
    @Parameter
    List<String> nativePackages = List.of();

    /** The key-value of the configuration that names the classifier of native libraries, such as linux-x86_64. */
    @Parameter(defaultValue = "OPS_NATIVE")
    String nativeSymbol;

    /**
     * Symbols that are more than flags: enabling one that has no package among the dependencies fails the build. An
     * asterisk stands for any characters.
     */
    @Parameter
    @Nullable
    List<String> codeSymbols;

    /** Return which of the project's dependencies the image gets. */
    ImagePlan plan() throws ImageException, IOException {
        List<ImagePlan.Coordinates> offered = project.getDependencies().stream()
                .filter(dependency ->
                        !"test".equals(dependency.getScope()) && !"provided".equals(dependency.getScope()))
                .map(AbstractImageMojo::offered)
                .toList();
        return ImagePlan.of(configuration(), offered, codeSymbols == null ? List.of() : codeSymbols);
    }

    /** Return the jars that the image gets; resolves them, and assembles nothing. */
    List<ImageJar> jars() throws ImageException, IOException {
        ImageResolver resolver = new ImageResolver(repositorySystem, repositorySession, project);
        List<ImageJar> jars = new ArrayList<>(resolver.resolve(plan()));
        String classifier = configuration().keyValues().getOrDefault(nativeSymbol, "");
        jars.addAll(resolver.natives(jars, nativePackages, classifier));
        return jars;
    }

    /**
     * Return what the image holds and which features brought it; resolves the jars, and assembles nothing, so that goals
     * that are called on their own can use it.
     */
    ImageContents contents() throws ImageException, IOException {
        return ImageContents.of(jars(), productFiles());
    }

    /** Return the files of the product itself, with its templates rendered for the platform. */
    List<ProductFile> productFiles() throws ImageException, IOException {
        return new Templates(imageDirectory.toPath(), configuration(), project.getVersion()).render();
    }

    /** An image is a platform's. */
    @Override
    PlatformConfiguration configuration() throws ImageException, IOException {
        if (!isProduct()) {
            product().platformNames(); // reports that there are none
        }
        return super.configuration();
    }

    /** Return the folder in which the goals before the assembly collect what goes into the image. */
    Path staging() throws ImageException, IOException {
        return buildDirectory().resolve("ops").resolve(configuration().platform());
    }

    /** Return the assembled image's folder. */
    Path image() throws ImageException, IOException {
        return buildDirectory().resolve("ops-" + configuration().platform());
    }

    /** Add a section to the record of the platform's decisions. */
    void decide(String title, List<String> lines) throws ImageException, IOException {
        decisions().append(configuration().platform(), title, lines);
    }

    private static ImagePlan.Coordinates offered(Dependency dependency) {
        return new ImagePlan.Coordinates(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }
}
