/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.unixctl.ControlClient;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.Port;
import io.opsswitch.vswitchd.testing.Frames;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A switch inside this JVM: built, driven, looked at and closed. */
@Timeout(120)
class OpsSwitchTest {

    private static final byte[] FROM_A_TO_B = Frames.untagged(0x02_00_00_00_00_0aL, 0x02_00_00_00_00_0bL);
    private static final byte[] FROM_B_TO_A = Frames.untagged(0x02_00_00_00_00_0bL, 0x02_00_00_00_00_0aL);

    @Test
    void forwardsAsALearningSwitchWhenNothingIsSaid() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1", "p2", "p3"))
                .start()) {
            sw.port("p1").send(FROM_A_TO_B);
            assertThat(sw.port("p2").received()).containsExactly(FROM_A_TO_B);
            assertThat(sw.port("p3").received()).containsExactly(FROM_A_TO_B);
            sw.port("p2").send(FROM_B_TO_A);
            assertThat(sw.port("p1").received()).containsExactly(FROM_B_TO_A);
            assertThat(sw.port("p3").received()).isEmpty();
            assertThat(sw.port("p3").ofport()).isEqualTo(3);
            assertThat(sw.appctl("fdb/show", "br0")).contains("02:00:00:00:00:0a");
        }
    }

    @Test
    void timePassesOnlyWhenItIsTold() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1", "p2"))
                .virtualTime()
                .start()) {
            sw.port("p1").send(FROM_A_TO_B);
            sw.advance(Duration.ofSeconds(299));
            assertThat(sw.appctl("fdb/show", "br0")).contains("02:00:00:00:00:0a  299");
            sw.advance(Duration.ofSeconds(2));
            assertThat(sw.appctl("fdb/show", "br0")).doesNotContain("02:00:00:00:00:0a");
            assertThatThrownBy(() -> sw.advance(Duration.ofSeconds(-1)))
                    .hasMessage("time goes on by a millisecond or more, not by PT-1S");
        }
    }

    @Test
    void severalSwitchesOfTheSameNamesDoNotMeet() throws Exception {
        try (OpsSwitch one = OpsSwitch.builder()
                        .bridge("br0", b -> b.ports("p1", "p2"))
                        .start();
                OpsSwitch two = OpsSwitch.builder()
                        .bridge("br0", b -> b.ports("p1", "p2"))
                        .start()) {
            one.port("p1").send(FROM_A_TO_B);
            assertThat(one.port("p2").received()).hasSize(1);
            assertThat(two.port("p2").received()).isEmpty();
            assertThat(two.appctl("fdb/show", "br0")).doesNotContain("02:00:00:00:00:0a");
            assertThat(one.openFlowPort("br0")).isNotEqualTo(two.openFlowPort("br0"));
            assertThat(one.rundir()).isNotEqualTo(two.rundir());
            assertThat(Interface.byName(one.replica(), "p1").macInUse())
                    .as("what a switch makes does not depend on others")
                    .isEqualTo(Interface.byName(two.replica(), "p1").macInUse());
            assertThat(ControlClient.run(one.controlSocket(), "fdb/show", List.of("br0")))
                    .contains("02:00:00:00:00:0a");
        }
    }

    @Test
    void isConfiguredThroughItsDatabaseWithTypedRows() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.port("p1", p -> p.access(10)).ports("p2", "p3"))
                .start()) {
            sw.configure(tx -> Port.byName(tx.replica(), "p2").edit(tx).tag(10));
            sw.configure(tx -> {
                Port row = Port.byName(tx.replica(), "p3");
                row.edit(tx).tag(20);
            });
            sw.port("p1").send(FROM_A_TO_B);
            assertThat(sw.port("p2").received()).hasSize(1);
            assertThat(sw.port("p3").received()).isEmpty();
            sw.addBridge("br1", b -> b.ports("q1", "q2"));
            sw.port("q1").send(FROM_A_TO_B);
            assertThat(sw.port("q2").received()).hasSize(1);
            assertThat(sw.ovsdb().dump("Open_vSwitch", "Bridge", "name")).hasSize(2);
            assertThat(Bridge.all(sw.replica())).extracting(Bridge::name).containsExactlyInAnyOrder("br0", "br1");
        }
    }

    @Test
    void bridgesAreJoinedByPatchPorts() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1").patch("to1", "to0"))
                .bridge("br1", b -> b.ports("q1").patch("to0", "to1"))
                .start()) {
            sw.port("p1").send(FROM_A_TO_B);
            assertThat(sw.port("q1").received()).containsExactly(FROM_A_TO_B);
        }
    }

    @Test
    void listensForOpenFlow() throws Exception {
        int port;
        try (OpsSwitch sw = OpsSwitch.builder().bridge("br0").start()) {
            port = sw.openFlowPort("br0");
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.getInputStream().readNBytes(2)).containsExactly(6, 0);
            }
            assertThatThrownBy(() -> sw.openFlowPort("br7")).hasMessage("no bridge br7; there is [br0]");
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void closingLeavesNoThreadsFilesOrSockets() throws Exception {
        Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
        Path folder;
        try (OpsSwitch sw =
                OpsSwitch.builder().bridge("br0", b -> b.ports("p1", "p2")).start()) {
            folder = sw.rundir();
            sw.port("p1").send(FROM_A_TO_B);
            assertThat(ControlClient.run(sw.controlSocket(), "ofproto/list", List.of()))
                    .isEqualTo("br0\n");
            assertThat(Files.exists(folder.resolve("br0.mgmt"))).isTrue();
            sw.close();
            assertThatThrownBy(() -> sw.port("p1")).hasMessage("the switch is closed");
        }
        assertThat(folder).doesNotExist();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(left(before)).isEmpty());
    }

    private static Set<Thread> left(Set<Thread> before) {
        Set<Thread> now = new HashSet<>(Thread.getAllStackTraces().keySet());
        now.removeAll(before);
        // Started by the JVM or by Netty for the whole process, whenever they like.
        now.removeIf(thread -> !thread.isAlive()
                || thread.getName()
                        .matches("Common-Cleaner|process reaper.*|.*CompilerThread.*|Attach Listener|awaitility.*"
                                + "|ForkJoinPool[.]commonPool.*"));
        return now;
    }

    @Test
    void closesAlsoWhileItsDatabaseIsAway() {
        OpsSwitch sw =
                OpsSwitch.builder().bridge("br0", b -> b.ports("p1", "p2")).start();
        sw.ovsdb().stop();
        sw.port("p1").send(FROM_A_TO_B);
        assertThat(sw.port("p2").received()).hasSize(1);
        sw.close();
        sw.close();
        assertThat(sw.rundir()).doesNotExist();
    }

    @Test
    void aSwitchThatCannotStartLeavesNothingEither() {
        LogCapture log = LogCapture.start(1000);
        assertThatThrownBy(() -> OpsSwitch.builder()
                        .bridge("br0", b -> b.devices("nosuchdevice"))
                        .start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port nosuchdevice does not work: could not open network device nosuchdevice");
        log.close();
        Matcher folder = Pattern.compile("unix:(.*)/db.sock: connected").matcher(log.text());
        assertThat(folder.find()).isTrue();
        assertThat(Path.of(folder.group(1))).doesNotExist();
    }

    @Test
    void sayWhatIsWrong() {
        OpsSwitchBuilder builder = OpsSwitch.builder();
        assertThatThrownBy(() -> builder.bridge(" "))
                .hasMessage("\" \" cannot be the name of a bridge; give it one without slash, such as br0");
        assertThatThrownBy(() -> builder.bridge("br0", b -> b.ports("p1", "p1")))
                .hasMessage("bridge br0: there is a port p1 already; give each port a name of its own");
        assertThatThrownBy(() -> builder.bridge("br0", b -> b.ports("br0")))
                .hasMessageContaining("there is a port br0 already");
        builder.bridge("br1", b -> b.ports("p1"));
        assertThatThrownBy(() -> builder.bridge("br2", b -> b.ports("p1")))
                .hasMessage("bridge br2: bridge br1 has a port p1 already; the names of all bridges and ports of a"
                        + " switch differ");
        assertThatThrownBy(() -> builder.bridge("br3", b -> b.port("p3", p -> p.access(4096))))
                .hasMessage("port p3: VLAN 4096 is none, use 0 to 4095");
        try (OpsSwitch sw = builder.start()) {
            assertThatThrownBy(builder::start)
                    .hasMessage("this builder has started its switch already; take a new one for another");
            assertThatThrownBy(() -> sw.advance(Duration.ofSeconds(1)))
                    .hasMessage("time passes by itself; ask the builder for virtualTime()");
            assertThatThrownBy(() -> sw.port("p9")).hasMessageStartingWith("no port p9; there is [br1, p1");
            assertThatThrownBy(() -> sw.appctl("fdb/show", "br9")).hasMessage("fdb/show br9: no such bridge br9");
            assertThatThrownBy(() -> sw.configure(
                            tx -> Port.byName(tx.replica(), "p1").edit(tx).vlanMode("sideways")))
                    .hasMessageContaining("sideways");
        }
    }

    @Test
    void pulledCablesAreSeenAtOnce() {
        try (OpsSwitch sw = OpsSwitch.builder()
                .bridge("br0", b -> b.ports("p1", "p2"))
                .virtualTime()
                .start()) {
            sw.port("p1").setLink(false);
            await().untilAsserted(() ->
                    assertThat(Interface.byName(sw.replica(), "p1").linkState()).isEqualTo("down"));
            assertThat(Interface.byName(sw.replica(), "p1").options()).isEqualTo(Map.of());
        }
    }
}
