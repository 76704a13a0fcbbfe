/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of the product itself that goes into an image.
 *
 * @param name its name in the image
 * @param origin the file that it is, or is made from
 * @param rendered what was made from a template; null for a file that goes into the image as it is
 */
public record ProductFile(
        String name, Path origin, @Nullable String rendered) {

    /** Return what it holds. */
    public byte[] content() throws IOException {
        return rendered == null ? Files.readAllBytes(origin) : rendered.getBytes(StandardCharsets.UTF_8);
    }

    /** Return its size in the image. */
    public long bytes() throws IOException {
        return rendered == null ? Files.size(origin) : content().length;
    }
}
