/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.PortSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DummyCommandsTest {

    private static final String FRAME =
            "50540000000a50540000000908004500001c00000000401100007f0000017f00000100010002000800";

    @TempDir
    Path folder;

    private final ControlCommands commands = new ControlCommands("test");
    private Datapath datapath;
    private DummyPort out;

    @BeforeEach
    void open() throws Exception {
        DummyDatapathProvider provider = new DummyDatapathProvider();
        datapath = provider.open(new DatapathSpec("dummy", "ovs-dummy", () -> 1000, Dummies.BESIDE));
        provider.register(commands, () -> List.of(datapath));
        datapath.addPort(new PortSpec(
                "p1", "dummy", Map.of("pcap", folder.resolve("p1.pcap").toString()), 0));
        out = (DummyPort) datapath.addPort(new PortSpec("p2", "internal", Map.of(), 0));
        FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT);
        FlowKey key = new FlowKey();
        key.set(FlowField.IN_PORT, 1);
        datapath.putFlow(key, mask, Actions.builder().output(2).output(1).build());
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    private String run(String command, String... args) throws ControlException {
        return commands.run(command, Json.strings(List.of(args)));
    }

    @Test
    void letsPortsReceiveDigitsAndFlows() throws Exception {
        assertThat(run("netdev-dummy/receive", "p1", FRAME + "00")).isEmpty();
        assertThat(out.takeSent()).containsExactly(HexFormat.of().parseHex(FRAME + "00"));
        run(
                "netdev-dummy/receive",
                "p1",
                "in_port(1),eth(src=50:54:00:00:00:09,dst=50:54:00:00:00:0a),eth_type(0x0800),"
                        + "ipv4(src=10.0.0.2,dst=10.0.0.1,proto=1,tos=0,ttl=64,frag=no),icmp(type=8,code=0)",
                "in_port(1),eth(src=50:54:00:00:00:09,dst=50:54:00:00:00:0a),eth_type(0x1234)",
                "--len",
                "300");
        List<byte[]> sent = out.takeSent();
        assertThat(sent).hasSize(2);
        assertThat(sent.get(0)).hasSize(106);
        assertThat(sent.get(1)).hasSize(300).startsWith(0x50, 0x54, 0, 0, 0, 0x0a);
        assertThat(datapath.ports().get(0).statistics().rxPackets()).isEqualTo(3);
    }

    @Test
    void saysWhatItCannotDo() {
        assertThatThrownBy(() -> run("netdev-dummy/receive", "p9", FRAME)).hasMessage("no such dummy netdev");
        assertThatThrownBy(() -> run("netdev-dummy/receive", "p1", "--qid", "1", FRAME))
                .hasMessage("bad rx queue id.");
        assertThatThrownBy(() -> run("netdev-dummy/receive", "p1", "nonsense()"))
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> run("netdev-dummy/receive", "p1", "eth_type(0x1234)", "--len", "7"))
                .hasMessage("too small packet len");
        assertThatThrownBy(() -> run("netdev-dummy/set-admin-state", "p1", "sideways"))
                .hasMessage("Invalid Admin State");
        assertThatThrownBy(() -> run("netdev-dummy/set-admin-state", "p9", "up"))
                .hasMessage("Unknown Dummy Interface");
    }

    @Test
    void takesPortsDownAndUp() throws Exception {
        assertThat(run("netdev-dummy/set-admin-state", "p2", "down")).isEqualTo("OK");
        assertThat(out.state().adminUp()).isFalse();
        assertThat(run("netdev-dummy/set-admin-state", "UP")).isEqualTo("OK");
        assertThat(out.state().adminUp()).isTrue();
    }

    @Test
    void writesWhatComesAndGoesToAFile() throws Exception {
        run("netdev-dummy/receive", "p1", FRAME);
        ByteBuffer file =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("p1.pcap"))).order(ByteOrder.nativeOrder());
        int length = FRAME.length() / 2;
        assertThat(file.remaining()).isEqualTo(24 + 2 * (16 + length));
        assertThat(file.getInt(0)).isEqualTo(0xa1b2c3d4);
        assertThat(file.getInt(24 + 8)).isEqualTo(length);
        assertThatThrownBy(() ->
                        datapath.addPort(new PortSpec("p3", "dummy", Map.of("tx_pcap", folder + "/none/p3.pcap"), 0)))
                .isInstanceOf(DatapathException.class)
                .hasMessageContaining("p3: options:tx_pcap=");
    }

    @Test
    void replacesDevicesAsFarAsItIsTold() throws Exception {
        assertThatThrownBy(() -> datapath.addPort(new PortSpec("no-such-dev0", "system", Map.of(), 0)))
                .isInstanceOf(DatapathException.class);
        try (Datapath other = new DummyDatapathProvider()
                .open(new DatapathSpec("system", "ovs-system", () -> 1000, Dummies.SYSTEM))) {
            assertThat(other.type()).isEqualTo("system");
            assertThat(other.addPort(new PortSpec("no-such-dev0", "", Map.of(), 0)))
                    .isInstanceOf(DummyPort.class);
        }
        assertThat(Dummies.ALL.replace("tap")).isTrue();
        assertThat(Dummies.SYSTEM.replace("tap")).isFalse();
        assertThat(out.macAddress() - datapath.ports().get(0).macAddress()).isEqualTo(1);
    }
}
