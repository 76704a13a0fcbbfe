/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds, loads and verifies the native library of this platform: first in the directory that the system property {@value
 * #DIRECTORY_PROPERTY} names, then on the class path (the jar with the platform's classifier).
 *
 * <p>Safe for use by several threads. The outcome of the first attempt is final, as the JVM loads a library only once.
 */
public final class NativeLibrary {

    /** System property: a directory with one subdirectory for each platform, such as {@code linux-x86_64}. */
    public static final String DIRECTORY_PROPERTY = "ops.native.dir";

    /** Counts up whenever a native method changes; the library must report the same number. */
    static final int ABI_VERSION = 4;

    private static final String COPY_PREFIX = "ops-datapath-";
    private static @Nullable String failure;
    private static boolean attempted;

    private NativeLibrary() {}

    /**
     * Load the library unless that was done already.
     *
     * @throws UnsatisfiedLinkError if there is none for this platform or it is of another version; the message says what
     *     was looked for and where
     */
    public static synchronized void load() {
        if (!attempted) {
            attempted = true;
            failure = attempt();
        }
        if (failure != null) {
            throw new UnsatisfiedLinkError(failure);
        }
    }

    /** Return the name of this platform as used in paths and jar classifiers, such as {@code linux-x86_64}. */
    public static String platform() {
        return platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static String platform(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String arch = osArch.equals("amd64") ? "x86_64" : osArch;
        String family = os.startsWith("windows") ? "windows" : os.startsWith("mac") ? "macos" : os.replace(' ', '-');
        return family + "-" + arch;
    }

    private static @Nullable String attempt() {
        String platform = platform();
        String name = LibraryFile.name(platform);
        String resource = "META-INF/native/" + platform + "/" + name;
        String directory = System.getProperty(DIRECTORY_PROPERTY);
        Path file = directory == null ? null : Path.of(directory, platform, name);
        String origin;
        try {
            if (file != null && Files.exists(file)) {
                origin = file.toString();
                load(file, origin, platform);
            } else {
                origin = "class path resource " + resource;
                if (!loadResource(resource, origin, platform)) {
                    return notFound(platform, resource, file);
                }
            }
        } catch (IOException e) {
            return "could not unpack " + resource + " to a temporary file: " + e;
        } catch (UnsatisfiedLinkError e) {
            return "could not load the native library: " + e.getMessage();
        }
        return verify(origin);
    }

    private static void load(Path file, String origin, String platform) throws IOException {
        String found = LibraryFile.platform(file);
        if (!found.isEmpty() && !found.equals(platform)) {
            throw new UnsatisfiedLinkError(origin + " was made for " + found + ", but this JVM runs on " + platform);
        }
        System.load(file.toAbsolutePath().toString());
    }

    private static @Nullable String verify(String origin) {
        int found;
        try {
            found = abiVersion();
        } catch (UnsatisfiedLinkError e) {
            return origin + " is not the native library of ops-datapath-native (" + e.getMessage() + ")";
        }
        if (found != ABI_VERSION) {
            return origin + " has version " + found + " of the native interface, but these classes need version "
                    + ABI_VERSION + "; use the library and ops-datapath-native.jar of one build";
        }
        return null;
    }

    private static String notFound(String platform, String resource, @Nullable Path file) {
        return "no native library for " + platform + ": looked for "
                + (file == null ? "" : "the file " + file + " (system property " + DIRECTORY_PROPERTY + ") and ")
                + "the class path resource " + resource
                + "; put ops-datapath-native with classifier " + platform
                + " on the class path, or build it where gcc and make are installed";
    }

    /** Load the library from the class path; return whether it is there. */
    private static boolean loadResource(String resource, String origin, String platform) throws IOException {
        String suffix = resource.substring(resource.lastIndexOf('.'));
        boolean lockedWhileLoaded = platform.startsWith("windows-");
        try (InputStream in = NativeLibrary.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            // Readable and writable by this user only; deleted as soon as it is mapped.
            Path copy = Files.createTempFile(COPY_PREFIX, suffix);
            boolean loaded = false;
            try {
                Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
                load(copy, origin, platform);
                loaded = true;
            } finally {
                if (!loaded || !lockedWhileLoaded) {
                    Files.delete(copy);
                }
            }
            if (lockedWhileLoaded) {
                sweep(copy.toAbsolutePath().getParent(), suffix);
            }
            return true;
        }
    }

    /** Delete the copies of processes that have ended; Windows deletes no file whose code is loaded. */
    private static void sweep(@Nullable Path directory, String suffix) throws IOException {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> copies = Files.newDirectoryStream(directory, COPY_PREFIX + "*" + suffix)) {
            for (Path copy : copies) {
                try {
                    Files.deleteIfExists(copy);
                } catch (FileSystemException e) {
                    // In use, by this process or another: whoever comes after its end deletes it.
                    continue;
                }
            }
        }
    }

    private static native int abiVersion();
}
