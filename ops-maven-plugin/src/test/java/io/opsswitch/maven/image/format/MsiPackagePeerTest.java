/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.format.msi.MsiSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads packages with the program that knows their tables. */
class MsiPackagePeerTest {

    private static final String DESCRIPTION = "windows/services/ops-test-db.json";

    @TempDir
    Path folder;

    private Path program;

    @BeforeAll
    static void find() {
        Peers.require("wixl", "msibuild", "msiinfo");
    }

    @BeforeEach
    void makeProgram() throws Exception {
        program = Files.writeString(folder.resolve("program"), "x");
    }

    private Path pack(Packing packing) throws Exception {
        Path msi = Files.createTempDirectory(folder, "out").resolve("a.msi");
        Format.MSI.write(packing, msi);
        assertThat(msi.getParent().toFile().list()).containsExactly("a.msi");
        return msi;
    }

    private Packing small(MsiSettings settings, String version) throws Exception {
        Packing small = Packings.small(Files.createTempDirectory(folder, "in"));
        return new Packing(
                "ops-p",
                small.root(),
                small.files(),
                Packings.TIMESTAMP,
                "p",
                "toaster",
                version,
                "Makes toast.",
                "Jo",
                "",
                List.of(),
                null,
                settings);
    }

    private static MsiSettings settings(String upgradeCode, String version) {
        return new MsiSettings("com.example:toaster", upgradeCode, version, "", null);
    }

    private static List<List<String>> rows(Path msi, String table) throws Exception {
        return Arrays.stream(
                        Peers.run("msiinfo", "export", msi.toString(), table).split("\r?\n"))
                .skip(3)
                .map(line -> List.of(line.split("\t", -1)))
                .toList();
    }

    private static String property(Path msi, String name) throws Exception {
        return rows(msi, "Property").stream()
                .filter(row -> row.get(0).equals(name))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("");
    }

    @Test
    void componentsKeepTheirCodesOverVersionsAndProductsDoNot() throws Exception {
        Path one = pack(small(settings("", ""), "1.0"));
        Path other = pack(small(settings("", ""), "1.1"));
        assertThat(rows(one, "Component")).isEqualTo(rows(other, "Component")).hasSize(4);
        assertThat(property(one, "UpgradeCode")).isEqualTo(property(other, "UpgradeCode"));
        assertThat(property(one, "ProductCode")).isNotEqualTo(property(other, "ProductCode"));
        Path same = pack(small(settings("", ""), "1.0"));
        assertThat(property(one, "ProductCode")).isEqualTo(property(same, "ProductCode"));
    }

    @Test
    void twoProductsShareNoCodes() throws Exception {
        MsiSettings others = new MsiSettings("com.example:kettle", "", "", "", null);
        Path one = pack(small(settings("", ""), "1.0"));
        Path other = pack(small(others, "1.0"));
        assertThat(property(one, "UpgradeCode")).isNotEqualTo(property(other, "UpgradeCode"));
        assertThat(rows(one, "Component")).doesNotContainAnyElementsOf(rows(other, "Component"));
    }

