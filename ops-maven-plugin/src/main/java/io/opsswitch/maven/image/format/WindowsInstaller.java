/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.format.msi.MsiPackage;
import io.opsswitch.maven.image.format.msi.MsiProduct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Packs an image for Windows Installer: the files of {@link WindowsFolder}, in a package. */
final class WindowsInstaller {

    private WindowsInstaller() {}

    static void write(Packing packing, Path target) throws IOException, ImageException {
        Machine.requireWide(packing.machine());
        Path work = Files.createTempDirectory(target.toAbsolutePath().getParent(), target.getFileName() + ".");
        try {
            Path folder = work.resolve("image");
            WindowsFolder.write(packing, folder);
            Map<String, Path> entries = new TreeMap<>();
            StringBuilder content = new StringBuilder();
            for (String name : packing.entries(true).keySet()) {
                Path file = folder.resolve(name);
                entries.put(name, file);
                content.append(Digests.sha256(file)).append(' ').append(name).append('\n');
            }
            String digest = Digests.sha256(content.toString().getBytes(StandardCharsets.UTF_8));
            MsiPackage.write(product(packing), entries, digest, Files.createDirectory(work.resolve("msi")), target);
        } finally {
            WindowsFolder.clear(work, Set.of());
            Files.delete(work);
        }
    }

    private static MsiProduct product(Packing packing) {
        String publisher = Packing.oneLine(packing.maintainer()).replaceFirst("\\s*<[^>]*>$", "");
        return new MsiProduct(
                packing.product(),
                packing.platform(),
                packing.version(),
                Packing.oneLine(packing.about()),
                publisher,
                packing.timestamp(),
                packing.msi());
    }
}
