/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.windows.WineLab;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.Namespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The programs ovsdb-server and ovs-vswitchd, each a process started by its launcher, with the Windows library and the
 * stand-in driver in Wine below, and Open vSwitch's tools above.
 */
@ExtendWith(WineLab.Extension.class)
@Timeout(300)
class ProgramsWineTest {
    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    @TempDir
    Path folder;

    private final WineLab lab;

    ProgramsWineTest(WineLab lab) {
        this.lab = lab;
    }

    @Test
    void forwardByTheWindowsLibraryWhatOpenVSwitchsToolsConfigure() throws Exception {
        for (String tool : new String[] {"ovs-vsctl", "ovs-ofctl", "ovs-appctl", "ovsdb-tool"}) {
            Namespaces.requirePeer(tool, Namespaces.isInstalled(tool));
        }
        try (KernelLab kernel = new WineKernel(lab);
                ProgramsImage image = new ProgramsImage(folder, "-Dops.test.bridge=" + lab.port())) {
            for (String device : new String[] {"br0", "p1", "p2"}) {
                kernel.addDevice(device);
            }
            Namespaces.run("ovsdb-tool", "create", image.run("conf.db").toString(), SCHEMA.toString());
            Process server = image.start(
                    "ovsdb-server",
                    "--remote=punix:" + image.run("db.sock"),
                    "--unixctl=" + image.run("server.ctl"),
                    image.run("conf.db").toString());
            await().atMost(LONG).until(() -> image.vsctl("--no-wait", "init").status() == 0);
            Path control = image.run("switch.ctl");
            Process daemon = image.start("ovs-vswitchd", "--unixctl=" + control, "unix:" + image.run("db.sock"));
            // Returns when the daemon has done it.
            assertThat(image.vsctl("add-br", "br0", "--", "add-port", "br0", "p1", "--", "add-port", "br0", "p2")
                            .output())
                    .as(Files.readString(image.run("ovs-vswitchd.out")))
                    .isEmpty();
            String bridge = "unix:" + image.run("br0.mgmt");
            Namespaces.run("ovs-ofctl", "add-flow", bridge, "cookie=0x77,priority=9,in_port=p1,actions=output:p2");

            byte[] frame = Frames.untagged(A, B);
            await().atMost(LONG).until(() -> {
                kernel.inject("p1", frame);
                return kernel.sent("p2").stream().anyMatch(sent -> Arrays.equals(sent, frame));
            });
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(Namespaces.run("ovs-ofctl", "dump-flows", bridge))
                            .containsPattern("cookie=0x77, .*n_packets=[1-9]"));
            assertThat(Namespaces.run("ovs-appctl", "-t", control.toString(), "dpctl/dump-flows"))
                    .contains("dst=02:00:00:00:00:0b", "actions:");
            assertThat(Namespaces.run("ovs-appctl", "-t", control.toString(), "dpctl/show"))
                    .contains("system@ovs-system", ": p1", ": p2");
            image.exit(daemon, control);
            image.exit(server, image.run("server.ctl"));
        }
    }
}
