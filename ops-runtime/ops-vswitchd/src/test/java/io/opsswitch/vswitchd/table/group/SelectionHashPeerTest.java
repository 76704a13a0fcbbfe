/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.testing.OvsProcess;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.match.Oxm;
import io.opsswitch.openflow.message.group.Bucket;
import io.opsswitch.openflow.message.group.GroupCommand;
import io.opsswitch.openflow.message.group.GroupMod;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.openflow.message.group.Selection;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Select groups that hash fields which a controller names take the buckets that Debian's switch takes. */
@Timeout(120)
class SelectionHashPeerTest {

    /** The same in each run, so that a build does not fail over what it did not change; others by the property. */
    private static final long SEED = 20_261_122;

    private static final Pattern TAKEN = Pattern.compile("(?m)^Datapath actions: ([0-9]+)$");
    private static final int BUCKETS = 4;
    private static final int PACKETS = 60;

    /** What is hashed, as text and as fields with the bits that count. */
    private record Hashed(String text, Map<String, byte[]> fields) {}

    private static final List<Hashed> HASHED = List.of(
            new Hashed("ip_src", Map.of("ip_src", ones(4))),
            new Hashed("ip_src=255.255.255.0,ip_dst", Map.of("ip_src", new byte[] {-1, -1, -1, 0}, "ip_dst", ones(4))),
            new Hashed("eth_dst,tcp_src,udp_src", Map.of("eth_dst", ones(6), "tcp_src", ones(2), "udp_src", ones(2))),
            new Hashed("nw_proto,tcp_dst", Map.of("nw_proto", ones(1), "tcp_dst", ones(2))));

    @TempDir
    Path folder;

    private static byte[] ones(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 0xff);
        return bytes;
    }

    @Test
    void takesTheBucketsThatDebiansSwitchTakes() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-ofctl", "ovs-appctl", "unshare");
        long seed = Long.getLong("ops.peer.seed", SEED);
        Random random = new Random(seed);
        try (OvsProcess ovs = new OvsProcess(folder)) {
            ovs.vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=dummy", "fail-mode=secure");
            for (int port = 1; port <= BUCKETS; port++) {
                String name = "p" + port;
                ovs.vsctl(
                        "add-port",
                        "br0",
                        name,
                        "--",
                        "set",
                        "interface",
                        name,
                        "type=dummy",
                        "ofport_request=" + port);
            }
            Set<Integer> seen = new HashSet<>();
            for (Hashed hashed : HASHED) {
                long parameter = random.nextLong() >>> 1;
                StringBuilder text = new StringBuilder("group_id=1,type=select,selection_method=hash,"
                        + "selection_method_param=" + parameter + ",fields(" + hashed.text + ")");
                for (int bucket = 1; bucket <= BUCKETS; bucket++) {
                    text.append(",bucket=bucket_id:" + bucket + ",weight:100,actions=output:" + bucket);
                }
                ovs.ofctl("del-groups", "br0", "group_id=1");
                ovs.ofctl("add-group", "br0", text.toString());
                ovs.ofctl("add-flow", "br0", "actions=group:1");
                Ours ours = new Ours(hashed, parameter);
                for (int i = 0; i < PACKETS; i++) {
                    Packet packet = new Packet(random);
                    int wanted = theirs(ovs, packet.text());
                    seen.add(wanted);
                    assertThat(ours.bucket(packet.key()))
                            .as("%s of %s, seed %d", text, packet.text(), seed)
                            .isEqualTo(wanted);
                }
            }
            assertThat(seen).hasSize(BUCKETS);
        }
    }

    private static int theirs(OvsProcess ovs, String packet) throws Exception {
        String trace = ovs.appctl("ofproto/trace", "br0", packet).output();
        Matcher taken = TAKEN.matcher(trace);
        assertThat(taken.find()).as(trace).isTrue();
        return Integer.parseInt(taken.group(1));
    }

    /** The group here. */
    private static final class Ours {
        private final FlowTables tables = new FlowTables(() -> 1, new QueriedActions(), event -> {});
        private final GroupTable groups = new GroupTable(tables, () -> 1, 9);
        private final BucketChooser chooser = new BucketChooser(groups, port -> true);

        Ours(Hashed hashed, long parameter) {
            ByteArrayOutputStream fields = new ByteArrayOutputStream();
            hashed.fields.forEach((name, bits) ->
                    fields.writeBytes(Oxm.encodeField(Fields.get(name), OpenFlowVersion.OF15.number(), bits, null)));
            List<Bucket> buckets = new ArrayList<>();
            for (int bucket = 1; bucket <= BUCKETS; bucket++) {
                buckets.add(new Bucket(bucket, 100, OfPorts.NONE, GroupType.ANY_GROUP, List.of()));
            }
            tables.apply(
                    groups.change(new GroupMod(
                            GroupCommand.ADD,
                            GroupType.SELECT,
                            1,
                            GroupMod.ALL,
                            buckets,
                            new Selection("hash", parameter, fields.toByteArray()))),
                    null);
        }

        int bucket(FlowKey key) {
            long version = tables.versions().current();
            return chooser.byHash(groups.lookup(1, version), key, new FlowKey(), version, null)
                    .id();
        }
    }

    /** A packet of TCP or UDP over IPv4. */
    private record Packet(boolean isTcp, int source, int destination, int sourcePort, int destinationPort, int mac) {

        Packet(Random random) {
            this(
                    random.nextBoolean(),
                    random.nextInt(),
                    random.nextInt(),
                    random.nextInt(1 << 16),
                    random.nextInt(1 << 16),
                    random.nextInt(256));
        }

        private static String address(int address) {
            return (address >>> 24) + "." + (address >> 16 & 0xff) + "." + (address >> 8 & 0xff) + "."
                    + (address & 0xff);
        }

        String text() {
            String protocol = isTcp ? "tcp" : "udp";
            return protocol + ",in_port=LOCAL,dl_dst=" + String.format("02:00:00:00:00:%02x", mac)
                    + ",nw_src=" + address(source) + ",nw_dst=" + address(destination) + "," + protocol + "_src="
                    + sourcePort
                    + "," + protocol + "_dst=" + destinationPort;
        }

        FlowKey key() {
            return new FlowKey()
                    .set(FlowField.ETH_DST, 0x020000000000L | mac)
                    .set(FlowField.ETH_TYPE, 0x0800)
                    .set(FlowField.IP_PROTO, isTcp ? 6 : 17)
                    .set(FlowField.IPV4_SRC, source & 0xffffffffL)
                    .set(FlowField.IPV4_DST, destination & 0xffffffffL)
                    .set(FlowField.TP_SRC, sourcePort)
                    .set(FlowField.TP_DST, destinationPort);
        }
    }
}
