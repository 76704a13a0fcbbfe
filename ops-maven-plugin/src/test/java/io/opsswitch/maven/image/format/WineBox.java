/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A Windows of its own: Wine with a prefix below {@code target/}, which a former run may have made. Its server ends with this,
 * or by itself half a minute after the last program if the tests are killed. Not thread-safe.
 */
final class WineBox implements AutoCloseable {

    private static final String WINE = "/usr/lib/wine/wine64";
    private static final String SERVER = "/usr/lib/wine/wineserver64";
    private static final String LINGER = "-p30";

    /** Not below a temporary folder: it has links to all of the machine's files. */
    private static final Path PREFIX = Path.of("target/wine-prefix").toAbsolutePath();

    private final Process server;

    /** What a program came to. */
    record Result(int status, String output) {}

    WineBox() throws IOException, InterruptedException {
        Path ready = PREFIX.resolve("ops-ready");
        if (!Files.exists(ready)) {
            Files.createDirectories(PREFIX);
            assertThat(await(wine(WINE, "wineboot", "-i").start())).isZero();
            // Services can be made only by a session after the one that made the prefix.
            assertThat(await(wine(SERVER, "-w").start())).isZero();
            Files.createFile(ready);
        }
        server = wine(SERVER, "-f", LINGER).start();
    }

    private static ProcessBuilder wine(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove("DISPLAY");
        builder.environment().put("WINEPREFIX", PREFIX.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        return builder;
    }

    private static int await(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Run a program of Windows. */
    Result run(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(WINE));
        words.addAll(List.of(command));
        Path output = Files.createTempFile("wine", ".txt");
        try {
            int status = await(wine(words.toArray(String[]::new))
                    .redirectOutput(output.toFile())
                    .start());
            return new Result(
                    status,
                    Files.readString(output, StandardCharsets.ISO_8859_1).replace("\r", ""));
        } finally {
            Files.delete(output);
        }
    }

    /** Run Windows Installer without questions; return its status, and its log. */
    Result msiexec(String what, String product, String... properties) throws IOException, InterruptedException {
        Path log = Files.createTempFile("msi", ".log");
        try {
            List<String> command = new ArrayList<>(List.of("msiexec", what, product, "/qn", "/l*v", windows(log)));
            command.addAll(List.of(properties));
            int status = run(command.toArray(String[]::new)).status();
            return new Result(status, text(Files.readAllBytes(log)));
        } finally {
            Files.delete(log);
        }
    }

    private static String text(byte[] log) {
        boolean wide = log.length > 1 && log[1] == 0 || log.length > 1 && log[0] == -1;
        return new String(log, wide ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8);
    }

    /** Return the path of a file as programs of Windows write it. */
    static String windows(Path path) {
        return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
    }

    /** Return where a file of drive C lies. */
    Path onDriveC(String path) {
        return PREFIX.resolve("drive_c").resolve(path);
    }

    /**
     * Return the values below a key of the registry, as {@code KEY\NAME}, with their types, and the keys, as {@code KEY\}; none
     * if there is no such key.
     */
    Map<String, String> registry(String key) throws IOException, InterruptedException {
        Map<String, String> values = new TreeMap<>();
        String folder = "";
        for (String line : run("reg", "query", key, "/s").output().split("\n")) {
            if (line.startsWith("HKEY_")) {
                folder = line.strip();
                values.put(folder + "\\", "key");
            } else if (line.startsWith("    ")) {
                String[] parts = line.strip().split(" {4}", 3);
                values.put(folder + "\\" + parts[0], parts[1] + " " + (parts.length > 2 ? parts[2] : ""));
            }
        }
        return values;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        try {
            await(wine(SERVER, "-k").start());
            server.waitFor(20, TimeUnit.SECONDS);
        } finally {
            server.destroyForcibly();
        }
    }
}
