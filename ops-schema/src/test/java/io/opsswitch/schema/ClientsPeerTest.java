/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real {@code ovs-vsctl} on the schema without any feature: what it warns of is missing in the untaggable list. */
class ClientsPeerTest {

    @TempDir
    Path folder;

    private Path vsctl;
    private Process server;

    @BeforeEach
    void serveSchemaWithoutAnyFeature() throws Exception {
        vsctl = Peers.require("ovs-vsctl");
        Path program = Peers.require("ovsdb-server");
        Path tool = Peers.require("ovsdb-tool");
        Path schema = Files.write(
                folder.resolve("vswitch.ovsschema"),
                VswitchSchema.build(Set.of()).ovsschema());
        Path database = folder.resolve("conf.db");
        Peers.run(tool, "create", database, schema).silent();
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        database.toString(),
                        "--remote=punix:" + socket(),
                        "--unixctl=" + folder.resolve("ctl"),
                        "--no-chdir",
                        "-vfile:off",
                        "-vsyslog:off")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("OVS_RUNDIR", folder.toString());
        server = builder.start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket()));
    }

    @AfterEach
    void endServer() throws InterruptedException {
        if (server != null) {
            server.destroy();
            if (!server.waitFor(5, TimeUnit.SECONDS)) {
                server.destroyForcibly().waitFor();
            }
        }
    }

    private Path socket() {
        return folder.resolve("db.sock");
    }

    private String vsctl(String command) throws Exception {
        Object[] words = ("--db=unix:" + socket() + " --no-wait " + command).split(" ");
        return Peers.run(vsctl, words).silent();
    }

    @Test
    void bridgesAndPortsWorkInSilence() throws Exception {
        vsctl("init");
        vsctl("add-br br0");
        vsctl("br-exists br0");
        assertThat(vsctl("list-br")).isEqualTo("br0\n");
        vsctl("add-port br0 p1 tag=5 -- set Interface p1 type=internal options:a=b");
        vsctl("add-port br0 p2 trunks=1,2");
        assertThat(vsctl("list-ports br0")).isEqualTo("p1\np2\n");
        assertThat(vsctl("list-ifaces br0")).isEqualTo("p1\np2\n");
        assertThat(vsctl("port-to-br p1")).isEqualTo("br0\n");
        assertThat(vsctl("iface-to-br p2")).isEqualTo("br0\n");
        vsctl("set Bridge br0 fail_mode=secure other_config:hwaddr=00:00:00:00:00:01");
        assertThat(vsctl("get Bridge br0 fail_mode")).isEqualTo("secure\n");
        assertThat(vsctl("show"))
                .contains("Bridge br0", "fail_mode: secure", "tag: 5", "trunks: [1, 2]", "options: {a=b}");
        vsctl("del-port p1");
        vsctl("del-br br0");
        assertThat(vsctl("list-br")).isEmpty();
    }

    @Test
    void bondsAndFakeBridgesWorkInSilence() throws Exception {
        vsctl("add-br br0");
        vsctl("add-bond br0 bond0 e0 e1");
        vsctl("add-br vlan7 br0 7");
        assertThat(vsctl("br-to-vlan vlan7")).isEqualTo("7\n");
        assertThat(vsctl("br-to-parent vlan7")).isEqualTo("br0\n");
        vsctl("br-set-external-id vlan7 key value");
        assertThat(vsctl("br-get-external-id vlan7 key")).isEqualTo("value\n");
        vsctl("del-br vlan7");
        vsctl("del-port bond0");
    }

    @Test
    void controllersAndManagersWorkInSilence() throws Exception {
        vsctl("add-br br0");
        vsctl("set-controller br0 tcp:127.0.0.1:6653");
        assertThat(vsctl("get-controller br0")).isEqualTo("tcp:127.0.0.1:6653\n");
        assertThat(vsctl("show")).contains("Controller \"tcp:127.0.0.1:6653\"");
        vsctl("del-controller br0");
        vsctl("set-fail-mode br0 standalone");
        assertThat(vsctl("get-fail-mode br0")).isEqualTo("standalone\n");
        vsctl("set-manager ptcp:6640:127.0.0.1");
        assertThat(vsctl("get-manager")).isEqualTo("ptcp:6640:127.0.0.1\n");
        vsctl("del-manager");
    }

    /** emer-reset clears mirrors, sFlow and the like whether they are used or not: the price of pruning them. */
    @Test
    void emergencyResetIsRefusedAsAWholeWhereFeaturesArePruned() throws Exception {
        vsctl("add-br br0 -- set Bridge br0 other_config:x=y");
        vsctl("set-controller br0 tcp:127.0.0.1:6653");
        Peers.Outcome reset = Peers.run(vsctl, "--db=unix:" + socket(), "--no-wait", "emer-reset");
        assertThat(reset.status()).isEqualTo(1);
        assertThat(reset.err()).contains("unknown column");
        assertThat(vsctl("get-controller br0")).isEqualTo("tcp:127.0.0.1:6653\n");
    }
}
