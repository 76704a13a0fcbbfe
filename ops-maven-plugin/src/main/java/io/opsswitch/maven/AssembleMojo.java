/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageAssembler;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.TarGz;
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

/**
 * Assemble the image: the folder <code>ops-PLATFORM</code> in the build folder and
 * <code>ops-PLATFORM-VERSION.tar.gz</code>, which is attached with the platform as classifier. In <code>lib/</code> are
 * only the jars that enabled features need, with their dependencies.
 */
@Mojo(name = AssembleMojo.GOAL_NAME, defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AssembleMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "assemble";

    private final MavenProjectHelper projectHelper;

    /** The modification time of all entries of the archive. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    String outputTimestamp;

    /** Create the goal. */
    @Inject
    public AssembleMojo(MavenProjectHelper projectHelper) {
        this.projectHelper = projectHelper;
    }

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        Path folder = image();
        ImageAssembler assembler = new ImageAssembler(folder);
        List<ImageJar> jars = jars();
        assembler.clear();
        List<String> lines = new ArrayList<>();
        for (ImageJar jar : jars) {
            assembler.addJar(jar.file(), jar.name());
            lines.add("lib/" + jar.name()
                    + (jar.symbols().isEmpty() ? "" : " (" + String.join(", ", jar.symbols()) + ")"));
        }
        assembler.addFolder(imageDirectory.toPath());
        assembler.addFolder(staging());
        decide("assemble", lines);

        String platformName = configuration().platform();
        Path archive = buildDirectory().resolve("ops-" + platformName + "-" + project.getVersion() + ".tar.gz");
        TarGz.write(archive, "ops-" + platformName, folder, assembler.files(), timestamp());
        projectHelper.attachArtifact(project, "tar.gz", platformName, archive.toFile());
        getLog().info("image: " + folder + " (" + jars.size() + " jars)");
        getLog().info("archive: " + archive + " (" + Files.size(archive) / 1024 + " KiB)");
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
