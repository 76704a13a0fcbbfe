/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A copy of a product of src/it that the Invoker has built, to be built again. */
final class BuiltProduct {

    /** In seconds: much more than a build takes where nothing else runs. */
    private static final int TIMEOUT = 300;

    private final Path original;
    private final Path folder;

    /** Copy the product to a folder that does not exist; with what was built, or without. */
    BuiltProduct(String name, Path folder, boolean withTargets) throws IOException {
        this.original = Path.of(property("ops.it.products"), name);
        this.folder = folder;
        if (!Files.isDirectory(original)) {
            Peers.missing("the product " + name + " was not built, perhaps you should run mvn verify without"
                    + " -Dinvoker.test=");
        }
        try (Stream<Path> walk = Files.walk(original)) {
            for (Path path : (Iterable<Path>) walk::iterator) {
                Path relative = original.relativize(path);
                boolean built = Stream.of("target", "override")
                        .anyMatch(each ->
                                Arrays.asList(relative.toString().split("/")).contains(each));
                if (!built || withTargets) {
                    Files.copy(
                            path,
                            folder.resolve(relative),
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
        String settings = Files.readString(Path.of(property("ops.it.settings")));
        Files.writeString(
                folder.resolve("settings.xml"),
                settings.replace(
                        "@localRepositoryUrl@",
                        Path.of(property("ops.it.repository")).toUri().toString()));
    }

    /** Return a file of the product that the Invoker built. */
    Path original(String name) {
        return original.resolve(name);
    }

    /** Return the same file of the copy. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Build the copy; returns what Maven printed. */
    String build(Path maven, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                maven.resolve("bin/mvn").toString(),
                "-B",
                "-ntp",
                "-f",
                folder.resolve("pom.xml").toString(),
                "-s",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + property("ops.it.plugins"),
                "-Dstyle.color=never"));
        command.addAll(List.of(arguments));
        Shell.Result result = Shell.run(environment, TIMEOUT, command.toArray(String[]::new));
        if (result.exitCode() != 0) {
            throw new AssertionError(command + ":\n" + result.out() + result.err());
        }
        return result.out();
    }

    /** Return the time of each file that was built. */
    Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> times = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder.resolve("target"))) {
            for (Path path : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                times.put(folder.relativize(path), Files.getLastModifiedTime(path));
            }
        }
        return times;
    }

    static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new AssertionError("the system property " + name + " is missing, perhaps you should run mvn verify");
        }
        return value;
    }
}
