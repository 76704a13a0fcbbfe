/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Installs packages under Wine, with a service of its own in the place of procrun. */
@Timeout(300)
class MsiWineTest {

    private static final String SOFTWARE = "HKEY_LOCAL_MACHINE\\Software";
    private static final String PROCRUN =
            SOFTWARE + "\\Wow6432Node\\Apache Software Foundation\\Procrun 2.0\\ops-test-db\\Parameters";
    private static final String SYSTEM = "HKEY_LOCAL_MACHINE\\System\\CurrentControlSet";
    private static final String SERVICES = SYSTEM + "\\Services\\ops-test-";
    private static final String ENVIRONMENT = SYSTEM + "\\Control\\Session Manager\\Environment";
    private static final String PATH = ENVIRONMENT + "\\PATH";
    private static final String PRODUCTS = SOFTWARE + "\\Microsoft\\Windows\\CurrentVersion\\Uninstall";

    @TempDir
    static Path shared;

    private static Path stub;
    private static WineBox wine;

    /** The registry without any of the packages. */
    private static Map<String, String> before;

    @TempDir
    Path folder;

    private Path home;
    private Path data;

    @BeforeAll
    static void prepare() throws Exception {
        Peers.require("wixl", "msibuild", "msiinfo", "wine", "x86_64-w64-mingw32-gcc");
        stub = shared.resolve("service.exe");
        Peers.run("x86_64-w64-mingw32-gcc", "-O2", "-s", "-o", stub.toString(), "src/test/native/service.c");
        wine = new WineBox();
        leave(); // what a former run that was killed installed
        // The first package of all leaves folders of the installer's own behind, with nothing in them.
        Path first = shared.resolve("first.msi");
        Format.MSI.write(ServiceImages.of(shared, stub, "0.1", Map.of()), first);
        msiexec("/i", first, "STARTSERVICES=0");
        msiexec("/x", first, "REMOVEDATA=1");
        before = registry();
    }

    @AfterAll
    static void end() throws Exception {
        if (wine != null) {
            wine.close();
        }
    }

    @BeforeEach
    void look() throws Exception {
        home = wine.onDriveC("Program Files/toaster");
        data = wine.onDriveC("ProgramData/openvswitch");
        assertThat(home).doesNotExist();
        assertThat(data).doesNotExist();
    }

    @AfterEach
    void tidy() throws Exception {
        leave();
    }

    private static void leave() throws Exception {
        for (String key : wine.registry(PRODUCTS).keySet()) {
            if (key.contains("{") && key.endsWith("\\DisplayName")) {
                String code = key.replaceFirst(".*(\\{.*}).*", "$1");
                wine.msiexec("/x", code);
            }
        }
        Path data = wine.onDriveC("ProgramData/openvswitch");
        if (Files.exists(data)) {
            WindowsFolder.clear(data, Set.of());
            Files.delete(data);
        }
    }

    /** Return what packages have a part in; the rest changes with each program that runs. */
    private static Map<String, String> registry() throws Exception {
        Map<String, String> all = new TreeMap<>();
        for (String key : List.of(
                SOFTWARE + "\\Apache Software Foundation",
                SOFTWARE + "\\Wow6432Node\\Apache Software Foundation",
                SOFTWARE + "\\toaster-p",
                SOFTWARE + "\\Classes\\Installer",
                SOFTWARE + "\\Microsoft\\Windows\\CurrentVersion\\Installer",
                PRODUCTS,
                ENVIRONMENT,
                SYSTEM + "\\Services")) {
            all.putAll(wine.registry(key));
        }
        // When Wine takes an item from a list, what parted it from the others stays.
        all.computeIfPresent(PATH, (key, path) -> path.replaceFirst(";+$", ""));
        return all;
    }

    private Set<Map.Entry<String, String>> differences() throws Exception {
        Map<String, String> now = registry();
        Set<Map.Entry<String, String>> differences = new HashSet<>(now.entrySet());
        differences.removeAll(before.entrySet());
        before.entrySet().stream().filter(old -> !now.entrySet().contains(old)).forEach(differences::add);
        return differences;
    }

