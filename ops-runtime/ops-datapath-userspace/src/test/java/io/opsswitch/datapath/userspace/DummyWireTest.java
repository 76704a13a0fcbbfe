/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.PortSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cables between stand-ins, queues that they send by, and counters of what is dropped. */
class DummyWireTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final ControlCommands commands = new ControlCommands("test");
    private Datapath datapath;

    @BeforeEach
    void open() {
        DummyDatapathProvider provider = new DummyDatapathProvider();
        datapath = provider.open(new DatapathSpec("dummy", "ovs-dummy", () -> 1000, Dummies.BESIDE));
        provider.register(commands, () -> List.of(datapath));
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    private DummyPort add(String name, Map<String, String> options) throws DatapathException {
        return (DummyPort) datapath.addPort(new PortSpec(name, "dummy", options, 0));
    }

    private void forward(DummyPort from, Actions actions) {
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, from.number()),
                new FlowKey().matchAll(FlowField.IN_PORT),
                actions);
    }

    private String state(String... port) throws Exception {
        return commands.run("netdev-dummy/conn-state", Json.strings(List.of(port)));
    }

    @Test
    void carriesFramesInOrderToTheOtherEnd() throws Exception {
        String file = folder.resolve("p1.sock").toString();
        DummyPort p1 = add("p1", Map.of("pstream", "punix:" + file));
        DummyPort p2 = add("p2", Map.of("stream", "unix:" + file));
        DummyPort p3 = add("p3", Map.of());
        DummyPort p4 = add("p4", Map.of());
        forward(p3, Actions.builder().output(p1.number()).build());
        forward(p2, Actions.builder().output(p4.number()).build());
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("p2: connected\n"));
        assertThat(state("p1")).isEqualTo("p1: unknown\n");
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            frames.add(TestFrames.numbered(60 + 20 * i, i));
        }
        frames.forEach(p3::inject);
        List<byte[]> got = new ArrayList<>();
        await().atMost(SOON).until(() -> {
            got.addAll(p4.takeSent());
            return got.size() >= frames.size();
        });
        assertThat(got).containsExactlyElementsOf(frames);
        datapath.removePort(p1.number());
        assertThat(Files.exists(Path.of(file))).isFalse();
        await().atMost(SOON).untilAsserted(() -> assertThat(state()).isEqualTo("p2: disconnected\n"));
    }

    @Test
    void saysWhatIsNoCable() {
        assertThatThrownBy(() -> add("p1", Map.of("pstream", "pssl:1")))
                .isInstanceOf(DatapathException.class)
                .hasMessageContaining("p1: options:pstream=pssl:1: not punix:FILE or ptcp:PORT[:IP]");
        assertThatThrownBy(() -> add("p1", Map.of("stream", "tcp:1")))
                .hasMessageContaining("options:stream=tcp:1: not unix:FILE or tcp:IP:PORT");
        assertThatThrownBy(() -> add("p1", Map.of("pstream", "punix:" + folder + "/none/x")))
                .hasMessageContaining("p1: options:pstream=punix:");
        assertThatThrownBy(() -> datapath.addPort(new PortSpec("p1", "dummy-pmd", Map.of("n_rxq", "0"), 0)))
                .hasMessage("could not add port p1: options:n_rxq=0 is no number from 1 to 9999");
        assertThat(datapath.ports()).isEmpty();
    }

    @Test
    void sendsByTheQueueOfTheThreadOrOfTheHash() throws Exception {
        DummyPort p1 = add("p1", Map.of());
        DummyPort p2 = add("p2", Map.of("n_txq", "2"));
        forward(p1, Actions.builder().output(p2.number()).build());
        String flow = "eth_type(0x0800),ipv4(src=10.0.0.1,dst=10.0.0.2,proto=17,frag=no),udp(src=1000,dst=";
        for (int i = 1; i <= 64; i++) {
            commands.run("netdev-dummy/receive", Json.strings(List.of("p1", flow + i + ")")));
        }
        assertThat(p2.moreStatistics()).containsEntry("tx_q0_packets", 64L).containsEntry("tx_q1_packets", 0L);
        datapath.configurePort(p2.number(), Map.of("tx-steering", "hash"));
        for (int i = 1; i <= 64; i++) {
            commands.run("netdev-dummy/receive", Json.strings(List.of("p1", flow + i + ")")));
        }
        assertThat(p2.moreStatistics().get("tx_q1_packets")).isGreaterThan(0).isLessThan(64);
        assertThat(p2.moreStatistics().get("tx_q0_packets")
                        + p2.moreStatistics().get("tx_q1_packets"))
                .isEqualTo(128);
    }

    @Test
    void countsWhatIsDroppedByTheReason() throws Exception {
        DummyPort p1 = add("p1", Map.of());
        DummyPort p2 = add("p2", Map.of());
        forward(p1, Actions.DROP);
        forward(p2, Actions.builder().drop(3).build());
        long byPipeline = Coverage.counter("drop_action_of_pipeline").total();
        long byResubmits = Coverage.counter("drop_action_too_many_resubmit").total();
        p1.inject(TestFrames.numbered(60, 0));
        p2.inject(TestFrames.numbered(60, 0));
        p2.inject(TestFrames.numbered(60, 1));
        assertThat(Coverage.counter("drop_action_of_pipeline").total()).isEqualTo(byPipeline + 1);
        assertThat(Coverage.counter("drop_action_too_many_resubmit").total()).isEqualTo(byResubmits + 2);
    }
}
