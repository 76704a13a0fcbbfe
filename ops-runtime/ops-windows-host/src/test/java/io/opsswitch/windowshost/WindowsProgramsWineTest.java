/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Wine;
import io.opsswitch.vswitchd.testing.Wine.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The program ops, with one in the place of PowerShell that prints its arguments, and Apache's service program itself. */
@Timeout(240)
class WindowsProgramsWineTest {

    private static final Path IMAGE = Path.of("target/classes/META-INF/ops/image");
    private static final String SETTINGS = "HKLM\\SOFTWARE\\Wow6432Node\\Apache Software Foundation\\Procrun 2.0\\";

    @TempDir
    static Path shared;

    private static Wine wine;
    private static Path stub;

    @TempDir
    Path folder;

    private Path home;
    private String installed;

    @BeforeAll
    static void prepare() throws Exception {
        wine = Wine.start(shared);
        stub = Wine.printer(shared.resolve("powershell.exe"));
    }

    @BeforeEach
    void makeImage() throws Exception {
        home = Files.createDirectories(folder.resolve("an image"));
        Files.createDirectories(home.resolve("bin"));
        // The build of an image ends lines as Windows does.
        String program = Files.readString(IMAGE.resolve("bin/ops.cmd")).replace("\n", "\r\n");
        Files.writeString(home.resolve("bin/ops.cmd"), program);
        Files.copy(IMAGE.resolve("bin/prunsrv.exe"), home.resolve("bin/prunsrv.exe"));
    }

    /** The prefix stays, and would start what is installed in it; a name is free again only some time later. */
    @AfterEach
    void removeService() throws Exception {
        if (installed != null) {
            wine.script(Map.of(), "@sc delete " + installed + " & reg delete \"" + SETTINGS + installed + "\" /f");
        }
    }

    /** Run ops with the stand-in for PowerShell on the path. */
    private Run ops(String words) throws Exception {
        Path tools = Files.createDirectories(folder.resolve("some tools"));
        Files.copy(stub, tools.resolve("powershell.exe"));
        return wine.script(
                Map.of(),
                "@set PATH=" + Wine.name(tools) + ";%PATH%\r\n@\"" + Wine.name(home.resolve("bin/ops.cmd")) + "\" "
                        + words);
    }

    @Test
    void opsHandsItsWordsToTheModuleAndEndsAsThatEnds() throws Exception {
        Run run = ops("start --drop-data");
        assertThat(run.errors()).isEmpty();
        assertThat(run.status()).isEqualTo(7);
        assertThat(run.output())
                .contains("-NoProfile", "-NonInteractive", "-File", Wine.name(home) + "\\powershell\\Ops\\ops.ps1")
                .endsWith("start", "--drop-data");
    }

    @Test
    void opsWithoutWordsLeavesItToTheModuleToComplain() throws Exception {
        assertThat(ops("").output()).endsWith(Wine.name(home) + "\\powershell\\Ops\\ops.ps1");
    }

    @Test
    void opsSaysWhatItNeeds() throws Exception {
        Run run = wine.script(
                Map.of(), "@set PATH=Z:\\nowhere\r\n@\"" + Wine.name(home.resolve("bin/ops.cmd")) + "\" status");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .contains("ops: needs Windows PowerShell 5.1, and there is no powershell.exe on the path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovsdb-server", "ovs-vswitchd"})
    void theServiceProgramInstallsAServiceWithTheArgumentsThatWePrint(String file) throws Exception {
        String name = file + "-" + ProcessHandle.current().pid() + System.nanoTime() % 1000;
        String image = Wine.name(home);
        String data = Wine.name(folder.resolve("the data"));
        Files.createDirectories(folder.resolve("the data/logs"));
        String text = Files.readString(IMAGE.resolve("windows/services/" + file + ".json"))
                .replace("\"name\": \"" + file, "\"name\": \"" + name)
                .replace("\"display\": \"", "\"display\": \"" + name + ' ');
        ServiceDescription service =
                ServiceDescription.read(Files.writeString(folder.resolve("service.json"), text), image, data);
        installed = name;
        String jvm = "Z:\\a jdk\\bin\\server\\jvm.dll";
        List<String> arguments = ServiceArguments.of(
                ProcrunSetting.read(IMAGE.resolve(ProcrunSetting.FILE.toString())),
                service,
                image,
                data,
                jvm,
                17,
                List.of("--log-file=a;b"));
        Run install = wine.run(Map.of(), home.resolve("bin/prunsrv.exe"), arguments);
        assertThat(install.status())
                .as("%s %s", install.output(), install.errors())
                .isZero();

        String settings = String.join("\n", query(SETTINGS + name));
        assertThat(value(settings, "Jvm")).isEqualTo(jvm);
        assertThat(value(settings, "Classpath")).isEqualTo(image + "\\lib\\*");
        assertThat(value(settings, "Options")).isEqualTo(String.join("\\0", service.jvmOptions()));
        assertThat(value(settings, "Params")).isEqualTo(String.join("\\0", service.arguments()) + "\\0--log-file=a;b");
        assertThat(settings)
                .contains("jvm", service.mainClass(), "main", service.stopClass(), service.stopMethod())
                .contains(data + "\\logs")
                .doesNotContain("Timeout");

        // What a service depends on is lost in Wine on this way.
        String registered = String.join("\n", query("HKLM\\SYSTEM\\CurrentControlSet\\Services\\" + name));
        assertThat(value(registered, "DisplayName")).isEqualTo(service.display());
        assertThat(value(registered, "Start")).isEqualTo("0x2");
        assertThat(value(registered, "ObjectName")).isEqualTo("LocalSystem");
        assertThat(value(registered, "ImagePath")).isEqualTo('"' + image + "\\bin\\prunsrv.exe\" //RS//" + name);
    }

    private static List<String> query(String key) throws Exception {
        Run run = wine.script(Map.of(), "@reg query \"" + key + "\" /s");
        assertThat(run.status()).as("%s %s", key, run.errors()).isZero();
        return run.output();
    }

    /** Return the data of a value of the registry, as reg.exe prints it; of several of one name the first. */
    private static String value(String printed, String name) {
        return printed.lines()
                .map(String::strip)
                .filter(line -> line.matches(name + " +REG_\\w+.*"))
                .map(line -> line.replaceFirst(name + " +REG_\\w+ *", ""))
                .map(data -> data.replaceFirst("(\\\\0)+$", "")) // the end of a list, which may come more than once
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in " + printed));
    }
}
