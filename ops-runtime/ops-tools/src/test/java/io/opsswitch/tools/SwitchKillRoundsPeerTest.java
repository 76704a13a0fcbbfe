/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Our database server and our switch are killed in turn and started again, as a service manager would: while the one is away
 * the other goes on, and afterwards all is as before. The tools are Debian's. How often is a fifth of the system property
 * {@code ops.faults.rounds}.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class SwitchKillRoundsPeerTest {

    private static final int ROUNDS = Math.max(3, Integer.getInteger("ops.faults.rounds", 20) / 5);
    private static final String SERVER = "ovsdb-server";
    private static final String SWITCH = "ovs-vswitchd";
    private static final String FRAME =
            "in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0800),ipv4(src=10.0.0.1,dst=10.0.0.2,"
                    + "proto=17,tos=0,ttl=64,frag=no),udp(src=1,dst=2)";
    private static final Pattern SENT = Pattern.compile("tx pkts=(\\d+)");

    @TempDir
    Path folder;

    private TestImage image;

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            for (String program : new String[] {SERVER, SWITCH}) {
                if (Files.exists(image.run().resolve(program + ".pid"))) {
                    ProcessHandle.of(image.pid(program)).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    private void startServer() throws Exception {
        TestImage.Result result = image.startServer(
                "--remote=punix:" + image.run().resolve("db.sock"),
                image.run().resolve("conf.db").toString());
        assertThat(result.status()).as(result.toString()).isZero();
    }

    private void startSwitch() throws Exception {
        TestImage.Result result = image.program(
                SWITCH, "--pidfile", "--detach", "--no-chdir", "--log-file", "-vconsole:off", "--enable-dummy");
        assertThat(result.status()).as(result.toString()).isZero();
    }

    private void kill(String program) throws Exception {
        long pid = image.pid(program);
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        await().atMost(Duration.ofSeconds(60)).until(() -> !TestImage.isRunning(pid));
    }

    private String vsctl(String... words) throws Exception {
        String[] command = new String[words.length + 2];
        command[0] = "ovs-vsctl";
        command[1] = "--timeout=60";
        System.arraycopy(words, 0, command, 2, words.length);
        return image.ok(command).strip();
    }

    private long sent() throws Exception {
        Matcher matcher = SENT.matcher(image.ok("ovs-ofctl", "dump-ports", "br0", "2"));
        assertThat(matcher.find()).isTrue();
        return Long.parseLong(matcher.group(1));
    }

    private void assertForwards() throws Exception {
        long before = sent();
        image.ok("ovs-appctl", "-t", SWITCH, "netdev-dummy/receive", "p1", FRAME);
        assertThat(sent()).isEqualTo(before + 1);
    }

    @Test
    void goesOnWithoutItsDatabaseAndComesBackAsItWas() throws Exception {
        TestImage.needs("ovs-vsctl", "ovs-ofctl", "ovs-appctl", "ovsdb-tool");
        image = new TestImage(folder);
        image.ok(
                "ovsdb-tool",
                "create",
                image.run().resolve("conf.db").toString(),
                image.schema().toString());
        startServer();
        vsctl("--no-wait", "init");
        startSwitch();
        vsctl("add-br", "br0", "--", "set", "Bridge", "br0", "datapath_type=dummy");
        for (String port : new String[] {"p1", "p2"}) {
            vsctl("add-port", "br0", port, "--", "set", "Interface", port, "type=dummy");
        }
        String address = vsctl("get", "Bridge", "br0", "datapath_id");
        for (int round = 0; round < ROUNDS; round++) {
            boolean isServer = round % 3 != 1;
            boolean isSwitch = round % 3 != 0;
            image.ok("ovs-ofctl", "add-flow", "br0", "priority=9,in_port=1,actions=output:2");
            if (isServer) {
                kill(SERVER);
                assertForwards();
            }
            if (isSwitch) {
                kill(SWITCH);
            }
            if (isServer) {
                startServer();
            }
            if (isSwitch) {
                startSwitch();
            }
            vsctl("set", "Bridge", "br0", "external_ids:round=" + round);
            assertThat(vsctl("get", "Interface", "p1", "ofport")).isEqualTo("1");
            assertThat(vsctl("get", "Interface", "p2", "ofport")).isEqualTo("2");
            assertThat(vsctl("get", "Bridge", "br0", "datapath_id")).isEqualTo(address);
            assertForwards();
            assertThat(image.ok("ovs-ofctl", "dump-flows", "br0").contains("priority=9"))
                    .as("flows are the switch's own, round %d", round)
                    .isEqualTo(!isSwitch);
        }
    }
}