    @Test
    void takesTheCodeThatEarlierPackagesHad() throws Exception {
        String code = "{0B5C3F6E-0D0E-4A3B-9D53-6B4B7C1D2E3F}";
        Path msi = pack(small(settings(code.toLowerCase(Locale.ROOT), ""), "1.0"));
        assertThat(property(msi, "UpgradeCode")).isEqualTo(code);
        assertThat(rows(msi, "Upgrade")).allMatch(row -> row.get(0).equals(code));
        assertThatThrownBy(() -> pack(small(settings("mine", ""), "1.0")))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "<upgradeCode> is \"mine\", which is no GUID; perhaps you should write one such as {");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.0.0",
        "1.2, 1.2.0",
        "1.2.3, 1.2.3",
        "1.2.3-SNAPSHOT, 1.2.3",
        "1.2-rc-4, 1.2.0",
        "255.255.65535, 255.255.65535",
        "01.002.3.Final, 1.2.3"
    })
    void hasTheNumbersOfTheVersion(String maven, String expected) throws Exception {
        assertThat(property(pack(small(settings("", ""), maven)), "ProductVersion"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026.1, the first number is 255 at most",
        "1.256, the second number is 255 at most",
        "1.2.65536, the third number is 65535 at most",
        "1.2.3.4, it has to be up to three numbers",
        "master, it has to be up to three numbers"
    })
    void refusesVersionsThatWindowsInstallerCannotOrder(String maven, String why) throws Exception {
        assertThatThrownBy(() -> pack(small(settings("", ""), maven)))
                .isInstanceOf(ImageException.class)
                .hasMessage("\"" + maven + "\" cannot be the version of a Windows Installer package: " + why
                        + "; perhaps you should give it another one with <msiVersion>, such as 1.2.3");
        assertThat(property(pack(small(settings("", "26.1"), maven)), "ProductVersion"))
                .isEqualTo("26.1.0");
    }

    @Test
    void keysAreWhatWindowsInstallerTakes() throws Exception {
        Path msi = pack(ServiceImages.of(folder, program, "1.0", Map.of()));
        for (String table : Peers.run("msiinfo", "tables", msi.toString()).split("\n")) {
            if (!table.startsWith("_") && !table.equals("LaunchCondition") && !table.equals("Upgrade")) {
                assertThat(rows(msi, table))
                        .as(table)
                        .allSatisfy(row -> assertThat(row.get(0)).matches("[A-Za-z_][A-Za-z0-9_.]{0,71}|[0-9]+"));
            }
        }
    }

    @Test
    void anImageWithoutServicesHasNoneAndNoDataFolder() throws Exception {
        Path msi = pack(small(settings("", ""), "1.0"));
        assertThat(rows(msi, "ServiceInstall")).isEmpty();
        assertThat(rows(msi, "Directory")).noneMatch(row -> row.get(0).equals("DataFolder"));
        assertThat(rows(msi, "File")).hasSize(3).noneMatch(row -> row.get(2).endsWith("run"));
    }

    @Test
    void longNamesHaveShortOnesThatAreNotTaken() throws Exception {
        Map<String, String> more = Map.of(
                "lib/library-one.jar", "1", "lib/library-two.jar", "2", "lib/LIBRAR~1.jar", "3", "lib/ümlaut", "4");
        Path msi = pack(Packings.small(folder, more));
        assertThat(rows(msi, "File").stream().map(row -> row.get(2)))
                .contains("LIBRAR~1.JAR|LIBRAR~1.jar", "LIBRAR~2.JAR|library-one.jar", "LIBRAR~3.JAR|library-two.jar")
                .contains("MLAUT~1|ümlaut", "x.jar");
    }

    @Test
    void takesTextsInAllLettersAndRefusesNamesThatItCannotPack() throws Exception {
        Packing small = Packings.small(folder);
        Packing packing = new Packing(
                "ops-p",
                small.root(),
                small.files(),
                Packings.TIMESTAMP,
                "p",
                "toaster",
                "1.0",
                "Жарит хлеб.",
                "Ян <x@example.com>",
                "",
                List.of(),
                null,
                settings("", ""));
        Path msi = pack(packing);
        assertThat(property(msi, "Manufacturer")).isEqualTo("Ян");
        assertThat(property(msi, "ARPCOMMENTS")).isEqualTo("Жарит хлеб.");
        Packing named = Packings.small(folder.resolve("named"), Map.of("lib/хлеб", "x"));
        assertThatThrownBy(() -> pack(named))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("wixl cannot pack a file of the name lib/хлеб");
    }

    @Test
    void restartsServicesThatFailAndRunsWhatItHasToAsTheSystem() throws Exception {
        Path msi = pack(ServiceImages.of(folder, program, "1.0", Map.of()));
        assertThat(rows(msi, "CustomAction"))
                .contains(List.of(
                        "Restart_ops_test_db",
                        "3170",
                        "ProgramFiles64Folder",
                        "\"[System64Folder]sc.exe\" failure ops-test-db reset= 86400 actions= restart/1000",
                        ""));
        assertThat(rows(msi, "InstallExecuteSequence"))
                .contains(List.of("Restart_ops_test_switch", "NOT REMOVE=\"ALL\"", "5802"))
                .contains(List.of(
                        "RemoveData", "REMOVE=\"ALL\" AND NOT UPGRADINGPRODUCTCODE AND REMOVEDATA=\"1\"", "3550"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"auto\"   | \"boot\"     | \"start\" is \"boot\", but it has to be auto or demand",
                "\"display\" | \"shown\"   | there is no member \"shown\"; the members are arguments, depends,",
                "\"Database [of tests]\" | 7 | \"display\" has to be a text",
                "\"ops-test-db\" | \"db\"  | \"name\" is \"db\", but it has to be the name of the file",
                "[]         | [1]          | \"depends\" has to be a list of texts",
                "[]         | \"vmms\"     | \"depends\" has to be a list of texts",
                "{\"name\"  | [\"name\"    | is no JSON",
                "${home}    | ${java}      | uses ${java}, but there are only ${home} and ${data}",
            })
    void saysWhatIsWrongWithTheDescriptionOfAService(String part, String other, String message) throws Exception {
        String description = ServiceImages.DATABASE.replace(part, other);
        assertThat(description).isNotEqualTo(ServiceImages.DATABASE);
        Packing packing = ServiceImages.of(folder, program, "1.0", Map.of(DESCRIPTION, description));
        assertThatThrownBy(() -> pack(packing))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("ops-test-db")
                .hasMessageContaining(message);
    }

    @Test
    void servicesNeedAProgramToRunThem() throws Exception {
        Packing packing = Packings.small(folder, Map.of(DESCRIPTION, ServiceImages.DATABASE));
        assertThatThrownBy(() -> pack(packing))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("the image describes services in windows/services, but has no bin/prunsrv.exe");
    }

    @Test
    void servicesNeedWhatTheirProgramIsToldOfThem() throws Exception {
        Packing packing = Packings.small(folder, Map.of(DESCRIPTION, ServiceImages.DATABASE, "bin/prunsrv.exe", "x"));
        assertThatThrownBy(() -> pack(packing))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("has no windows/procrun.json", "ops-windows-host");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "[{\"group\":\"Java\",\"name\":\"Jvm\"}]                        | either \"value\" or \"list\", but one is {",
                "[{\"group\":\"Java\",\"name\":\"x\",\"value\":\"${java}\"}]    | uses ${java}",
                "[{\"group\":\"Java\",\"name\":\"x\",\"list\":\"depends\"}]     | there is no list \"depends\"",
                "[                                                      | windows/procrun.json is no JSON",
                "{}                                                     | it has to be a list of settings",
            })
    void saysWhatIsWrongWithWhatTheProgramOfServicesIsTold(String settings, String message) throws Exception {
        Packing packing = ServiceImages.of(folder, program, "1.0", Map.of("windows/procrun.json", settings));
        assertThatThrownBy(() -> pack(packing))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesNativeCodeForOtherMachines() throws Exception {
        Packing small = Packings.small(folder);
        Packing packing = new Packing(
                "ops-p",
                small.root(),
                small.files(),
                Packings.TIMESTAMP,
                "p",
                "toaster",
                "1.0",
                "x",
                "x",
                "windows-aarch_64",
                List.of(),
                null,
                settings("", ""));
        assertThatThrownBy(() -> pack(packing))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining(
                        "the format msi is for x86_64 only, but the image has native code for windows-aarch_64");
    }
}
