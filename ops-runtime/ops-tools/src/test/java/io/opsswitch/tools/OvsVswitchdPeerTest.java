/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.Namespaces.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The program ovs-vswitchd as a process of its own, with Debian's ovs-vsctl and ovs-appctl. */
@ResourceLock(TestImage.LOG)
@Timeout(120)
class OvsVswitchdPeerTest {
    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final Path LAUNCHER = Path.of("target/classes/META-INF/ops/image/bin/ovs-vswitchd");

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private OvsdbServer server;

    @BeforeEach
    void startServer() throws Exception {
        for (String program : List.of("ovs-vsctl", "ovs-appctl", "ovsdb-tool")) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        Namespaces.requirePeer(SCHEMA.toString(), Files.exists(SCHEMA));
        Path database = folder.resolve("conf.db");
        Namespaces.run("ovsdb-tool", "create", database.toString(), SCHEMA.toString());
        server = new OvsdbServer();
        server.addDatabase(database);
        server.addRemote("punix:" + folder.resolve("db.sock"));
    }

    @AfterEach
    void stop() {
        processes.forEach(Process::destroyForcibly);
        if (server != null) {
            server.close();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dops.native.dir=" + System.getProperty("ops.native.dir"),
                "-cp",
                System.getProperty("java.class.path"),
                OvsVswitchdMain.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return start(command);
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OVS_RUNDIR", folder.toString());
        builder.environment().put("OVS_LOGDIR", folder.toString());
        builder.redirectOutput(folder.resolve("output").toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private String fail(String... arguments) throws Exception {
        Process process = start(arguments);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return output();
    }

    private String vsctl(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("ovs-vsctl", "--db=unix:" + folder.resolve("db.sock"), "--timeout=15"));
        command.addAll(Arrays.asList(arguments));
        return Namespaces.run(command.toArray(String[]::new)).strip();
    }

    private Path control(long pid) {
        return folder.resolve("ovs-vswitchd." + pid + ".ctl");
    }

    private Result tryAppctl(long pid, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("ovs-appctl", "-t", control(pid).toString()));
        command.addAll(Arrays.asList(arguments));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    private String appctl(long pid, String... arguments) {
        Result result = tryAppctl(pid, arguments);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output();
    }

    @Test
    void servesDebiansToolsFromStartToExit() throws Exception {
        vsctl("--no-wait", "init");
        Process daemon = start("--pidfile", "--log-file", "--enable-dummy");
        vsctl("add-br", "br0", "--", "add-port", "br0", "d1", "--", "set", "Interface", "d1", "type=dummy");
        long pid = daemon.pid();
        assertThat(Files.readString(folder.resolve("ovs-vswitchd.pid")).strip()).isEqualTo(Long.toString(pid));
        assertThat(appctl(pid, "version")).startsWith("ovs-vswitchd (ops) ");
        assertThat(appctl(pid, "list-commands"))
                .contains("dpctl/dump-flows", "dpif/show", "exit", "fdb/show", "ofproto/list", "vlog/set");
        assertThat(appctl(pid, "ofproto/list")).isEqualTo("br0\n");
        assertThat(appctl(pid, "fdb/show", "br0")).isEqualTo(" Port  VLAN  MAC                Age\n");
        assertThat(appctl(pid, "dpif/show")).contains("netdev@ovs-netdev: hit:0 missed:0", "    d1 1/", "(dummy)");
        assertThat(appctl(pid, "vlog/set", "bridge:file:dbg")).isEmpty();
        Result wrong = tryAppctl(pid, "fdb/show", "nope");
        assertThat(wrong.status()).isEqualTo(2);
        assertThat(wrong.output()).startsWith("no such bridge");
        assertThat(Files.readString(folder.resolve("ovs-vswitchd.log"))).contains("|bridge|INFO|bridge br0: added");
        appctl(pid, "exit");
        assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isZero();
        assertThat(folder.resolve("ovs-vswitchd.pid")).doesNotExist();
        assertThat(control(pid)).doesNotExist();
    }

    @Test
    void endsInOrderOnASignalAndTakesItsDevicesAlong() throws Exception {
        vsctl("--no-wait", "init");
        try (Namespaces lab = Namespaces.open()) {
            String bridge = lab.device("br");
            Process daemon = start();
            vsctl("add-br", bridge);
            assertThat(Namespaces.execute("ip", "link", "show", bridge).status())
                    .isZero();
            daemon.destroy();
            assertThat(daemon.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Namespaces.execute("ip", "link", "show", bridge).status())
                    .isNotZero();
        }
    }

    @Test
    void withDetachTheLauncherReturnsOnceTheConfigurationIsInEffect() throws Exception {
        vsctl("--no-wait", "init");
        vsctl(
                "--no-wait",
                "add-br",
                "br0",
                "--",
                "add-port",
                "br0",
                "d1",
                "--",
                "set",
                "Interface",
                "d1",
                "type=dummy");
        Path image = imageOfThisClassPath();
        Process launcher =
                start(List.of(image.resolve("bin/ovs-vswitchd").toString(), "--detach", "--pidfile", "--enable-dummy"));
        assertThat(launcher.waitFor(30, TimeUnit.SECONDS)).as(output()).isTrue();
        long pid = Long.parseLong(
                Files.readString(folder.resolve("ovs-vswitchd.pid")).strip());
        try {
            assertThat(launcher.exitValue()).as(output()).isZero();
            assertThat(vsctl("get", "Interface", "d1", "ofport")).isEqualTo("1");
            appctl(pid, "exit");
            await().atMost(Duration.ofSeconds(30)).until(() -> !TestImage.isRunning(pid));
        } finally {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void onlyFeaturesOfTheImageAreStarted() throws Exception {
        vsctl("--no-wait", "init");
        Path image = imageOfThisClassPath();
        Path configuration = Files.createDirectories(image.resolve("share/ops")).resolve(".ops-config");
        Files.writeString(configuration, "# OPS_CONFIG_OPS_DATAPATH_USERSPACE is not set\n");
        List<String> command = List.of(image.resolve("bin/ovs-vswitchd").toString(), "--pidfile");
        start(command);
        Result result = Namespaces.execute(
                "ovs-vsctl", "--db=unix:" + folder.resolve("db.sock"), "--timeout=15", "add-br", "br0");
        assertThat(result.output()).contains("failed to create bridge br0: datapath type system is not in this image");
        appctl(
                Long.parseLong(
                        Files.readString(folder.resolve("ovs-vswitchd.pid")).strip()),
                "exit");
        Files.writeString(configuration, "no configuration\n");
        Process broken = start(command);
        assertThat(broken.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(output()).startsWith("ovs-vswitchd: ").contains(".ops-config:1: expected OPS_CONFIG_SYMBOL=value");
    }

    @Test
    void badCommandLinesGetOneClearLine() throws Exception {
        assertThat(fail("a", "b"))
                .isEqualTo("ovs-vswitchd: at most one non-option argument accepted; use --help for usage\n");
        assertThat(fail("--dpdk")).isEqualTo("ovs-vswitchd: --dpdk is not supported: this switch does not use DPDK\n");
        assertThat(fail("--enable-dummy=some"))
                .isEqualTo("ovs-vswitchd: some: unknown dummy level; there are system and override\n");
        assertThat(fail("nonsense:1").lines().toList())
                .hasSize(1)
                .first()
                .asString()
                .contains("nonsense:1");
    }

    /** Make an image whose one jar stands for the class path of this test. */
    private Path imageOfThisClassPath() throws IOException {
        Path image = folder.resolve("image");
        Path bin = Files.createDirectories(image.resolve("bin"));
        Path lib = Files.createDirectories(image.resolve("lib"));
        Path launcher = Files.copy(LAUNCHER, bin.resolve("ovs-vswitchd"));
        Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toUri().toString());
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, String.join(" ", entries));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("all.jar")), manifest)) {
            jar.finish();
        }
        return image;
    }
}
