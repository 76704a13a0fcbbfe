/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageAssembler;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.TarGz;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession;
import org.eclipse.aether.artifact.Artifact;

/**
 * Assemble the image: the folder <code>ops-PLATFORM</code> in the build folder and
 * <code>ops-PLATFORM-VERSION.tar.gz</code>, which is attached with the platform as classifier. In <code>lib/</code> are
 * only the jars that enabled features need, with their dependencies.
 */
@Mojo(name = AssembleMojo.GOAL_NAME, defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AssembleMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "assemble";

    private final RepositorySystem repositorySystem;
    private final MavenProjectHelper projectHelper;

    @Parameter(defaultValue = "${repositorySystemSession}", readonly = true, required = true)
    RepositorySystemSession repositorySession;

    /** Files of the product itself, laid out as in the image. */
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

    /** The modification time of all entries of the archive. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    String outputTimestamp;

    /** Create the goal. */
    @Inject
    public AssembleMojo(RepositorySystem repositorySystem, MavenProjectHelper projectHelper) {
        this.repositorySystem = repositorySystem;
        this.projectHelper = projectHelper;
    }

    @Override
    void run() throws ImageException, IOException {
        ImagePlan plan = plan();
        Path folder = image();
        ImageAssembler assembler = new ImageAssembler(folder);
        ImageResolver resolver = new ImageResolver(repositorySystem, repositorySession, project);
        List<Artifact> jars = new ArrayList<>(resolver.resolve(plan.included()));
        jars.addAll(resolver.natives(jars, nativePackages, classifier()));
        assembler.clear();
        List<String> lines = new ArrayList<>();
        for (Artifact jar : jars) {
            String name = jar.getArtifactId() + "-" + jar.getBaseVersion()
                    + (jar.getClassifier().isEmpty() ? "" : "-" + jar.getClassifier()) + ".jar";
            assembler.addJar(jar.getFile().toPath(), name);
            lines.add("lib/" + name);
        }
        assembler.addFolder(imageDirectory.toPath());
        assembler.addFolder(staging());
        decisions().append("assemble", lines);

        String platformName = configuration().platform();
        Path archive = buildDirectory().resolve("ops-" + platformName + "-" + project.getVersion() + ".tar.gz");
        TarGz.write(archive, "ops-" + platformName, folder, assembler.files(), timestamp());
        projectHelper.attachArtifact(project, "tar.gz", platformName, archive.toFile());
        getLog().info("image: " + folder + " (" + jars.size() + " jars)");
        getLog().info("archive: " + archive + " (" + Files.size(archive) / 1024 + " KiB)");
    }

    private String classifier() throws ImageException, IOException {
        return configuration().keyValues().getOrDefault(nativeSymbol, "");
    }

    private Instant timestamp() throws ImageException {
        try {
            return outputTimestamp == null || outputTimestamp.isBlank()
                    ? Instant.EPOCH
                    : Instant.parse(outputTimestamp);
        } catch (DateTimeParseException e) {
            throw new ImageException(
                    "<project.build.outputTimestamp> is \"" + outputTimestamp
                            + "\"; perhaps you should write it as 2026-01-31T12:00:00Z",
                    e);
        }
    }
}
