/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import java.io.IOException;
import java.nio.file.Path;

/** Packs an image as a {@code .tar.gz}. */
final class TarGz {

    private TarGz() {}

    static void write(Packing packing, Path archive) throws IOException {
        Whole.write(archive, out -> {
            try (Tar tar = new Tar(Tar.gzip(out), packing.timestamp())) {
                tar.addAll(packing.entries(false), packing.top() + "/");
            }
        });
    }
}
