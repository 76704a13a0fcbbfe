/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.daemon.ExitException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The services' descriptions, and what installs them. */
class ServiceArgumentsTest {

    private static final Path SERVICES = Path.of("target/classes/META-INF/ops/image/windows/services");
    private static final String HOME = "C:\\Program Files\\ops";
    private static final String DATA = "C:\\ProgramData\\openvswitch";
    private static final String JVM = "C:\\Program Files\\jdk\\bin\\server\\jvm.dll";

    @TempDir
    Path folder;

    private static List<ProcrunSetting> settings() throws ExitException {
        return ProcrunSetting.read(SERVICES.resolveSibling("procrun.json"));
    }

    private static ServiceDescription read(String name) throws ExitException {
        return ServiceDescription.read(SERVICES.resolve(name + ".json"), HOME, DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ovsdb-server", "ovs-vswitchd"})
    void whatAServiceCallsIsThere(String name) throws Exception {
        ServiceDescription service = read(name);
        assertThat(service.name()).isEqualTo(name);
        assertThat(Class.forName(service.mainClass())
                        .getMethod("main", String[].class)
                        .getModifiers())
                .matches(Modifier::isStatic);
        assertThat(Class.forName(service.stopClass())
                        .getMethod(service.stopMethod(), String[].class)
                        .getModifiers())
                .matches(Modifier::isStatic);
        assertThat(service.jvmOptions())
                .contains("-Dops.home=" + HOME, "-Dops.data=" + DATA, "-Dops.program=" + name)
                .noneMatch(option -> option.contains("${"));
    }

    @Test
    void theServiceProgramIsToldAllOfIt() throws Exception {
        List<String> lines = ServiceArguments.of(
                settings(), read("ovsdb-server"), HOME, DATA, JVM, 17, List.of("--remote=ptcp:6640:127.0.0.1"));
        assertThat(lines)
                .startsWith("//IS//ovsdb-server")
                .contains(
                        "--DependsOn=vmms",
                        "--Startup=auto",
                        "--ServiceUser=LocalSystem",
                        "--Jvm=" + JVM,
                        "--Classpath=C:\\Program Files\\ops\\lib\\*",
                        "--StartMode=jvm",
                        "--StartClass=io.opsswitch.windowshost.OvsdbServerService",
                        "--StartParams=--remote=punix:db.sock;--remote=db:Open_vSwitch,Open_vSwitch,manager_options;"
                                + "--unixctl=ovsdb-server.ctl;-vconsole:off;-vfile:info;--log-file;"
                                + "--remote=ptcp:6640:127.0.0.1",
                        "--StopMode=jvm",
                        "--StopMethod=stop",
                        "--LogPath=" + DATA + "\\logs")
                // With one, the service program waits for ever after a service that ended by itself.
                .noneMatch(line -> line.startsWith("--StopTimeout"));
    }

    @ParameterizedTest
    @CsvSource({"17, false, false", "21, false, false", "22, true, false", "25, true, true"})
    void newJvmsGetTheOptionsThatOldOnesRefuse(int release, boolean asksForNative, boolean asksForUnsafe)
            throws Exception {
        String options =
                ServiceArguments.of(settings(), read("ovs-vswitchd"), HOME, DATA, JVM, release, List.of()).stream()
                        .filter(line -> line.startsWith("--JvmOptions="))
                        .findFirst()
                        .orElseThrow();
        assertThat(options.contains("--enable-native-access=ALL-UNNAMED")).isEqualTo(asksForNative);
        assertThat(options.contains("--sun-misc-unsafe-memory-access=allow")).isEqualTo(asksForUnsafe);
    }

    @Test
    void elementsWithTheServiceProgramsSeparatorsAreQuoted() throws Exception {
        assertThat(ServiceArguments.of(
                        settings(),
                        read("ovs-vswitchd"),
                        HOME,
                        DATA,
                        JVM,
                        17,
                        List.of("--log-file=C:\\a;b#c", "--enable-dummy")))
                .anyMatch(line -> line.endsWith(";'--log-file=C:\\a;b#c';--enable-dummy"));
    }

    @Test
    void foldersWithQuotesAreRefused() throws Exception {
        String home = "C:\\Jo's";
        ServiceDescription service = ServiceDescription.read(SERVICES.resolve("ovs-vswitchd.json"), home, DATA);
        assertThatThrownBy(() -> ServiceArguments.of(settings(), service, home, DATA, JVM, 17, List.of()))
                .isInstanceOf(ExitException.class)
                .hasMessage("a service cannot have -Dops.home=C:\\Jo's among its JvmOptions, because of the quote;"
                        + " perhaps you should use another folder");
        assertThatThrownBy(() ->
                        ServiceArguments.of(settings(), read("ovs-vswitchd"), HOME, "C:\\a\"b", JVM, 17, List.of()))
                .hasMessageStartingWith("a service cannot have the LogPath C:\\a\"b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                   | a service is described by a JSON object",
                "{                                    | line",
                "{\"mane\":\"x\"}                     | a service has no member \"mane\"",
                "{\"start\":\"auto\"}                 | \"name\" is to be a string",
                "{\"start\":\"boot\"}                 | \"start\" is \"boot\", but is to be auto or demand",
                "{\"start\":1}                        | \"start\" is to be a string"
            })
    void aDescriptionThatIsWrongIsAnErrorThatNamesItsPlace(String text, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("x.json"), text);
        assertThatThrownBy(() -> ServiceDescription.read(file, HOME, DATA))
                .isInstanceOf(ExitException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void aServiceThatTheImageDoesNotHaveIsAnErrorToo() {
        assertThatThrownBy(() -> read("toaster")).hasMessageContaining("toaster.json: there is no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                      | is to be a list of settings",
                "[                                       | line",
                "[{\"option\":\"Jvm\"}]                   | a setting has the strings",
                "[{\"option\":1,\"value\":\"x\"}]         | a setting has the strings",
                "[{\"option\":\"Jvm\",\"vale\":\"x\"}]    | a setting has the strings",
                "[{\"option\":\"J\",\"value\":\"x\",\"list\":\"arguments\"}] | either \"value\" or \"list\""
            })
    void aSettingThatIsWrongIsAnErrorThatNamesTheFile(String text, String message) throws Exception {
        Path file = Files.writeString(folder.resolve("procrun.json"), text);
        assertThatThrownBy(() -> ProcrunSetting.read(file))
                .isInstanceOf(ExitException.class)
                .hasMessageStartingWith(file + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void anImageWithoutSettingsSaysSo() {
        assertThatThrownBy(() -> ProcrunSetting.read(folder.resolve("procrun.json")))
                .hasMessageContaining("the image is not complete");
    }
}
