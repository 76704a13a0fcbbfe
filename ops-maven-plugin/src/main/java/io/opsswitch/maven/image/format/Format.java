/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The forms in which an image leaves the build. */
public enum Format {
    /** A compressed tar archive with one folder at the top. */
    TAR_GZ("tar.gz", "", "tar.gz", ""),
    /** A zip archive with one folder at the top. */
    ZIP("zip", "", "zip", ""),
    /** An archive with an OCI image layout, which Docker loads as well. */
    OCI("oci", "-oci", "tar", "-oci"),
    /** A Debian package. */
    DEB("deb", "", "deb", ""),
    /** A package for Windows Installer. */
    MSI("msi", "", "msi", ""),
    /** A folder as Windows wants it; it is not attached. */
    FOLDER("folder", "-windows", "", "");

    private final String id;
    private final String suffix;
    private final String type;
    private final String classifier;

    Format(String id, String suffix, String type, String classifier) {
        this.id = id;
        this.suffix = suffix;
        this.type = type;
        this.classifier = classifier;
    }

    /**
     * Return the formats of these names, each once, in the order given.
     *
     * @throws ImageException if there is none of a name; the message lists the known ones
     */
    public static Set<Format> parse(List<String> names) throws ImageException {
        Set<Format> formats = new LinkedHashSet<>();
        for (String name : names) {
            formats.add(Arrays.stream(values())
                    .filter(format -> format.id.equals(name.strip().toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new ImageException("<formats> names \"" + name + "\"; the formats are "
                            + Arrays.stream(values()).map(format -> format.id).collect(Collectors.joining(", ")))));
        }
        return formats;
    }

    /** Return the name by which users know the format. */
    public String id() {
        return id;
    }

    /** Return the type that its file has as an artifact; empty for a folder, which is none. */
    public String type() {
        return type;
    }

    /** Return the classifier that its file has as an artifact. */
    public String classifier(String platform) {
        return platform + classifier;
    }

    /** Return where the format's file or folder lies, given the build folder. */
    public Path target(Path buildDirectory, Packing packing) {
        String name = packing.top() + "-" + packing.version() + suffix;
        return buildDirectory.resolve(type.isEmpty() ? name : name + "." + type);
    }

    /** Write the image in this format. */
    public void write(Packing packing, Path target) throws IOException, ImageException {
        Files.createDirectories(target.toAbsolutePath().normalize().getParent());
        switch (this) {
            case TAR_GZ -> TarGz.write(packing, target);
            case ZIP -> Zip.write(packing, target);
            case OCI -> OciImage.write(packing, target);
            case DEB -> DebianPackage.write(packing, target);
            case MSI -> WindowsInstaller.write(packing, target);
            case FOLDER -> WindowsFolder.write(packing, target);
        }
    }
}
