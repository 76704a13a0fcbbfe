/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configurations as a build folder shows them: {@code .ops-config-PLATFORM} for each platform leads to its committed
 * file, and {@code .ops-config} to that of the selected platform.
 *
 * <p>Where the committed file of the selected platform says less than its evaluation gives, because symbols are new,
 * {@code .ops-config-PLATFORM} is no link but a file with everything. Where there are no symbolic links, all are copies.
 */
public final class LinkLayout {

    private final Path folder;
    private final String name;

    /**
     * Describe a layout.
     *
     * @param folder the build folder
     * @param name what the files are called, {@code .ops-config}
     */
    public LinkLayout(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /**
     * Select a platform.
     *
     * @param platform the platform
     * @param text its whole configuration
     * @param committed the committed file of every platform
     */
    public void select(String platform, String text, Map<String, Path> committed) throws IOException {
        show(platform, text, committed);
        lead(folder.resolve(name), link(platform));
    }

    /** Show a platform's configuration, as {@link #select} does, but leave selected what is. */
    public void show(String platform, String text, Map<String, Path> committed) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, Path> other : committed.entrySet()) {
            Path link = link(other.getKey());
            boolean known = Files.exists(link, LinkOption.NOFOLLOW_LINKS);
            if (!other.getKey().equals(platform) && !known && Files.exists(other.getValue())) {
                lead(link, other.getValue());
            }
        }
        Path own = link(platform);
        Path file = committed.get(platform);
        if (file != null && Files.exists(file) && text.equals(Files.readString(file))) {
            lead(own, file);
        } else if (Files.isSymbolicLink(own) || !Files.exists(own) || !text.equals(Files.readString(own))) {
            Files.deleteIfExists(own); // never write through a link into a committed file
            Files.writeString(own, text, StandardCharsets.UTF_8);
        }
    }

    private Path link(String platform) {
        return folder.resolve(name + "-" + platform);
    }

    /** Relative links survive when the project moves; what lies outside of the build's parent is named in full. */
    private void lead(Path link, Path target) throws IOException {
        Path from = folder.toAbsolutePath().normalize();
        Path to = target.toAbsolutePath().normalize();
        @Nullable Path around = from.getParent();
        boolean near = around != null && to.startsWith(around);
        Path named = near ? from.relativize(to) : to;
        if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(named)) {
            return;
        }
        Files.deleteIfExists(link);
        try {
            Files.createSymbolicLink(link, named);
        } catch (UnsupportedOperationException | FileSystemException e) {
            // Windows gives the right to make links to developers only; a copy serves as well.
            Files.copy(to, link);
        }
    }
}
