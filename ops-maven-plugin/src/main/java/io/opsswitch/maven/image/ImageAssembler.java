/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Lays an image out as a folder:
 *
 * <pre>
 *   bin/                 programs, from the jars that bring them and from the product
 *   lib/                 the jars of the enabled features and what they need
 *   share/openvswitch/   schemas of the databases
 *   share/ops/           manifest and configuration
 *   var/                 made by the running switch; kept when the image is assembled again
 * </pre>
 *
 * <p>A jar brings files of its own, such as launchers, below {@code META-INF/ops/image/}: what a feature needs is then
 * in the image exactly when the feature is.
 */
public final class ImageAssembler {

    /** The folder inside a jar whose contents go into the image. */
    public static final String JAR_FOLDER = "META-INF/ops/image/";

    /** The folder that belongs to the running switch. */
    private static final String RUNTIME_FOLDER = "var";

    private static final List<String> PARTS = List.of("bin", "lib", "share", "etc");

    private final Path image;
    private final Map<String, String> origins = new LinkedHashMap<>();

    /** Create an assembler for an image folder. */
    public ImageAssembler(Path image) {
        this.image = image;
    }

    /** Remove what an earlier assembly left, but not the run-time data of a switch that was started here. */
    public void clear() throws IOException {
        for (String part : PARTS) {
            Path folder = image.resolve(part);
            if (Files.exists(folder)) {
                try (Stream<Path> walk = Files.walk(folder)) {
                    List<Path> all = new ArrayList<>(walk.toList());
                    for (int i = all.size() - 1; i >= 0; i--) {
                        Files.delete(all.get(i));
                    }
                }
            }
        }
        Files.createDirectories(image);
    }

    /** Copy a folder of files into the image; nothing happens when it does not exist. */
    public void addFolder(Path folder) throws IOException, ImageException {
        for (Path file : filesIn(folder)) {
            String name = name(folder, file);
            try (InputStream in = Files.newInputStream(file)) {
                addFile(name, in, folder.toString());
            }
        }
    }

    /**
     * Put a jar into {@code lib/} and the files that it brings into the image.
     *
     * @param name file name in {@code lib/}
     */
    public void addJar(Path jar, String name) throws IOException, ImageException {
        try (InputStream in = Files.newInputStream(jar)) {
            addFile("lib/" + name, in, jar.toString());
        } catch (NoSuchFileException e) {
            throw missing(jar, e);
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Enumeration<JarEntry> entries = file.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (isForImage(entry)) {
                    try (InputStream in = file.getInputStream(entry)) {
                        addFile(nameInImage(entry), in, name);
                    }
                }
            }
        }
    }

    private void addFile(String name, InputStream in, String origin) throws IOException, ImageException {
        Path target = image.resolve(name).normalize();
        if (!target.startsWith(image) || !PARTS.contains(name.substring(0, Math.max(0, name.indexOf('/'))))) {
            throw new ImageException(origin + " brings " + name + ", but an image has only the folders "
                    + String.join(", ", PARTS) + " (and " + RUNTIME_FOLDER + ", which the switch makes itself)");
        }
        String earlier = origins.putIfAbsent(name, origin);
        if (earlier != null) {
            throw new ImageException("two sources bring the file " + name + ": " + earlier + " and " + origin
                    + "; perhaps you should drop one of them from the image");
        }
        Files.createDirectories(target.getParent());
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        PosixFileAttributeView view = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (view != null) {
            view.setPermissions(PosixFilePermissions.fromString(isProgram(name) ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    /** Return the files in a folder, sorted; none when it does not exist. */
    static List<Path> filesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Return the name of a file relative to a folder, with slashes on every system. */
    static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    /** Return whether an entry of a jar goes into the image as a file of its own. */
    static boolean isForImage(JarEntry entry) {
        return entry.getName().startsWith(JAR_FOLDER) && !entry.isDirectory();
    }

    /** Return the name that an entry of a jar has in the image. */
    static String nameInImage(JarEntry entry) {
        return entry.getName().substring(JAR_FOLDER.length());
    }

    static ImageException missing(Path jar, NoSuchFileException cause) {
        return new ImageException(jar + " does not exist; perhaps you should run the build up to phase package", cause);
    }

    /** Return whether a file of an image is a program, by its place. */
    static boolean isProgram(String name) {
        return name.startsWith("bin/");
    }

    /** Return the files of the image without the run-time folder, sorted by their names inside the image. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String part : PARTS) {
            Path folder = image.resolve(part);
            if (Files.isDirectory(folder)) {
                try (Stream<Path> walk = Files.walk(folder)) {
                    walk.filter(Files::isRegularFile).forEach(files::add);
                }
            }
        }
        files.sort((a, b) -> a.toString().compareTo(b.toString()));
        return files;
    }
}
