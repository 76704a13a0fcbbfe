/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares bytes with Debian's kconfig-conf (package kconfig-frontends-nox). */
class KconfigFrontendsPeerTest {

    private static final Path PEER = Path.of("/usr/bin/kconfig-conf");
    private static final Dialect DIALECT = Dialect.KCONFIG_FRONTENDS;
    private static final String PREFIX = "OPS_CONFIG_";
    private static final Map<String, String> ENVIRONMENT =
            Map.of("PLATFORM", "as5712", "CONFIG_", PREFIX, "LC_ALL", "C", "PATH", "/usr/bin:/bin");

    @TempDir
    Path folder;

    @BeforeEach
    void needsThePeer() {
        if (!Files.isExecutable(PEER)) {
            String reason = PEER + " is missing, perhaps you should install kconfig-frontends-nox";
            assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
            System.out.println("skipped: " + reason);
            assumeTrue(false, reason);
        }
    }

    static Stream<String> trees() {
        return Stream.of("features", "choices", "switch");
    }

    private String resource(String name) throws IOException {
        try (var stream = getClass().getResourceAsStream("/frontends/" + name)) {
            assertThat(stream).as(name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void prepare(String name) throws IOException {
        Files.writeString(folder.resolve("Kconfig"), resource(name + ".kconfig"));
        Files.createDirectories(folder.resolve("platforms/as5712"));
        Files.writeString(folder.resolve("platforms/as5712/Kconfig.part"), resource("part.kconfig"));
    }

    private KconfigTree load() throws KconfigException, IOException {
        return Kconfig.load(
                Path.of("Kconfig"),
                KconfigOptions.builder()
                        .dialect(DIALECT)
                        .environment(ENVIRONMENT)
                        .sourceRoot(folder)
                        .build());
    }

    /** Run the peer on a configuration (null for none), and return the file it writes. */
    private String peer(String config, String mode) throws IOException, InterruptedException {
        Path file = folder.resolve(".config");
        Files.deleteIfExists(file);
        if (config != null) {
            Files.writeString(file, config);
        }
        Path saved = folder.resolve("saved");
        boolean saves = mode.equals("savedefconfig");
        List<String> command = new ArrayList<>(List.of(PEER.toString(), saves ? "--savedefconfig=saved" : "--" + mode));
        command.add("Kconfig");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return Files.readString(saves ? saved : file);
    }

    @ParameterizedTest
    @MethodSource("trees")
    void writesTheSameBytesInAllModes(String name) throws Exception {
        prepare(name);
        KconfigTree tree = load();
        Map<AllConfig.Mode, String> modes = Map.of(
                AllConfig.Mode.DEFAULT, "alldefconfig",
                AllConfig.Mode.YES, "allyesconfig",
                AllConfig.Mode.NO, "allnoconfig",
                AllConfig.Mode.MOD, "allmodconfig");
        for (AllConfig.Mode mode : AllConfig.Mode.values()) {
            Configuration configuration = new Configuration(tree);
            AllConfig.apply(configuration, mode);
            String ours = ConfigurationWriter.write(configuration, PREFIX);
            assertThat(ours).as(name + " " + mode).isEqualTo(peer(null, modes.get(mode)));
            assertSameFrom(tree, ours);
        }
    }

    @ParameterizedTest
    @MethodSource("trees")
    void updatesIncompleteConfigurationsTheSame(String name) throws Exception {
        prepare(name);
        KconfigTree tree = load();
        Configuration all = new Configuration(tree);
        AllConfig.apply(all, AllConfig.Mode.YES);
        List<String> lines = ConfigurationWriter.write(all, PREFIX).lines().toList();
        for (int skip = 2; skip < 6; skip++) {
            StringBuilder config = new StringBuilder();
            for (int i = 0; i < lines.size(); i++) {
                if (i % skip != 0 && !lines.get(i).endsWith("=")) {
                    config.append(lines.get(i)).append('\n');
                }
            }
            assertSameFrom(tree, config.toString());
        }
    }

    private void assertSameFrom(KconfigTree tree, String config) throws Exception {
        Path file = Files.writeString(folder.resolve("input"), config);
        Configuration configuration = new Configuration(tree);
        configuration.read(file, PREFIX);
        String ours = ConfigurationWriter.write(configuration, PREFIX);
        String minimal = ConfigurationWriter.minimal(configuration, PREFIX);
        assertThat(ours).as("olddefconfig of\n" + config).isEqualTo(peer(config, "olddefconfig"));
        assertThat(minimal).as("savedefconfig of\n" + config).isEqualTo(peer(config, "savedefconfig"));
    }

    @Test
    void agreesOnRandomTreesAndConfigurations() throws Exception {
        for (long seed = 1; seed <= 40; seed++) {
            Files.writeString(folder.resolve("Kconfig"), RandomTrees.richTree(seed, DIALECT));
            KconfigTree tree = load();
            Configuration configuration = new Configuration(tree);
            AllConfig.apply(configuration, AllConfig.Mode.DEFAULT);
            String ours = ConfigurationWriter.write(configuration, PREFIX);
            assertThat(ours).as("seed " + seed).isEqualTo(peer(null, "alldefconfig"));
            assertSameFrom(tree, RandomTrees.config(seed).replace("CONFIG_", PREFIX));
        }
    }
}
