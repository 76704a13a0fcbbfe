/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.testing.TestPki;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** TLS between our server and client and Open vSwitch's, with certificates from openssl. */
@ResourceLock(TestImage.LOG)
@Timeout(120)
class TlsPeerTest implements ReplicaListener {

    private static final String REMOTE = "pssl:0:127.0.0.1";

    @TempDir
    Path folder;

    private TestImage image;
    private TestPki pki;
    private OvsdbServer server;
    private Path log;

    @Override
    public void changed(Replica replica) {}

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("openssl", "ovs-vsctl", "ovsdb-client", "ovsdb-server", "ovsdb-tool", "ovs-appctl");
        image = new TestImage(folder);
        pki = new TestPki(folder.resolve("pki"));
        pki.authority("ca");
        pki.issue("server", "ca", 1, TestPki.EC);
        pki.issue("client", "ca", 1, TestPki.EC);
        log = folder.resolve("test.log");
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        VlogConfig.setLevel(null, LogDestination.FILE, LogLevel.INFO);
        VlogConfig.openFile(log);
        Path database = folder.resolve("conf.db");
        DatabaseFile.create(database, DatabaseSchema.parse(JsonParser.parse(Files.readString(image.schema()))));
        server = new OvsdbServer();
        server.addDatabase(database);
        server.setTls(pki.settings("server", "ca"));
        server.addRemote(REMOTE);
    }

    @AfterEach
    void stop() throws Exception {
        if (server != null) {
            server.close();
        }
        if (image != null) {
            image.stop();
        }
    }

    private int port() {
        return Objects.requireNonNull(server.boundAddress(REMOTE)).getPort();
    }

    private TestImage.Result client(String name, String authority, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovsdb-client", "--timeout=10"));
        command.addAll(List.of(pki.options(name, authority)));
        command.addAll(List.of(more));
        command.addAll(List.of("list-dbs", "ssl:127.0.0.1:" + port()));
        return image.run(command.toArray(String[]::new));
    }

    private void assertWelcome(String name) throws Exception {
        assertThat(client(name, "ca")).isEqualTo(new TestImage.Result(0, "Open_vSwitch\n_Server\n", ""));
    }

    private void awaitLog(String... parts) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(Files.readAllLines(log))
                        .anySatisfy(line -> assertThat(line).contains(parts)));
    }

    private long warnings() throws Exception {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("|WARN|") || line.contains("|ERR|"))
                .count();
    }

    @Test
    void servesOpenVSwitchsClientsWithEveryFormOfKey() throws Exception {
        pki.issue("rsa", "ca", 1, TestPki.RSA);
        pki.openssl("rsa", "-in", pki.key("rsa"), "-traditional", "-out", pki.key("pkcs1"));
        pki.openssl("ec", "-in", pki.key("server"), "-out", pki.key("sec1"));
        pki.openssl("ecparam", "-name", "secp384r1", "-genkey", "-out", pki.key("parameters"));
        pki.openssl("req", "-new", "-key", pki.key("parameters"), "-subj", "/CN=p", "-out", folder + "/p.csr");
        pki.openssl(
                "x509",
                "-req",
                "-in",
                folder + "/p.csr",
                "-CA",
                pki.certificate("ca"),
                "-CAkey",
                pki.key("ca"),
                "-CAcreateserial",
                "-days",
                "1",
                "-out",
                pki.certificate("parameters"));
        for (String[] pair : new String[][] {
            {"server", "server"}, {"rsa", "rsa"}, {"pkcs1", "rsa"}, {"sec1", "server"}, {"parameters", "parameters"}
        }) {
            server.setTls(TlsSettings.of(pki.key(pair[0]), pki.certificate(pair[1]), pki.certificate("ca")));
            assertWelcome("client");
            assertWelcome("rsa");
        }
        List<String> vsctl = new ArrayList<>(List.of("ovs-vsctl", "--no-wait", "--db=ssl:127.0.0.1:" + port()));
        vsctl.addAll(List.of(pki.options("client", "ca")));
        vsctl.addAll(List.of("init", "--", "add-br", "br0", "--", "list-br"));
        assertThat(image.ok(vsctl.toArray(String[]::new))).contains("br0");
        assertThat(warnings()).isZero();
    }

    @Test
    void refusesWhoeverCannotProveItselfInOneLineAndServesTheOthers() throws Exception {
        OvsdbClient steady = OvsdbClients.connect(
                "ssl:127.0.0.1:" + port(),
                "Open_vSwitch",
                Map.of("Open_vSwitch", Set.of()),
                this,
                pki.settings("client", "ca"));
        try {
            await().until(() -> steady.replica() != null);
            pki.authority("other");
            pki.issue("stranger", "other", 1, TestPki.EC);
            assertThat(client("stranger", "ca").status()).isEqualTo(1);
            awaitLog("|stream_ssl|WARN|ssl:127.0.0.1:", "SSL_accept: certificate verify failed", pki.certificate("ca"));
            assertThat(warnings()).isEqualTo(1);

            pki.issue("late", "ca", 0, TestPki.EC);
            Thread.sleep(1100);
            assertThat(client("late", "ca").status()).isEqualTo(1);
            awaitLog("SSL_accept: certificate has expired");
            assertThat(warnings()).isEqualTo(2);

            image.run("openssl", "s_client", "-connect", "127.0.0.1:" + port());
            awaitLog("SSL_accept: peer did not return a certificate");
            assertThat(warnings()).isEqualTo(3);

            plain("{\"method\":\"list_dbs\",\"params\":[],\"id\":1}");
            awaitLog("SSL_accept: the peer does not speak TLS");
            assertThat(warnings()).isEqualTo(4);

            plain("");
            awaitLog("SSL_accept: unexpected SSL/TLS connection close");
            assertThat(warnings()).isEqualTo(5);

            // The client refuses a server that it cannot trust, and says so to the server.
            assertThat(client("client", "other").err()).contains("certificate verify failed");
            awaitLog("SSL_accept: the peer refused");
            assertThat(warnings()).isEqualTo(6);

            assertWelcome("client");
            ReplicaTransaction change = steady.transaction();
            change.insert("Open_vSwitch", Map.of());
            change.commit().get(10, TimeUnit.SECONDS);
            assertThat(warnings()).isEqualTo(6);
        } finally {
            steady.close();
        }
    }

    private void plain(String text) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port())) {
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            if (!text.isEmpty()) {
                socket.getInputStream().readAllBytes();
            }
        }
    }

    @Test
    void givesUpOnAHalfHandshake() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port()));
            // The beginning of a TLS record of 512 bytes that never comes.
            socket.getOutputStream().write(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
            assertWelcome("client");
            assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(16);
        }
        awaitLog("SSL_accept: the peer did not finish the handshake in time");
        assertThat(warnings()).isEqualTo(1);
    }

    @Test
    void readsFilesAgainWhenTheyChange() throws Exception {
        assertWelcome("client");
        pki.issue("next", "ca", 1, TestPki.RSA);
        Files.move(Path.of(pki.key("next")), Path.of(pki.key("server")), StandardCopyOption.REPLACE_EXISTING);
        assertWelcome("client");
        awaitLog("|ERR|Private key does not match certificate public key", "earlier key and certificate stay in use");
        assertThat(warnings()).isEqualTo(1);
        Files.move(
                Path.of(pki.certificate("next")),
                Path.of(pki.certificate("server")),
                StandardCopyOption.REPLACE_EXISTING);
        assertWelcome("client");
        // From here on clients of another CA only.
        pki.authority("other");
        pki.issue("stranger", "other", 1, TestPki.EC);
        String old = folder + "/old-ca.pem";
        Files.copy(Path.of(pki.certificate("ca")), Path.of(old));
        Files.copy(
                Path.of(pki.certificate("other")), Path.of(pki.certificate("ca")), StandardCopyOption.REPLACE_EXISTING);
        assertThat(client("client", "ca", "--ca-cert=" + old).status()).isEqualTo(1);
        assertThat(client("stranger", "ca", "--ca-cert=" + old).out()).isEqualTo("Open_vSwitch\n_Server\n");
        Files.writeString(Path.of(pki.certificate("ca")), "garbage");
        assertThat(client("stranger", "ca", "--ca-cert=" + old).out()).isEqualTo("Open_vSwitch\n_Server\n");
        awaitLog("failed to load client certificates from " + pki.certificate("ca"), "the earlier CA stays in use");
    }

    @Test
    void namesWhatIsMissing() throws Exception {
        server.setTls(TlsSettings.NONE);
        // What was read stays in use only as long as it is configured.
        assertThat(client("client", "ca").status()).isEqualTo(1);
        awaitLog("|stream_ssl|ERR|ssl:127.0.0.1:", "Private key must be configured to use SSL");
        server.setTls(
                new TlsSettings(pki.key("nowhere"), pki.certificate("server"), "none", false, null, null, null, null));
        awaitLog("|ERR|" + pki.key("nowhere") + ": no such file");
        awaitLog("|WARN|Peer certificate validation disabled (this is a security risk)");
    }

    @Test
    void trustsEverybodyOnlyWhenTold() throws Exception {
        pki.authority("other");
        pki.issue("stranger", "other", 1, TestPki.EC);
        server.setTls(TlsSettings.of(pki.key("server"), pki.certificate("server"), "none"));
        assertThat(client("stranger", "none").out()).isEqualTo("Open_vSwitch\n_Server\n");
    }

    @Test
    void limitsProtocolsAndCiphers() throws Exception {
        VlogConfig.set("stream_ssl:file:dbg");
        TlsSettings base = pki.settings("server", "ca");
        server.setTls(with(base, "TLSv1.3", null, null));
        awaitLog("|DBG|Enabled protocol range: TLSv1.3 - TLSv1.3");
        assertThat(client("client", "ca", "--ssl-protocols=TLSv1.2").status()).isEqualTo(1);
        assertWelcome("client");
        server.setTls(with(base, "TLSv1.2,TLSv1.3", "ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_AES_128_GCM_SHA256"));
        awaitLog("|DBG|Enabled protocol range: TLSv1.2 - TLSv1.3");
        assertThat(client("client", "ca", "--ssl-protocols=TLSv1.2").status()).isZero();
        awaitLog("TLSv1.2 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
        assertThat(client("client", "ca", "--ssl-protocols=TLSv1.2", "--ssl-ciphers=ECDHE-ECDSA-AES256-GCM-SHA384")
                        .err())
                .contains("alert handshake failure");
        assertWelcome("client");
        awaitLog("TLSv1.3 TLS_AES_128_GCM_SHA256");
        server.setTls(with(base, "TLSv1.1", "NONSENSE", "TLS_NONSENSE"));
        awaitLog("|ERR|TLSv1.1: SSL/TLS protocol not recognized");
        awaitLog("|ERR|ssl-ciphers: unknown cipher or property \"NONSENSE\"");
        awaitLog("|ERR|ssl-ciphersuites: \"TLS_NONSENSE\"");
    }

    private static TlsSettings with(TlsSettings base, String protocols, String ciphers, String suites) {
        return new TlsSettings(
                base.privateKey(), base.certificate(), base.caCert(), false, null, protocols, ciphers, suites);
    }

    @Test
    void connectsToOpenVSwitchsServerAndBootstrapsItsCa() throws Exception {
        Path database = image.run().resolve("theirs.db");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        List<String> command = new ArrayList<>(List.of(
                "ovsdb-server",
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--remote=pssl:0:127.0.0.1",
                "--pidfile=" + image.run().resolve("theirs.pid"),
                "--unixctl=" + image.run().resolve("theirs.ctl"),
                "--log-file=" + image.run().resolve("theirs.log"),
                "--peer-ca-cert=" + pki.certificate("ca"),
                database.toString()));
        command.addAll(List.of(pki.options("server", "ca")));
        image.ok(command.toArray(String[]::new));
        String text = Files.readString(image.run().resolve("theirs.log"));
        String remote = "ssl:127.0.0.1:" + text.replaceAll("(?s).*listening on port (\\d+).*", "$1");

        String bootstrapped = folder.resolve("bootstrapped.pem").toString();
        TlsSettings settings = new TlsSettings(
                pki.key("client"), pki.certificate("client"), bootstrapped, true, null, null, null, null);
        try (OvsdbClient client =
                OvsdbClients.connect(remote, "Open_vSwitch", Map.of("Bridge", Set.of()), this, settings)) {
            await().atMost(Duration.ofSeconds(20)).until(() -> client.replica() != null);
        }
        awaitLog("successfully bootstrapped CA cert to " + bootstrapped);
        awaitLog("killing successful connection to retry using CA cert");
        assertThat(Files.readString(Path.of(bootstrapped))).isEqualTo(Files.readString(Path.of(pki.certificate("ca"))));

        pki.authority("other");
        try (OvsdbClient client = OvsdbClients.connect(
                remote, "Open_vSwitch", Map.of("Bridge", Set.of()), this, pki.settings("client", "other"))) {
            awaitLog("SSL_connect: certificate verify failed", pki.certificate("other"));
            assertThat(client.replica()).isNull();
        }
    }
}
