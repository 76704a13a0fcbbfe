/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program's options for TLS and its configuration file, with Open vSwitch's programs as clients. */
@Timeout(240)
class OvsdbServerConfigPeerTest {

    @TempDir
    Path folder;

    private TestImage image;
    private TestPki pki;
    private String socket;
    private Path database;

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("openssl", "ovs-vsctl", "ovsdb-client", "ovs-appctl");
        image = new TestImage(folder);
        pki = new TestPki(folder.resolve("pki"));
        pki.authority("ca");
        pki.issue("server", "ca", 1, TestPki.RSA);
        pki.issue("client", "ca", 1, TestPki.RSA);
        socket = "unix:" + image.run().resolve("db.sock");
        database = image.run().resolve("conf.db");
        assertThat(image.program(
                                "ovsdb-tool",
                                "create",
                                database.toString(),
                                image.schema().toString())
                        .status())
                .isZero();
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            image.stop();
        }
    }

    private String vsctl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--no-wait", "--db=" + socket));
        command.addAll(List.of(args));
        return image.ok(command.toArray(String[]::new));
    }

    @Test
    void takesKeysAndManagersFromTheDatabaseAsOvsVsctlSetsThem() throws Exception {
        assertThat(image.startServer(
                        "--remote=p" + socket,
                        "--remote=db:Open_vSwitch,Open_vSwitch,manager_options",
                        "--private-key=db:Open_vSwitch,SSL,private_key",
                        "--certificate=db:Open_vSwitch,SSL,certificate",
                        "--bootstrap-ca-cert=db:Open_vSwitch,SSL,ca_cert"))
                .isEqualTo(new TestImage.Result(0, "", ""));
        vsctl("init", "--", "set-ssl", pki.key("server"), pki.certificate("server"), pki.certificate("ca"));
        vsctl("set-manager", "pssl:0:127.0.0.1");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(image.serverLog()).contains("listening on port "));
        String port = image.serverLog().replaceAll("(?s).*listening on port (\\d+).*", "$1");
        List<String> client = new ArrayList<>(List.of("ovsdb-client"));
        client.addAll(List.of(pki.options("client", "ca")));
        client.addAll(List.of("list-dbs", "ssl:127.0.0.1:" + port));
        assertThat(image.ok(client.toArray(String[]::new))).isEqualTo("Open_vSwitch\n_Server\n");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(vsctl("get", "manager", ".", "status")).contains("bound_port=\"" + port + "\""));
        vsctl("del-manager");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(image.serverLog()).contains("pssl:0:127.0.0.1: remote deconfigured"));
        assertThat(image.serverLog()).doesNotContain("|WARN|", "|ERR|");
    }

    @Test
    void followsItsConfigurationFileAndKeepsRunningWhenThatIsWrong() throws Exception {
        Path config = image.run().resolve("config.json");
        String text = "{\"remotes\":{\"p" + socket + "\":{},\"ptcp:0:127.0.0.1\":{\"read-only\":true}},"
                + "\"databases\":{\"" + database + "\":{}}}";
        Files.writeString(config, text);
        assertThat(image.startServer("--config-file=" + config)).isEqualTo(new TestImage.Result(0, "", ""));
        vsctl("init");
        String port = image.serverLog().replaceAll("(?s).*listening on port (\\d+).*", "$1");
        assertThat(image.run("ovs-vsctl", "--no-wait", "--db=tcp:127.0.0.1:" + port, "add-br", "br0")
                        .err())
                .contains("not allowed when database server is in read only mode");
        assertThat(image.control("ovsdb-server/add-remote", "punix:x"))
                .contains("Update the " + config + " and use ovsdb-server/reload instead");
        Files.writeString(config, "{\"remotes\":{");
        assertThat(image.control("ovsdb-server/reload"))
                .contains("Configuration failed.  See the log file for details.");
        assertThat(image.serverLog()).contains("failed to load configuration from " + config + "\n");
        assertThat(image.control("ovsdb-server/list-remotes")).isEqualTo("ptcp:0:127.0.0.1\np" + socket + "\n");
        Files.writeString(config, text.replace("\"ptcp:0:127.0.0.1\":{\"read-only\":true}", "\"punix:other\":null"));
        assertThat(image.control("ovsdb-server/reload")).isEmpty();
        assertThat(image.control("ovsdb-server/list-remotes")).isEqualTo("p" + socket + "\npunix:other\n");
        assertThat(image.ok("ovsdb-client", "list-dbs", "unix:" + image.run().resolve("other")))
                .isEqualTo("Open_vSwitch\n_Server\n");
        Files.writeString(config, "{}");
        assertThat(image.control("ovsdb-server/reload")).isEmpty();
        assertThat(image.control("ovsdb-server/list-dbs")).isEqualTo("_Server\n");
        assertThat(image.control("ovsdb-server/list-remotes")).isEmpty();
        Files.writeString(config, "{\"databases\":{\"" + database + "\":{},\"none.db\":{}}}");
        assertThat(image.control("ovsdb-server/reload")).contains("Configuration failed");
        assertThat(image.control("ovsdb-server/list-dbs")).isEqualTo("Open_vSwitch\n_Server\n");
        assertThat(image.serverLog())
                .contains(
                        "failed to open database 'none.db': I/O error: none.db: open failed (No such file or directory)")
                .contains("failed to configure databases");
    }

    @Test
    void refusesOptionsThatContradictEachOther() throws Exception {
        assertThat(image.startServer("--config-file=x", "--remote=punix:y").err())
                .isEqualTo("ovsdb-server: --config-file is mutually exclusive with --remote\n");
        assertThat(image.startServer("--config-file=x", "a.db").err())
                .isEqualTo("ovsdb-server: Databases should be specified in a config file\n");
        assertThat(image.startServer("--config-file=" + folder.resolve("none")).err())
                .isEqualTo("ovsdb-server: server configuration failed\n");
        assertThat(image.serverLog())
                .contains("failed to open configuration file '" + folder.resolve("none")
                        + "': No such file or directory");
        assertThat(image.startServer("--ca-cert=x", "--bootstrap-ca-cert=y").err())
                .isEqualTo("ovsdb-server: --ca-cert and --bootstrap-ca-cert exclude each other; leave one out\n");
        assertThat(image.startServer("--private-key=db:Open_vSwitch,SSL,nonsense")
                        .status())
                .isEqualTo(1);
        assertThat(image.serverLog())
                .contains("failed to configure SSL/TLS: \"db:Open_vSwitch,SSL,nonsense\": table \"SSL\" has no column"
                        + " \"nonsense\"");
    }
}
