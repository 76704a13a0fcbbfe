/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A built image with run-time folders of its own, started and stopped through its {@code bin/ops}. */
final class RunningImage implements AutoCloseable {

    private final Path home;
    private final Path folder;
    private final Map<String, String> environment;

    /** Prepare a switch from an image folder; does not start it. */
    RunningImage(Path home) throws IOException {
        this.home = home;
        this.folder = Files.createTempDirectory("ops-it");
        this.environment = Map.of(
                "OVS_RUNDIR", folder.resolve("run").toString(),
                "OVS_LOGDIR", folder.resolve("log").toString(),
                "OVS_DBDIR", folder.resolve("db").toString());
    }

    /** Prepare another image's switch on the same run-time folders, databases among them. */
    RunningImage(Path home, RunningImage other) {
        this.home = home;
        this.folder = other.folder;
        this.environment = other.environment;
    }

    /** Return the image that the build made for a platform. */
    static Path image(String platform) {
        Path image = images().resolve(platform).resolve("ops-" + platform);
        if (!Files.isDirectory(image)) {
            Peers.missing("there is no image " + image + ": images are built where gcc and make are installed");
        }
        return image;
    }

    /** Return the folder with the images that the build made. */
    static Path images() {
        return Path.of(System.getProperty("ops.it.images"));
    }

    RunningImage start() throws IOException {
        try {
            ops("start").quietly();
        } catch (AssertionError e) {
            close();
            throw e;
        }
        return this;
    }

    /** Run {@code bin/ops}. */
    Shell.Result ops(String... arguments) {
        return program("ops", arguments);
    }

    /** Run a program of the image. */
    Shell.Result program(String name, String... arguments) {
        return Shell.run(environment, command(home.resolve("bin").resolve(name).toString(), arguments));
    }

    /** Run Debian's ovs-vsctl against this switch, waiting for vswitchd as its users do. */
    Shell.Result vsctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--db=" + remote(), "--timeout=20"));
        command.addAll(Arrays.asList(arguments));
        return peer(command.toArray(String[]::new));
    }

    /** Run one of Debian's programs with this switch's run-time folders. */
    Shell.Result peer(String... command) {
        return Shell.run(environment, command);
    }

    String remote() {
        return "unix:" + environment.get("OVS_RUNDIR") + "/db.sock";
    }

    Path database() {
        return folder.resolve("db/conf.db");
    }

    Path log(String daemon) {
        return folder.resolve("log").resolve(daemon + ".log");
    }

    Map<String, String> environment() {
        return environment;
    }

    /** Stop the switch and remove its folders. */
    @Override
    public void close() throws IOException {
        Shell.Result stopped = ops("stop");
        if (stopped.exitCode() != 0) {
            throw new AssertionError(stopped.toString());
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static String[] command(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        return command.toArray(String[]::new);
    }
}
