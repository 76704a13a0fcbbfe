/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.testing.OvsProcess;
import io.opsswitch.datapath.testing.OvsProcess.Result;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lets Open vSwitch's userspace datapath hash packets for groups, and compares with the hashes in its flows. */
@Timeout(120)
class PacketHashPeerTest {

    private static final int BASIS = 77;
    private static final int[] PROTOCOLS = {1, 6, 17, 47, 58, 132};

    @TempDir
    Path folder;

    @BeforeAll
    static void needsPeers() {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-appctl", "unshare");
    }

    @Test
    void hashesAsOpenVSwitchDoes() throws Exception {
        try (OvsProcess ovs = new OvsProcess(folder)) {
            ovs.vsctl("add-br", "br0", "--", "set", "Bridge", "br0", "datapath_type=dummy", "fail_mode=secure");
            for (int port = 1; port <= 3; port++) {
                String name = "p" + port;
                ovs.vsctl(
                        "add-port",
                        "br0",
                        name,
                        "--",
                        "set",
                        "Interface",
                        name,
                        "type=dummy",
                        "ofport_request=" + port);
            }
            for (int port = 1; port <= 2; port++) {
                long parameter = (long) algorithm(port) << Integer.SIZE | BASIS;
                ovs.ofctl("add-group", "br0", group(port, parameter));
                ovs.ofctl("add-flow", "br0", "in_port=" + port + ",actions=group:" + port);
            }
            Random random = new Random(1);
            for (int i = 0; i < 60; i++) {
                int port = 1 + i % 2;
                byte[] frame = frame(random, i / 2);
                FlowKey key = new FlowKey();
                PacketParser.parse(ByteBuffer.wrap(frame), 0, frame.length, port, key);
                int hash = PacketHash.of(algorithm(port), key, BASIS);
                String hex = HexFormat.of().formatHex(frame);
                command(ovs, "netdev-dummy/receive", "p" + port, hex);
                String flows = command(ovs, "dpctl/dump-flows");
                assertThat(flows)
                        .as("packet %d, algorithm %d of %s", i, algorithm(port), hex)
                        .containsOnlyOnce(String.format("dp_hash(0x%x/0xff)", hash));
                command(ovs, "revalidator/purge");
            }
        }
    }

    private static int algorithm(int port) {
        return port == 1 ? Action.HASH_L4 : Action.HASH_SYMMETRIC_L4;
    }

    /** Return a group of so many buckets that eight bits of the hash choose; the flow then has all of it in its key. */
    private static String group(int id, long parameter) {
        StringBuilder group = new StringBuilder("group_id=" + id + ",type=select,selection_method=dp_hash")
                .append(",selection_method_param=")
                .append(parameter);
        for (int bucket = 0; bucket < 200; bucket++) {
            group.append(",bucket=bucket_id=").append(bucket).append(",actions=output:3");
        }
        return group.toString();
    }

    private static String command(OvsProcess ovs, String... words) throws Exception {
        Result result = ovs.appctl(words);
        assertThat(result.status())
                .as(String.join(" ", words) + ": " + result.output())
                .isZero();
        return result.output();
    }

    /** Return a frame of IPv4, IPv6, ARP or something else, some of them tagged. */
    private static byte[] frame(Random random, int number) {
        ByteBuffer frame = ByteBuffer.allocate(200);
        frame.putShort((short) 0x0200)
                .putInt(random.nextInt())
                .putShort((short) 0x0200)
                .putInt(random.nextInt());
        int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
        switch (number % 5) {
            case 0, 1 -> ipv4(random, frame, protocol);
            case 2 -> {
                frame.putShort((short) 0x86dd)
                        .putInt(0x60000000)
                        .putShort((short) 40)
                        .put((byte) protocol)
                        .put((byte) 64);
                for (int i = 0; i < 4; i++) {
                    frame.putLong(random.nextLong());
                }
                payload(random, frame);
            }
            case 3 -> {
                frame.putShort((short) 0x0806).putInt(0x00010800).putInt(0x06040001);
                for (int i = 0; i < 5; i++) {
                    frame.putInt(random.nextInt());
                }
            }
            default -> frame.putShort((short) 0x88b5).putLong(random.nextLong()).position(64);
        }
        return Arrays.copyOf(frame.array(), Math.max(60, frame.position()));
    }

    private static void ipv4(Random random, ByteBuffer frame, int protocol) {
        int at = frame.position() + 2;
        frame.putShort((short) 0x0800)
                .putShort((short) 0x4500)
                .putShort((short) 60)
                .putInt(0);
        frame.put((byte) 64)
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(random.nextInt())
                .putInt(random.nextInt());
        int sum = 0;
        for (int i = 0; i < 20; i += 2) {
            sum += frame.getShort(at + i) & 0xffff;
        }
        frame.putShort(at + 10, (short) ~((sum & 0xffff) + (sum >> 16)));
        payload(random, frame);
    }

    /** Put 40 bytes: long enough for any of the protocols, and a TCP header of 20 bytes. */
    private static void payload(Random random, ByteBuffer frame) {
        byte[] payload = new byte[40];
        random.nextBytes(payload);
        payload[12] = 0x50;
        frame.put(payload);
    }
}
