/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * Lays an image out as a folder:
 *
 * <pre>
 *   bin/                 programs, from the jars that bring them and from the product
 *   etc/                 settings of the product
 *   lib/                 the jars of the enabled features and what they need
 *   powershell/          modules for Windows' shell
 *   share/openvswitch/   schemas of the databases
 *   share/ops/           manifest and configuration
 *   windows/             what an installer of Windows works with: services, drivers
 *   var/                 made by the running switch; kept when the image is assembled again
 * </pre>
 *
 * <p>A jar brings files of its own, such as launchers, below {@code META-INF/ops/image/}: what a feature needs is then
 * in the image exactly when the feature is.
 *
 * <p>First everything is collected, then {@link #write} makes the folder what was collected: a file that is there
 * already stays untouched. Not safe for use by several threads.
 */
public final class ImageAssembler {

    /** The folder inside a jar whose contents go into the image. */
    public static final String JAR_FOLDER = "META-INF/ops/image/";

    /** The folder that belongs to the running switch. */
    private static final String RUNTIME_FOLDER = "var";

    private static final List<String> PARTS = List.of("bin", "lib", "share", "etc", "powershell", "windows");

    private static final Set<PosixFilePermission> PROGRAM = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");

    /** Where the content of a file comes from; opened once, when it is written. */
    private interface Content {
        InputStream open() throws IOException;
    }

    private record Source(String origin, Content content) {}

    private final Path image;
    private final Map<String, Source> sources = new TreeMap<>();

    /** Create an assembler for an image folder. */
    public ImageAssembler(Path image) {
        this.image = image;
    }

    /** Add a folder of files; nothing happens when it does not exist. */
    public void addFolder(Path folder) throws IOException, ImageException {
        for (Path file : filesIn(folder)) {
            add(name(folder, file), folder.toString(), () -> Files.newInputStream(file));
        }
    }

    /** Add a file of the product. */
    public void addFile(ProductFile file) throws ImageException {
        add(file.name(), file.origin().toString(), () -> new ByteArrayInputStream(file.content()));
    }

    /**
     * Add a file that the build makes.
     *
     * @param origin what it is made from
     */
    public void addBytes(String name, byte[] content, String origin) throws ImageException {
        add(name, origin, () -> new ByteArrayInputStream(content));
    }

    /**
     * Add a jar to {@code lib/} and the files that it brings to the image.
     *
     * @param name file name in {@code lib/}
     */
    public void addJar(Path jar, String name) throws IOException, ImageException {
        if (!Files.exists(jar)) {
            throw missing(jar, new NoSuchFileException(jar.toString()));
        }
        add("lib/" + name, jar.toString(), () -> Files.newInputStream(jar));
        try (JarFile file = new JarFile(jar.toFile(), false);
                Stream<JarEntry> entries = file.stream()) {
            for (JarEntry entry : entries.filter(ImageAssembler::isForImage).toList()) {
                try (InputStream in = file.getInputStream(entry)) {
                    addBytes(nameInImage(entry), in.readAllBytes(), name);
                }
            }
        }
    }

    private void add(String name, String origin, Content content) throws ImageException {
        Path target = image.resolve(name).normalize();
        if (!target.startsWith(image) || !PARTS.contains(name.substring(0, Math.max(0, name.indexOf('/'))))) {
            throw new ImageException(origin + " brings " + name + ", but an image has only the folders "
                    + String.join(", ", PARTS) + " (and " + RUNTIME_FOLDER + ", which the switch makes itself)");
        }
        Source earlier = sources.putIfAbsent(name, new Source(origin, content));
        if (earlier != null) {
            throw new ImageException("two sources bring the file " + name + ": " + earlier.origin + " and " + origin
                    + "; perhaps you should drop one of them from the image");
        }
    }

    /**
     * Make the folder what was collected, but for the run-time data of a switch that was started here.
     *
     * @return the files of the image, in the order of their names
     */
    public List<Path> write() throws IOException {
        Files.createDirectories(image);
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, Source> entry : sources.entrySet()) {
            Path target = image.resolve(entry.getKey());
            if (!isThere(target, entry.getValue().content)) {
                Files.createDirectories(target.getParent());
                try (InputStream in = entry.getValue().content.open()) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            permit(target, isProgram(entry.getKey()) ? PROGRAM : PLAIN);
            files.add(target);
        }
        for (String part : PARTS) {
            removeOthers(image.resolve(part));
        }
        return files;
    }

    private static boolean isThere(Path target, Content content) throws IOException {
        if (!Files.isRegularFile(target)) {
            return false;
        }
        try (InputStream old = Files.newInputStream(target);
                InputStream in = content.open()) {
            while (true) {
                byte[] one = old.readNBytes(1 << 16);
                byte[] other = in.readNBytes(1 << 16);
                if (!Arrays.equals(one, other)) {
                    return false;
                }
                if (one.length == 0) {
                    return true;
                }
            }
        }
    }

    private static void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null && !view.readAttributes().permissions().equals(permissions)) {
            view.setPermissions(permissions);
        }
    }

    private void removeOthers(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> inner;
        try (Stream<Path> walk = Files.walk(folder)) {
            inner = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inner) {
            String name = name(image, path);
            boolean needed = Files.isDirectory(path)
                    ? sources.keySet().stream().anyMatch(each -> each.startsWith(name + "/"))
                    : sources.containsKey(name);
            if (!needed) {
                Files.delete(path);
            }
        }
    }

    /** Return the files in a folder, sorted; none when it does not exist. */
    public static List<Path> filesIn(Path folder) throws IOException {
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
}
