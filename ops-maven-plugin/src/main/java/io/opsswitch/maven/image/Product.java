/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A product line: one Kconfig tree and a folder with one subfolder for each platform, which holds the platform's own
 * {@code Kconfig} and its committed configuration, {@code .ops-config}.
 *
 * <p>Beside what is given, the tree sees {@code CONFIGURED_PLATFORM} and, as {@code BUILD_ROOT}, the folder of its root
 * file.
 *
 * @param kconfig the root Kconfig file
 * @param platforms the folder of the platforms
 * @param dialect the Kconfig dialect of the tree
 * @param distro what the tree sees as {@code DISTRO}
 * @param environment what else the tree sees
 */
public record Product(Path kconfig, Path platforms, Dialect dialect, String distro, Map<String, String> environment) {

    /** The name of a platform's configuration file, and of the selected one in the build folder. */
    public static final String CONFIGURATION = ".ops-config";

    /** The prefix of symbols in configuration files. */
    public static final String PREFIX = "OPS_CONFIG_";

    /** The variable by which the tree sees the platform's name. */
    public static final String PLATFORM_VARIABLE = "CONFIGURED_PLATFORM";

    /**
     * Return the names of the platforms in alphabetical order.
     *
     * @throws ImageException if there is no folder of platforms
     */
    public List<String> platformNames() throws ImageException, IOException {
        if (!Files.isDirectory(platforms)) {
            throw new ImageException("there is no folder of platforms " + platforms
                    + "; perhaps you should create " + platforms.resolve("<platform>/Kconfig")
                    + " or set <platformsDirectory>");
        }
        try (Stream<Path> entries = Files.list(platforms)) {
            return entries.filter(entry -> Files.isRegularFile(entry.resolve("Kconfig")))
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** Return a platform's committed configuration file; it need not exist. */
    public Path configuration(String platform) {
        return platforms.resolve(platform).resolve(CONFIGURATION);
    }

    /** Return the committed configuration file of every platform. */
    public Map<String, Path> configurations() throws ImageException, IOException {
        Map<String, Path> files = new TreeMap<>();
        for (String platform : platformNames()) {
            files.put(platform, configuration(platform));
        }
        return files;
    }

    /**
     * Return what goals on one platform work on.
     *
     * @throws ImageException if there is no such platform; the message lists the known ones
     */
    public Workspace workspace(String platform) throws ImageException, IOException {
        requirePlatform(platform);
        Map<String, String> visible = new HashMap<>(environment);
        visible.put(PLATFORM_VARIABLE, platform);
        visible.put("BUILD_ROOT", String.valueOf(kconfig.getParent()));
        visible.put("DISTRO", distro);
        return new Workspace(platform, kconfig, configuration(platform), PREFIX, dialect, visible);
    }

    /**
     * Check a platform's name.
     *
     * @throws ImageException if there is no such platform; the message lists the known ones
     */
    public void requirePlatform(String platform) throws ImageException, IOException {
        List<String> known = platformNames();
        if (!known.contains(platform)) {
            throw new ImageException("unknown platform \"" + platform + "\"; known platforms are: "
                    + String.join(", ", known) + ". Perhaps you should choose one of them with -Dplatform=, or add "
                    + platforms.resolve(platform).resolve("Kconfig"));
        }
    }
}
