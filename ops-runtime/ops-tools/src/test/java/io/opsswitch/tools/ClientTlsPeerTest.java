/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.embedded.HeldPort;
import io.opsswitch.vswitchd.testing.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our ovsdb-client with TLS against Debian's ovsdb-server. */
@Timeout(300)
class ClientTlsPeerTest {

    private static final String CLIENT = "ovsdb-client";

    @TempDir
    Path folder;

    private TestImage image;
    private TestPki pki;
    private String server;
    private String plain;
    private final HeldPort freePort = HeldPort.any();

    @BeforeEach
    void start() throws Exception {
        TestImage.needs("openssl", "ovsdb-server", "ovsdb-tool", "ovs-appctl");
        image = new TestImage(folder);
        pki = new TestPki(folder.resolve("pki"));
        pki.authority("ca");
        pki.authority("other");
        pki.issue("server", "ca", 1, TestPki.EC);
        pki.issue("client", "ca", 1, TestPki.EC);
        pki.issue("stranger", "other", 1, TestPki.EC);
        Path database = image.run().resolve("conf.db");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        Path log = image.run().resolve("server.log");
        List<String> command = new ArrayList<>(List.of(
                "ovsdb-server",
                database.toString(),
                "--detach",
                "--no-chdir",
                "--pidfile",
                "-vconsole:off",
                "--log-file=" + log,
                "--remote=pssl:0:127.0.0.1",
                "--remote=ptcp:0:127.0.0.1",
                "--remote=ssl:127.0.0.1:" + freePort.number(),
                "--peer-ca-cert=" + pki.certificate("ca")));
        command.addAll(List.of(pki.options("server", "ca")));
        image.ok(command.toArray(String[]::new));
        Matcher ports = Pattern.compile("listening on port (\\d+)").matcher(Files.readString(log));
        String[] found = {"", ""};
        for (int i = 0; ports.find(); i++) {
            found[i] = ports.group(1);
        }
        boolean tlsFirst = image.run(CLIENT, "-t", "5", "list-dbs", "tcp:127.0.0.1:" + found[1])
                        .status()
                == 0;
        server = "ssl:127.0.0.1:" + found[tlsFirst ? 0 : 1];
        plain = "127.0.0.1:" + found[tlsFirst ? 1 : 0];
    }

    @AfterEach
    void stop() throws Exception {
        freePort.close();
        if (image != null) {
            image.stop();
        }
    }

    private TestImage.Result client(String[] options, String... words) throws Exception {
        List<String> args = new ArrayList<>(List.of("-t", "20"));
        args.addAll(List.of(options));
        args.addAll(List.of(words));
        return image.program(CLIENT, args.toArray(String[]::new));
    }

    private void fails(String message, String[] options, String remote) throws Exception {
        TestImage.Result result = client(options, "list-dbs", remote);
        assertThat(result.status()).as("%s", result).isEqualTo(1);
        assertThat(result.err()).startsWith("ovsdb-client: ").contains(message);
        assertThat(result.err().lines()).hasSize(1);
    }

    @Test
    void talksTlsByTheOptions() throws Exception {
        String[] own = pki.options("client", "ca");
        assertThat(client(own, "get-schema-version", server)).isEqualTo(new TestImage.Result(0, "8.3.1\n", ""));
        String[] more = {own[0], own[1], own[2], "--ssl-protocols=TLSv1.2", "--ssl-ciphers=HIGH:!aNULL"};
        String remotes = server + ",tcp:127.0.0.1:1";
        assertThat(client(more, "get-schema-version", remotes, "Open_vSwitch").out())
                .isEqualTo("8.3.1\n");
        String[] old = {own[0], own[1], own[2], "--ssl-protocols=TLSv1.1"};
        TestImage.Result usual = client(old, "get-schema-version", server);
        assertThat(usual.out()).isEqualTo("8.3.1\n");
        assertThat(usual.err()).contains("|stream_ssl|ERR|TLSv1.1: SSL/TLS protocol not recognized");
        TestImage.Result anybody = client(pki.options("client", "none"), "list-dbs", server);
        assertThat(anybody.out()).isEqualTo("Open_vSwitch\n_Server\n");
        assertThat(anybody.err()).contains("Peer certificate validation disabled");
        // The server connects to those who wait for it.
        assertThat(client(own, "list-dbs", "pssl:" + freePort.number() + ":127.0.0.1")
                        .out())
                .isEqualTo("Open_vSwitch\n_Server\n");
    }

    @Test
    void bringsTheCaAndUsesItAtOnce() throws Exception {
        Path ca = folder.resolve("bootstrapped.pem");
        String[] own = pki.options("client", "ca");
        String[] options = {own[0], own[1], "--bootstrap-ca-cert=" + ca, "-vconsole:off"};
        assertThat(client(options, "get-schema-version", server)).isEqualTo(new TestImage.Result(0, "8.3.1\n", ""));
        assertThat(ca).hasSameTextualContentAs(Path.of(pki.certificate("ca")));
        assertThat(client(options, "get-schema-version", server).out()).isEqualTo("8.3.1\n");
    }

    @Test
    void saysInOneLineWhyThereIsNoConnection() throws Exception {
        String[] own = pki.options("client", "ca");
        fails("certificate verify failed", pki.options("client", "other"), server);
        fails("(Private key must be configured", new String[0], server);
        fails("(Certificate must be configured", new String[] {own[0]}, server);
        fails("(CA certificate must be configured", new String[] {own[0], own[1]}, server);
        fails("no such file", new String[] {"--private-key=/nosuch.key", own[1], own[2]}, server);
        fails("unexpected SSL/TLS connection close", own, "ssl:" + plain);
        TestImage.Result refused = client(pki.options("stranger", "ca"), "list-dbs", server);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ovsdb-client: ");
        assertThat(refused.err().lines()).hasSize(1);
    }
}