    private Path pack(String version) throws Exception {
        return pack(version, Map.of());
    }

    private Path pack(String version, Map<String, String> more) throws Exception {
        Path msi = folder.resolve("toaster-" + version + ".msi");
        Format.MSI.write(ServiceImages.of(folder, stub, version, more), msi);
        return msi;
    }

    private static void msiexec(String what, Path msi, String... properties) throws Exception {
        WineBox.Result result = wine.msiexec(what, WineBox.windows(msi), properties);
        assertThat(result.status()).as(result.output()).isZero();
    }

    private static String state(String service) throws Exception {
        return wine.run("sc", "query", service).output();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void installsFilesAndRunningServicesAndLeavesNothingButTheDataBehind() throws Exception {
        Path msi = pack("1.0");
        msiexec("/i", msi);
        assertThat(names(home))
                .containsExactly(
                        "bin/prunsrv.exe",
                        "bin/run.cmd",
                        "lib/a long name of a library-1.0.jar",
                        "share/ops/licences.txt",
                        "share/version",
                        "windows/procrun.json",
                        "windows/services/ops-test-db.exe",
                        "windows/services/ops-test-db.json",
                        "windows/services/ops-test-switch.exe",
                        "windows/services/ops-test-switch.json");
        assertThat(home.resolve("bin/run.cmd")).hasContent("@echo off\r\necho hi\r\n");
        assertThat(state("ops-test-db")).contains("RUNNING");
        assertThat(state("ops-test-switch")).contains("STOPPED");
        assertThat(data.resolve("logs/ops-test-db.txt")).hasContent("""
                start com.example.Database
                param --remote=punix:C:\\ProgramData\\openvswitch\\db.sock
                param a;b c
                param #1
                param C:\\ProgramData\\openvswitch\\conf.db
                """);
        Map<String, String> registry = registry();
        assertThat(registry)
                .containsEntry(PROCRUN + "\\Java\\Classpath", "REG_SZ C:\\Program Files\\toaster\\lib\\*")
                .containsEntry(
                        PROCRUN.replace("-db", "-switch") + "\\Start\\Params",
                        "REG_MULTI_SZ --data=C:\\ProgramData\\openvswitch\\\\0--path=C:\\Program Files\\toaster\\;x")
                .containsEntry(SERVICES + "db\\DisplayName", "REG_SZ Database [of tests]")
                .containsEntry(SERVICES + "switch\\DependOnService", "REG_MULTI_SZ ops-test-db")
                .containsEntry(SOFTWARE + "\\toaster-p\\InstallFolder", "REG_SZ C:\\Program Files\\toaster\\");
        assertThat(registry.get(PATH)).endsWith(";C:\\Program Files\\toaster\\bin");
        assertThat(property("DisplayName")).isEqualTo("REG_SZ toaster-p");
        assertThat(property("DisplayVersion")).isEqualTo("REG_SZ 1.0.0");
        assertThat(property("Publisher")).isEqualTo("REG_SZ Jo");
        assertThat(property("HelpLink")).isEqualTo("REG_SZ https://example.com");
        assertThat(property("ReadMe")).isEqualTo("REG_SZ C:\\Program Files\\toaster\\share\\ops\\licences.txt");

        msiexec("/x", msi);
        assertThat(home).doesNotExist();
        assertThat(differences()).isEmpty();
        assertThat(names(data)).containsExactly("logs/ops-test-db.txt");
    }

    private static String property(String name) throws Exception {
        List<String> values = wine.registry(PRODUCTS).entrySet().stream()
                .filter(entry -> entry.getKey().matches(".*\\{[^}]*}\\\\" + name))
                .map(Map.Entry::getValue)
                .toList();
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    @Test
    void putsAnotherVersionInThePlaceOfAnEarlierOneAndKeepsTheData() throws Exception {
        msiexec("/i", pack("1.0", Map.of("lib/gone.jar", "x", "bin/gone.cmd", "x")));
        Files.writeString(data.resolve("conf.db"), "rows");
        Files.createDirectories(data.resolve("pki"));
        Files.writeString(data.resolve("pki/key.pem"), "key");
        assertThat(home.resolve("bin/gone.cmd")).exists();

        msiexec("/i", pack("1.1", Map.of("lib/new.jar", "x")));
        assertThat(home.resolve("share/version")).hasContent("1.1");
        assertThat(names(home)).contains("lib/new.jar").doesNotContain("lib/gone.jar", "bin/gone.cmd");
        assertThat(names(data)).containsExactly("conf.db", "logs/ops-test-db.txt", "pki/key.pem");
        assertThat(data.resolve("conf.db")).hasContent("rows");
        assertThat(Files.readString(data.resolve("logs/ops-test-db.txt"))).containsPattern("(?s)start .*start ");
        assertThat(state("ops-test-db")).contains("RUNNING");
        assertThat(property("DisplayVersion")).isEqualTo("REG_SZ 1.1.0");
        assertThat(wine.registry(ENVIRONMENT).get(PATH)).containsOnlyOnce("C:\\Program Files\\toaster\\bin");
    }

    @Test
    void refusesToGoBackToAnEarlierVersion() throws Exception {
        msiexec("/i", pack("1.1"));
        Path older = pack("1.0");
        WineBox.Result result = wine.msiexec("/i", WineBox.windows(older));
        assertThat(result.status()).isNotZero();
        assertThat(result.output()).containsPattern("LaunchConditions\\. Return value 0");
        assertThat(Peers.run("msiinfo", "export", older.toString(), "LaunchCondition"))
                .contains("A newer version of toaster-p than 1.0.0 is installed already.");
        assertThat(home.resolve("share/version")).hasContent("1.1");
        assertThat(state("ops-test-db")).contains("RUNNING");
    }

    @Test
    void takesAReleaseForNewerThanItsSnapshotsAndASnapshotForNewerThanTheOneBefore() throws Exception {
        msiexec("/i", pack("1.0-SNAPSHOT"));
        msiexec("/i", pack("1.0-SNAPSHOT", Map.of("lib/new.jar", "x")));
        assertThat(home.resolve("lib/new.jar")).exists();
        msiexec("/i", pack("1.0"));
        assertThat(home.resolve("share/version")).hasContent("1.0");
        assertThat(property("DisplayVersion")).isEqualTo("REG_SZ 1.0.0");
    }

    @Test
    void removesTheDataWhenAskedToAndOnlyThen() throws Exception {
        Path msi = pack("1.0");
        msiexec("/i", msi);
        Files.createDirectories(data.resolve("deep/er"));
        Files.writeString(data.resolve("deep/er/x"), "x");
        msiexec("/i", pack("1.1"), "REMOVEDATA=1");
        assertThat(data.resolve("deep/er/x")).exists();
        msiexec("/x", folder.resolve("toaster-1.1.msi"), "REMOVEDATA=1");
        assertThat(data).doesNotExist();
        assertThat(home).doesNotExist();
    }

    @Test
    void keepsTheFolderAndTheJvmThatWereChosenAndLeavesServicesAloneIfAskedTo() throws Exception {
        msiexec("/i", pack("1.0"), "INSTALLDIR=C:\\other place\\", "STARTSERVICES=0", "JVM=C:\\jdk\\jvm.dll");
        assertThat(state("ops-test-db")).contains("STOPPED");
        msiexec("/i", pack("1.1"), "STARTSERVICES=0");
        assertThat(home).doesNotExist();
        assertThat(wine.onDriveC("other place/share/version")).hasContent("1.1");
        assertThat(registry()).containsEntry(PROCRUN + "\\Java\\Classpath", "REG_SZ C:\\other place\\lib\\*");
        assertThat(registry()).containsEntry(PROCRUN + "\\Java\\Jvm", "REG_SZ C:\\jdk\\jvm.dll");
        msiexec("/x", folder.resolve("toaster-1.1.msi"));
        assertThat(wine.onDriveC("other place")).doesNotExist();
        assertThat(differences()).isEmpty();
    }

    @Test
    void tellsProcrunWhatItsOwnInstallationOfAServiceDoes() throws Exception {
        Path procrun = Path.of("target/procrun/amd64/prunsrv.exe");
        Path msi = folder.resolve("real.msi");
        Format.MSI.write(ServiceImages.of(folder, procrun, "1.0", Map.of()), msi);
        msiexec("/i", msi, "STARTSERVICES=0");
        Map<String, String> packaged = parameters();
        Map<String, String> service = wine.registry(SERVICES + "db");
        String understood = wine.run(
                        "C:\\Program Files\\toaster\\windows\\services\\ops-test-db.exe", "//PS//ops-test-db")
                .output();
        msiexec("/x", msi);
        assertThat(packaged).hasSize(18);
        assertThat(understood)
                .contains("--DisplayName \"Database [of tests]\"", "--StartMode \"jvm\"")
                .contains("--JvmOptions \"-Xmx64m#-Dhome=C:\\Program Files\\toaster\\share#-Dquote=a.b\"")
                .contains("--StartParams \"--remote=punix:C:\\ProgramData\\openvswitch\\db.sock#a;b c#'#'1#C:\\");
        assertThat(parameters()).isEmpty();

        Path program = Files.copy(procrun, folder.resolve("ops-test-db.exe"));
        try {
            assertThat(install(program).status()).isZero();
            assertThat(parameters()).isEqualTo(packaged);
            Map<String, String> itsOwn = wine.registry(SERVICES + "db");
            assertThat(itsOwn.remove(SERVICES + "db\\ImagePath"))
                    .isEqualTo("REG_SZ " + WineBox.windows(program) + " //RS//ops-test-db");
            assertThat(service.remove(SERVICES + "db\\ImagePath"))
                    .isEqualTo(
                            "REG_SZ C:\\Program Files\\toaster\\windows\\services\\ops-test-db.exe //RS//ops-test-db");
            assertThat(itsOwn).isEqualTo(service);
        } finally {
            wine.run("sc", "delete", "ops-test-db"); // Wine does not do what procrun asks for here
            wine.run("reg", "delete", SOFTWARE + "\\Wow6432Node\\Apache Software Foundation", "/f");
        }
    }

    /** Install the service of {@link ServiceImages} as people without a package do. */
    private static WineBox.Result install(Path program) throws Exception {
        return wine.run(
                WineBox.windows(program),
                "//IS//ops-test-db",
                "--DisplayName=Database [of tests]",
                "--Description=Serves {tests}.",
                "--Startup=auto",
                "--ServiceUser=LocalSystem",
                "--Jvm=auto",
                "--Classpath=C:\\Program Files\\toaster\\lib\\*",
                "++JvmOptions=-Xmx64m",
                "++JvmOptions=-Dhome=C:\\Program Files\\toaster\\share",
                "++JvmOptions=-Dquote=a.b",
                "--StartMode=jvm",
                "--StartClass=com.example.Database",
                "--StartMethod=main",
                "++StartParams=--remote=punix:C:\\ProgramData\\openvswitch\\db.sock",
                "++StartParams='a;b c'",
                "++StartParams='#1'",
                "++StartParams=C:\\ProgramData\\openvswitch\\conf.db",
                "--StopMode=jvm",
                "--StopClass=com.example.Database",
                "--StopMethod=stop",
                "--LogPath=C:\\ProgramData\\openvswitch\\logs",
                "--LogPrefix=ops-test-db-service",
                "--StdOutput=auto",
                "--StdError=auto");
    }

    private static Map<String, String> parameters() throws Exception {
        Map<String, String> parameters = wine.registry(PROCRUN);
        // Procrun leaves blanks of its quotes in lists.
        parameters.replaceAll(
                (name, value) -> value.replaceAll("(\\\\0)+", "\\\\0").replaceFirst("\\\\0$", ""));
        return parameters;
    }
}
