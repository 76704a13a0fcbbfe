/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleAdd;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.testing.Namespaces;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Debian's ovs-ofctl sends is read, and written again to the same bytes. */
@Timeout(120)
class RecordedRequestsPeerTest {

    private static final List<String> ALL_VERSIONS = List.of(
            "add-flow T priority=5,in_port=1,dl_vlan=3,actions=strip_vlan,output:2",
            "add-flow T cookie=0x12,idle_timeout=4,hard_timeout=5,send_flow_rem,tcp,nw_src=10.0.0.0/8,tp_dst=80,actions=NORMAL",
            "add-flow T table=3,reg0=5,actions=load:7->NXM_NX_REG1[],resubmit(,4)",
            "mod-flows T udp,actions=drop",
            "--strict mod-flows T priority=7,arp,actions=CONTROLLER:64",
            "del-flows T cookie=0x5/0xff,out_port=2",
            "--strict del-flows T priority=9,ipv6",
            "dump-flows T table=2,ip",
            "dump-aggregate T out_port=3",
            "queue-stats T 1 2",
            "dump-ports T 1",
            "set-frags T drop",
            "packet-out T in_port=LOCAL,packet=0123456789abcdef0123456789ab0800,actions=output:1,2",
            "dump-groups T",
            "dump-group-stats T",
            "add-group T group_id=9,type=select,bucket=weight:3,output:1,bucket=output:2",
            "add-group T group_id=8,type=ff,bucket=watch_port:2,output:1",
            "del-groups T",
            "dump-group-features T",
            "add-tlv-map T {class=0xffff,type=3,len=8}->tun_metadata1",
            "dump-tlv-map T");
    private static final List<String> FROM_13 = List.of(
            "add-meter T meter=3,kbps,burst,band=type=drop,rate=9,burst_size=4",
            "del-meters T",
            "dump-meters T",
            "meter-stats T",
            "meter-features T",
            "dump-table-features T",
            "--bundle add-flow T ip,actions=output:4");
    private static final List<String> FROM_15 = List.of(
            "insert-buckets T group_id=9,command_bucket_id=last,bucket=bucket_id:5,output:3",
            "remove-buckets T group_id=9,command_bucket_id=first",
            "add-group T group_id=7,type=select,selection_method=hash,fields(ip_src=255.255.255.0,ip_dst),bucket=output:2");

    @TempDir
    Path folder;

    private TestBridge bridge;
    private ControllerListener listener;
    private String target;

    @BeforeEach
    void start() {
        Namespaces.requirePeer("ovs-ofctl", Namespaces.isInstalled("ovs-ofctl"));
        bridge = new TestBridge();
        Path socket = folder.resolve("br0.mgmt");
        target = "unix:" + socket;
        listener = ControllerListener.open(
                Remote.parse("punix:" + socket, Remote.OPENFLOW_PORT),
                "br0<->",
                ConnectionSettings.DEFAULT,
                bridge.loops(),
                bridge.tls,
                bridge);
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
        if (bridge != null) {
            bridge.close();
        }
    }

    private void ofctl(OpenFlowVersion version, String line) {
        List<String> command = new ArrayList<>(List.of("ovs-ofctl", "-O", version.text()));
        for (String word : line.split(" ")) {
            command.add(word.equals("T") ? target : word);
        }
        Namespaces.execute(command.toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource(OpenFlowVersion.class)
    void writesWhatItReadToTheSameBytes(OpenFlowVersion version) {
        List<String> lines = new ArrayList<>(ALL_VERSIONS);
        if (version.atLeast(OpenFlowVersion.OF13)) {
            lines.addAll(FROM_13);
        }
        if (version.atLeast(OpenFlowVersion.OF15) || version == OpenFlowVersion.OF10) {
            lines.addAll(FROM_15);
        }
        lines.forEach(line -> ofctl(version, line));
        await().until(() -> bridge.connections.isEmpty());
        Set<MessageKind> seen = new TreeSet<>();
        bridge.messages.forEach(message -> check(message, seen));
        assertThat(seen)
                .contains(
                        MessageKind.FLOW_MOD,
                        MessageKind.FLOW_STATS_REQUEST,
                        MessageKind.AGGREGATE_STATS_REQUEST,
                        MessageKind.PACKET_OUT,
                        MessageKind.GROUP_MOD);
    }

    private static void check(ByteBuffer bytes, Set<MessageKind> seen) {
        OfMessage message = Messages.decode(bytes);
        seen.add(message.kind());
        assertThat(hex(Messages.encode(message))).as("%s", message).isEqualTo(hex(bytes));
        if (message.body() instanceof BundleAdd add) {
            check(ByteBuffer.wrap(add.message()), seen);
        }
    }

    private static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array());
    }
}
