/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A C tool to compare with.
 *
 * <p>{@code FRONTENDS} is Debian's kconfig-conf. {@code LINUX} is {@code scripts/kconfig/conf} of a built Linux 6.12 tree, which
 * the environment variable OPS_LINUX_CONF names; {@code LINUX_6_1} that of Linux 6.1, which OPS_LINUX_6_1_CONF names.
 */
public enum Peer {
    FRONTENDS(
            Dialect.KCONFIG_FRONTENDS,
            "/usr/bin/kconfig-conf",
            "/usr/bin/kconfig-conf is missing, perhaps you should install kconfig-frontends-nox"),
    LINUX_6_1(
            Dialect.LINUX_6_1,
            System.getenv().getOrDefault("OPS_LINUX_6_1_CONF", "/nonexistent"),
            "there is no conf of Linux 6.1, perhaps you should set OPS_LINUX_6_1_CONF to its scripts/kconfig/conf"),
    LINUX(
            Dialect.LINUX_6_12,
            System.getenv().getOrDefault("OPS_LINUX_CONF", "/nonexistent"),
            "there is no conf of Linux 6.12, perhaps you should set OPS_LINUX_CONF to its scripts/kconfig/conf");

    private static final int SECONDS = 30;

    private final Dialect dialect;
    private final Path program;
    private final String whenMissing;

    Peer(Dialect dialect, String program, String whenMissing) {
        this.dialect = dialect;
        this.program = Path.of(program);
        this.whenMissing = whenMissing;
    }

    /** What a run left behind. */
    public record Result(int status, String out, String err) {}

    public Dialect dialect() {
        return dialect;
    }

    /** Skip the test, with a reason, when the tool is missing; fail it in CI. */
    public Peer needed() {
        if (!Files.isExecutable(program)) {
            assertThat(System.getenv("CI")).as(whenMissing).isNotEqualTo("true");
            System.out.println("skipped: " + whenMissing);
            assumeTrue(false, whenMissing);
        }
        return this;
    }

    /** Run in a folder, with nothing but the given environment and a search path. */
    public Result run(Path folder, Map<String, String> environment, String input, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path in = Files.writeString(Files.createTempFile("peer", ".in"), input);
        Path out = Files.createTempFile("peer", ".out");
        Path err = Files.createTempFile("peer", ".err");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(defaults());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            assertThat(ended).as(command + " ends").isTrue();
            return new Result(process.exitValue(), read(out), read(err));
        } finally {
            for (Path file : List.of(in, out, err)) {
                Files.delete(file);
            }
        }
    }

    /** Return the environment that all runs have, so that ours can have the same; Debian's prefix is none. */
    public static Map<String, String> defaults() {
        return new HashMap<>(Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin", "CONFIG_", "CONFIG_"));
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }

    /** Write the file that a mode makes of a configuration. */
    public String convert(Path folder, String config, String mode) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve(".config"), config);
        boolean saves = mode.equals("savedefconfig");
        Result result = run(folder, Map.of(), "", saves ? "--savedefconfig=saved" : "--" + mode, "Kconfig");
        assertThat(result.status()).as(result.err()).isZero();
        return Files.readString(saves ? folder.resolve("saved") : file);
    }
}
