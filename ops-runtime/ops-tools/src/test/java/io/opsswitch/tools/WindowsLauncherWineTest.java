/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Wine;
import io.opsswitch.vswitchd.testing.Wine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The launcher of Windows under Wine, with a program in the place of the JVM that prints its arguments. */
@Timeout(240)
class WindowsLauncherWineTest {

    @TempDir
    static Path shared;

    private static Wine wine;
    private static Path stub;

    @TempDir
    Path folder;

    private Path home;
    private Path java;

    @BeforeAll
    static void prepare() throws Exception {
        wine = Wine.start(shared);
        stub = Wine.printer(shared.resolve("java.exe"));
    }

    @BeforeEach
    void makeImage() throws Exception {
        home = Files.createDirectories(folder.resolve("an image"));
        java = Files.createDirectories(folder.resolve("a jdk/bin")).getParent();
        Files.copy(stub, java.resolve("bin/java.exe"));
        Files.createDirectories(home.resolve("bin"));
        // The build of an image ends lines as Windows does.
        String launcher = Files.readString(Path.of("target/classes/META-INF/ops/image/bin/ovsdb-tool.cmd"))
                .replace("\n", "\r\n");
        Files.writeString(home.resolve("bin/ovsdb-tool.cmd"), launcher);
        Files.writeString(home.resolve("bin/toaster.cmd"), launcher);
    }

    private void release(String version) throws Exception {
        Files.writeString(
                java.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nMODULES=\"a b\"\n");
    }

    private Run run(Map<String, String> settings, String program, String... arguments) throws Exception {
        return wine.run(settings, home.resolve("bin/" + program + ".cmd"), List.of(arguments));
    }

    @Test
    void startsTheProgramOfItsNameWithAllArgumentsAndEndsAsItEnds() throws Exception {
        release("17.0.9");
        Run run = run(Map.of("JAVA_HOME", Wine.name(java)), "ovsdb-tool", "create", "a b", "--x=1");
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.output())
                .contains("-Dops.program=ovsdb-tool", "-Dops.home=" + Wine.name(home))
                .contains(Wine.name(home.resolve("lib/*")))
                .doesNotContain("--enable-native-access=ALL-UNNAMED")
                .endsWith("io.opsswitch.tools.OvsdbToolMain", "create", "a b", "--x=1");
    }

    @ParameterizedTest
    @CsvSource({
        "ovsdb-server, OvsdbServerMain",
        "ovs-vswitchd, OvsVswitchdMain",
        "ovsdb-client, OvsdbClientMain",
        "ovs-appctl, OvsAppctlMain"
    })
    void theOtherProgramsHaveLaunchersToo(String program, String main) throws Exception {
        release("17.0.9");
        Path launcher = Path.of("target/classes/META-INF/ops/image/bin/" + program + ".cmd");
        Files.writeString(
                home.resolve("bin/" + program + ".cmd"),
                Files.readString(launcher).replace("\n", "\r\n"));
        assertThat(run(Map.of("JAVA_HOME", Wine.name(java)), program, "--version")
                        .output())
                .contains("-Dops.program=" + program)
                .endsWith("io.opsswitch.tools." + main, "--version");
    }

    @Test
    void theJvmOfTheImageComesFirstAndNewOnesGetTheOptionsThatTheyNeed() throws Exception {
        Files.move(java, home.resolve("jre"));
        Files.writeString(home.resolve("jre/release"), "JAVA_VERSION=\"25.0.1\"\n");
        Run run = run(Map.of("JAVA_HOME", "Z:\\nowhere"), "ovsdb-tool", "help");
        assertThat(run.output())
                .contains("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }

    @Test
    void saysWhereItLookedForAJvm() throws Exception {
        Run none = run(Map.of(), "ovsdb-tool");
        assertThat(none.status()).isEqualTo(1);
        assertThat(none.errors())
                .contains("ovsdb-tool: needs Java 17 or later, and there is none in " + Wine.name(home) + "\\jre");
        Run wrong = run(Map.of("JAVA_HOME", "Z:\\nowhere"), "ovsdb-tool");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("JAVA_HOME is Z:\\nowhere, but there is no bin\\java.exe in it");
        release("11.0.2");
        Run old = run(Map.of("JAVA_HOME", Wine.name(java)), "ovsdb-tool");
        assertThat(old.status()).isEqualTo(1);
        assertThat(old.errors())
                .contains("needs Java 17 or later, but " + Wine.name(java) + "\\bin\\java.exe is version 11");
    }

    @Test
    void refusesNamesThatAreNoProgram() throws Exception {
        Run run = run(Map.of("JAVA_HOME", Wine.name(java)), "toaster");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("toaster: no program of this name in " + Wine.name(home));
    }
}
