/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A jar that goes into an image, resolved to a file. Immutable.
 *
 * @param file where it lies on this machine
 * @param artifact its coordinates
 * @param classifier its classifier; empty for most
 * @param symbols the enabled features that brought it; empty when it is part of every image
 * @param licences names or SPDX ids of its licences, from its POM; empty if unknown
 * @param needs the coordinates of what it needs itself, as far as that is in the image
 */
public record ImageJar(
        Path file,
        ImagePlan.Coordinates artifact,
        String classifier,
        Set<String> symbols,
        List<String> licences,
        List<ImagePlan.Coordinates> needs) {

    /** Return its name in {@code lib/}. */
    public String name() {
        return artifact.artifactId() + "-" + artifact.version() + (classifier.isEmpty() ? "" : "-" + classifier)
                + ".jar";
    }
}
