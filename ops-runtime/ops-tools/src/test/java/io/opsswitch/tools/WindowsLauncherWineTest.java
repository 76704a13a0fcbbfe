/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Namespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of Windows under Wine, with a program in the place of the JVM that prints its arguments. */
@Timeout(240)
class WindowsLauncherWineTest {

    private static final String COMPILER = "x86_64-w64-mingw32-gcc";
    private static final String JVM = """
            #include <stdio.h>
            int main(int count, char **words) {
                for (int i = 1; i < count; i++) printf("%s\\n", words[i]);
                return 7;
            }
            """;

    /** Not below a temporary folder: it has links to all of the machine's files. */
    private static final Path PREFIX = Path.of("target/wine-prefix").toAbsolutePath();

    @TempDir
    static Path shared;

    private static Path stub;

    @TempDir
    Path folder;

    private Path home;
    private Path java;

    /** What a run of the launcher came to. */
    private record Run(int status, List<String> output, String errors) {}

    @BeforeAll
    static void prepare() throws Exception {
        for (String program : List.of("wine", COMPILER)) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        Path source = Files.writeString(shared.resolve("jvm.c"), JVM);
        stub = shared.resolve("java.exe");
        Namespaces.run(COMPILER, "-o", stub.toString(), source.toString());
        Files.createDirectories(PREFIX);
        Process boot = wine(List.of("wine", "wineboot", "-i"), Map.of())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(boot.waitFor(200, TimeUnit.SECONDS)).isTrue();
    }

    private static ProcessBuilder wine(List<String> command, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("DISPLAY");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("WINEPREFIX", PREFIX.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        builder.environment().putAll(settings);
        return builder;
    }

    private static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
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
        // In a script, since "cmd /c" has rules of its own about quotes.
        StringBuilder line = new StringBuilder("@\"" + windows(home.resolve("bin/" + program + ".cmd")) + '"');
        for (String argument : arguments) {
            line.append(" \"").append(argument).append('"');
        }
        Path script = Files.writeString(folder.resolve("run.cmd"), line + "\r\n");
        List<String> command = List.of("wine", "cmd", "/c", windows(script));
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        Process process = wine(command, settings)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readAllLines(out), Files.readString(errors));
    }

    @Test
    void startsTheProgramOfItsNameWithAllArgumentsAndEndsAsItEnds() throws Exception {
        release("17.0.9");
        Run run = run(Map.of("JAVA_HOME", windows(java)), "ovsdb-tool", "create", "a b", "--x=1");
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.output())
                .contains("-Dops.program=ovsdb-tool", "-Dops.home=" + windows(home))
                .contains(windows(home.resolve("lib/*")))
                .doesNotContain("--enable-native-access=ALL-UNNAMED")
                .endsWith("io.opsswitch.tools.OvsdbToolMain", "create", "a b", "--x=1");
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
                .contains("ovsdb-tool: needs Java 17 or later, and there is none in " + windows(home) + "\\jre");
        Run wrong = run(Map.of("JAVA_HOME", "Z:\\nowhere"), "ovsdb-tool");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.errors()).contains("JAVA_HOME is Z:\\nowhere, but there is no bin\\java.exe in it");
        release("11.0.2");
        Run old = run(Map.of("JAVA_HOME", windows(java)), "ovsdb-tool");
        assertThat(old.status()).isEqualTo(1);
        assertThat(old.errors())
                .contains("needs Java 17 or later, but " + windows(java) + "\\bin\\java.exe is version 11");
    }

    @Test
    void refusesNamesThatAreNoProgram() throws Exception {
        Run run = run(Map.of("JAVA_HOME", windows(java)), "toaster");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors()).contains("toaster: no program of this name in " + windows(home));
    }
}
