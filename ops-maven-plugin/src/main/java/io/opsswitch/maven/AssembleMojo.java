/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.Manifest;
import io.opsswitch.maven.image.ProductFile;
import io.opsswitch.maven.image.assemble.Assembly;
import io.opsswitch.maven.image.assemble.ImageIndex;
import io.opsswitch.maven.image.bom.LicenceList;
import io.opsswitch.maven.image.format.Format;
import io.opsswitch.maven.image.format.Packing;
import io.opsswitch.maven.image.format.msi.MsiSettings;
import io.opsswitch.maven.image.format.msi.Signing;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.inject.Inject;
import org.apache.maven.model.Developer;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Assemble the image: the folder <code>ops-PLATFORM</code> in the build folder, and from it the archives that
 * <code>formats</code> names. In <code>lib/</code> are only the jars that enabled features need, with their dependencies;
 * features that need different versions of one artifact fail the build.
 *
 * <p>Attached, with the platform as classifier: the archives, and <code>manifest.json</code>; with
 * <code>PLATFORM-cyclonedx</code> the bill of materials; with <code>PLATFORM-schemas</code> the pruned schemas.
 */
@Mojo(name = AssembleMojo.GOAL_NAME, defaultPhase = LifecyclePhase.PACKAGE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class AssembleMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "assemble";

    /** The packaging whose artifact is the index of the images that a build made. */
    private static final String IMAGE_PACKAGING = "ops-image";

    private final MavenProjectHelper projectHelper;
    private final ImageIndex index = new ImageIndex();

    /**
     * How the image leaves the build: tar.gz, zip, oci (a container image as an archive), deb (a Debian package), msi (a
     * package for Windows Installer), folder (as Windows wants it, for an installer to take).
     */
    @Parameter(property = "ops.formats", defaultValue = "tar.gz")
    List<String> formats;

    /**
     * The program that a container of the image starts, with its arguments, separated by spaces. Without this,
     * <code>bin/ops run</code> where there is such a program.
     */
    @Parameter(property = "ops.start")
    @Nullable
    String start;

    /**
     * An archive with an OCI layout to put container images upon, such as one with a JVM. Without this they hold the files of
     * the image only.
     */
    @Parameter(property = "ops.ociBase")
    @Nullable
    File ociBase;

    /**
     * The code by which Windows Installer knows the versions of one product. Without this it is made from groupId, artifactId
     * and platform, so one that names them otherwise than before should write the earlier code here.
     */
    @Parameter(property = "ops.upgradeCode", defaultValue = "")
    @Nullable
    String upgradeCode;

    /**
     * The version of a package for Windows Installer: up to three numbers, of which the first two are 255 at most. Without
     * this the numbers of the project's version.
     */
    @Parameter(property = "ops.msiVersion", defaultValue = "")
    @Nullable
    String msiVersion;

    /**
     * What a package for Windows Installer is signed with: a PKCS#12 file with the key and certificates, or a PEM file with
     * the certificates, the signer's first. Without this it is not signed.
     */
    @Parameter(property = "ops.signCertificate")
    @Nullable
    File signCertificate;

    /** A PEM file with the key, unless the file of <code>signCertificate</code> has it. */
    @Parameter(property = "ops.signKey")
    @Nullable
    File signKey;

    /** A file whose one line is the password of the key; none else should be able to read it. */
    @Parameter(property = "ops.signPasswordFile")
    @Nullable
    File signPasswordFile;

    /**
     * The authority that is asked for a timestamp (RFC 3161), by which a signature outlives its certificate. Without this none
     * is asked.
     */
    @Parameter(property = "ops.signTimestamp", defaultValue = "")
    @Nullable
    String signTimestamp;

    /** The modification time of all entries of the archives. */
    @Parameter(defaultValue = "${project.build.outputTimestamp}")
    @Nullable
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
        List<ImageJar> jars = jars();
        List<ProductFile> product = productFiles();
        Packing packing = packing(product, jars);
        Set<Format> wanted = Format.parse(formats);
        ImagePlan.Coordinates self =
                new ImagePlan.Coordinates(project.getGroupId(), project.getArtifactId(), project.getVersion());
        Assembly assembly =
                new Assembly(jars, product, staging(), self, wanted, buildDirectory(), execution.getVersion());
        Assembly.Result result = assembly.run(packing);

        List<String> lines = new ArrayList<>();
        for (ImageJar jar : jars) {
            String why = jar.symbols().isEmpty() ? "" : " (" + String.join(", ", jar.symbols()) + ")";
            lines.add("lib/" + jar.name() + why);
        }
        decide("assemble", lines);
        decide("size", result.sizes().table());
        report(packing, jars, result);
        attach(packing, result);
    }

    private void report(Packing packing, List<ImageJar> jars, Assembly.Result result) throws IOException {
        getLog().info("image: " + packing.root() + " (" + jars.size() + " jars)");
        result.sizes().table().forEach(line -> getLog().info("  " + line));
        List<String> unknown = LicenceList.unknown(jars);
        if (!unknown.isEmpty()) {
            getLog().warn("no licence is known of " + String.join(", ", unknown) + ", because the POM names none");
        }
        for (Map.Entry<Format, Path> archive : result.archives().entrySet()) {
            Path file = archive.getValue();
            String size = Files.isDirectory(file) ? "" : ", " + Files.size(file) / 1024 + " KiB";
            getLog().info(archive.getKey().id() + ": " + file
                    + (result.written() ? size.replaceFirst(", (.*)", " ($1)") : " (up to date" + size + ")"));
            if (archive.getKey() == Format.MSI) {
                getLog().info("  "
                        + (signCertificate == null
                                ? "not signed, because there is no <signCertificate>"
                                : "signed with " + signCertificate));
            }
        }
    }

    private void attach(Packing packing, Assembly.Result result) throws ImageException, IOException {
        String name = packing.platform();
        for (Map.Entry<Format, Path> archive : result.archives().entrySet()) {
            Format format = archive.getKey();
            if (!format.type().isEmpty()) {
                attach(name, format.type(), format.classifier(name), archive.getValue());
            }
        }
        Path manifest = staging().resolve(Manifest.FOLDER).resolve(Manifest.MANIFEST);
        if (Files.exists(manifest)) {
            attach(name, "json", name, manifest);
        }
        attach(name, "json", name + "-cyclonedx", result.bom());
        for (Path schemas : result.schemas()) {
            attach(name, "zip", name + "-schemas", schemas);
        }
    }

    private void attach(String platformName, String type, String classifier, Path file) throws IOException {
        projectHelper.attachArtifact(project, type, classifier, file.toFile());
        index.add(platformName, type, classifier, file);
    }

    @Override
    void finish(List<String> platforms) throws IOException {
        if (project.getPackaging().equals(IMAGE_PACKAGING)) {
            Path file = buildDirectory().resolve(project.getBuild().getFinalName() + ".json");
            index.write(file, project.getGroupId() + ":" + project.getArtifactId(), project.getVersion());
            project.getArtifact().setFile(file.toFile());
        }
    }

    private Packing packing(List<ProductFile> product, List<ImageJar> jars) throws ImageException, IOException {
        String platformName = configuration().platform();
        boolean isNative = jars.stream().anyMatch(jar -> !jar.classifier().isEmpty());
        return new Packing(
                "ops-" + platformName,
                image(),
                List.of(),
                timestamp(),
                platformName,
                project.getArtifactId(),
                project.getVersion(),
                project.getDescription() == null ? project.getName() : project.getDescription(),
                maintainer(),
                isNative ? configuration().keyValues().getOrDefault(nativeSymbol, "") : "",
                starter(ImageContents.of(jars, product)),
                path(ociBase),
                msiSettings());
    }

    private MsiSettings msiSettings() {
        Path certificate = path(signCertificate);
        Signing signing = certificate == null
                ? null
                : new Signing(certificate, path(signKey), path(signPasswordFile), text(signTimestamp));
        return new MsiSettings(
                project.getGroupId() + ":" + project.getArtifactId(),
                text(upgradeCode),
                text(msiVersion),
                text(project.getUrl()),
                signing);
    }

    private static @Nullable Path path(@Nullable File file) {
        return file == null ? null : file.toPath();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    private List<String> starter(ImageContents contents) throws ImageException {
        List<String> command = words(start == null ? "bin/ops run" : start, " ");
        String program = command.isEmpty() ? "" : command.get(0);
        if (contents.parts().stream().anyMatch(part -> part.file().equals(program))) {
            return command;
        }
        if (start != null) {
            throw new ImageException("<start> names the program " + program
                    + ", which is not in the image; perhaps you should write one of the files in its bin folder");
        }
        return List.of();
    }

    private String maintainer() {
        for (Developer developer : project.getDevelopers()) {
            String mail = developer.getEmail();
            return developer.getName() + (mail == null ? "" : " <" + mail + ">");
        }
        return project.getOrganization() == null
                ? project.getGroupId()
                : project.getOrganization().getName();
    }

    private Instant timestamp() throws ImageException {
        String text = outputTimestamp == null ? "" : outputTimestamp.strip();
        try {
            if (text.length() <= 1) {
                return Instant.EPOCH; // Maven's own plugins take a single letter for "not reproducible"
            }
            return text.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochSecond(Long.parseLong(text))
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | NumberFormatException e) {
            throw new ImageException(
                    "<project.build.outputTimestamp> is \"" + text
                            + "\"; perhaps you should write it as 2026-01-31T12:00:00Z",
                    e);
        }
    }
}
