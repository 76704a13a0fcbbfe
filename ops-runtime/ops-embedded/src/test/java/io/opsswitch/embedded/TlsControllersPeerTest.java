/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.embedded.examples.OpenFlowJController;
import io.opsswitch.ovsdb.embedded.HeldPort;
import io.opsswitch.vswitchd.db.SSL;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.Namespaces.Result;
import io.opsswitch.vswitchd.testing.TestPki;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.projectfloodlight.openflow.protocol.OFHello;

/** Controllers over TLS, with keys of openssl: Debian's ovs-ofctl that comes, and one on openflowj that is gone to. */
@Timeout(180)
class TlsControllersPeerTest {

    @TempDir
    Path folder;

    private final HeldPort port = HeldPort.any();
    private TestPki pki;
    private LogCapture log;

    @BeforeEach
    void makeKeys() throws Exception {
        for (String program : List.of("openssl", "ovs-ofctl")) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        pki = new TestPki(folder.resolve("pki"));
        pki.authority("controllerca");
        pki.authority("switchca");
        pki.authority("otherca");
        pki.issue("switch", "switchca", 2, TestPki.EC);
        pki.issue("controller", "controllerca", 2, TestPki.RSA);
        pki.issue("stranger", "otherca", 2, TestPki.EC);
        log = LogCapture.start(10_000);
    }

    @AfterEach
    void close() {
        port.close();
        if (log != null) {
            log.close();
        }
    }

    /** Sets the table SSL, as ovs-vsctl set-ssl does. */
    private void setSsl(OpsSwitch sw, String caCert, boolean bootstraps) {
        sw.configure(tx -> {
            SSL.Editor ssl = SSL.insert(tx);
            ssl.privateKey(pki.key("switch"))
                    .certificate(pki.certificate("switch"))
                    .caCert(caCert)
                    .bootstrapCaCert(bootstraps);
            Configuration.root(tx).ssl(ssl);
        });
    }

    private Result show(String name, String authority) {
        List<String> command = new ArrayList<>(List.of("ovs-ofctl", "-O", "OpenFlow13"));
        command.addAll(Arrays.asList(pki.options(name, authority)));
        command.addAll(List.of("show", "ssl:127.0.0.1:" + port.number()));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    private long logged(String part) {
        return log.lines().stream().filter(line -> line.contains(part)).count();
    }

    private static String connected(OpsSwitch sw, String target) {
        return sw.ovsdb().dump("Open_vSwitch", "Controller", "target", "is_connected", "status").stream()
                .filter(row -> row.toString().contains(target))
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private static void awaitConnected(OpsSwitch sw, String target) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(connected(sw, target)).contains("\"is_connected\":true"));
    }

    @Test
    void listensForThoseWhoseCertificatesItsCaHasSignedAndForNobodyElse() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1").controller("pssl:" + port.number() + ":127.0.0.1"))
                .start()) {
            setSsl(sw, pki.certificate("controllerca"), false);
            Result good = show("controller", "switchca");
            assertThat(good.output()).contains("1(p1): addr:");
            assertThat(good.status()).isZero();

            assertThat(show("stranger", "switchca").status()).isNotZero();
            await().untilAsserted(() -> assertThat(logged(
                            "the peer's certificate is not signed by a CA in " + pki.certificate("controllerca")))
                    .isEqualTo(1));

            assertThat(show("controller", "otherca").output())
                    .as("the tool does not believe the switch")
                    .contains("failed to connect");
            assertThat(show("controller", "switchca").status())
                    .as("others are unaffected")
                    .isZero();
        }
    }

    @Test
    void goesToControllersWithItsCertificate() throws Exception {
        try (OpenFlowJController controller = new OpenFlowJController(pki.serverContext("controller", "controllerca"));
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge(
                                "br0",
                                b -> b.ports("p1")
                                        .controller(controller.target())
                                        .protocols("OpenFlow13"))
                        .tls(pki.settings("switch", "controllerca"))
                        .start()) {
            controller.await(OFHello.class);
            controller.barrier();
            assertThat(controller.peer()).isEqualTo("CN=switch");
            awaitConnected(sw, controller.target());
        }
    }

    @Test
    void takesTheCaFromTheFirstControllerWhenTold() throws Exception {
        Path ca = folder.resolve("bootstrapped.pem");
        try (OpenFlowJController controller = new OpenFlowJController(pki.serverContext("controller", "controllerca"));
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge("br0", b -> b.controller(controller.target()).protocols("OpenFlow13"))
                        .start()) {
            setSsl(sw, ca.toString(), true);
            awaitConnected(sw, controller.target());
            assertThat(Files.readString(ca)).isEqualTo(Files.readString(Path.of(pki.certificate("controllerca"))));
            assertThat(logged("successfully bootstrapped CA cert to " + ca)).isEqualTo(1);
        }
    }

    @Test
    void aControllerOfAnotherCaIsRefusedInOneLineAndOthersAreUnaffected() throws Exception {
        try (OpenFlowJController good = new OpenFlowJController(pki.serverContext("controller", "controllerca"));
                OpenFlowJController bad = new OpenFlowJController(pki.serverContext("stranger", "otherca"));
                OpsSwitch sw = OpsSwitch.builder()
                        .bridge("br0", b -> b.controller(good.target()).protocols("OpenFlow13"))
                        .bridge("br1", b -> b.controller(bad.target()).protocols("OpenFlow13"))
                        .tls(pki.settings("switch", "controllerca"))
                        .virtualTime()
                        .start()) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(connected(sw, bad.target())).contains("last_error", "BACKOFF"));
            assertThat(logged("the peer's certificate is not signed by a CA in " + pki.certificate("controllerca")))
                    .as(log.text())
                    .isEqualTo(1);
            awaitConnected(sw, good.target());
            good.await(OFHello.class);
            good.barrier();
            assertThat(connected(sw, bad.target())).contains("\"is_connected\":false");
        }
    }
}
