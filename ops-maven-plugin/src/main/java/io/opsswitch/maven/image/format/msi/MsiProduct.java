/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/**
 * The product that a package installs. Immutable.
 *
 * @param artifact its name, as in Maven an artifact's; also of the folder that it is installed in
 * @param platform the platform that it is for
 * @param version its version, as in Maven
 * @param about one sentence about it
 * @param publisher who stands behind it
 * @param timestamp the time of all files and of the package
 * @param settings what only such packages have
 */
public record MsiProduct(
        String artifact,
        String platform,
        String version,
        String about,
        String publisher,
        Instant timestamp,
        MsiSettings settings) {

    /** Return the name by which people know it, and under which Windows lists it. */
    String name() {
        return artifact + "-" + platform;
    }

    /** Return the version as Windows Installer wants it. */
    String number() throws ImageException {
        return VersionNumber.of(version, settings.version());
    }

    /** Return the code that all versions of the product share. */
    UUID upgradeCode() throws ImageException {
        String given = settings.upgradeCode().strip();
        if (given.isEmpty()) {
            return defaultCode();
        }
        String bare = given.replaceFirst("^\\{(.*)}$", "$1");
        if (!bare.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            throw new ImageException("<upgradeCode> is \"" + given
                    + "\", which is no GUID; perhaps you should write one such as " + Guids.text(defaultCode())
                    + ", or leave it out");
        }
        return UUID.fromString(bare.toLowerCase(Locale.ROOT));
    }

    private UUID defaultCode() {
        return Guids.of(Guids.UPGRADE_CODES, settings.identity() + ":" + platform);
    }

    /** Return whether the version is one of many that carry this number, as snapshots do. */
    boolean isSnapshot() {
        return version.toUpperCase(Locale.ROOT).endsWith("SNAPSHOT");
    }
}
