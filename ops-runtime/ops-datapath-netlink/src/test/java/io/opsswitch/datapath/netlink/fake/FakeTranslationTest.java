/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Action.Nat.Direction;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.Conntrack;
import io.opsswitch.datapath.netlink.client.Flows.Put;
import io.opsswitch.datapath.netlink.message.Connection;
import io.opsswitch.datapath.netlink.testing.Frames;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Translation of addresses and ports by ct(nat). Clients are at port 1, servers at port 2. */
class FakeTranslationTest extends FakeTestBase {
    private static final int TCP = 6;
    private static final long PUBLIC = 0xc0000201L;

    private static Action.ConnTrack ct(boolean commit, Action.Nat nat) {
        return new Action.ConnTrack(commit, false, 4, 0, 0, 0, 0, 0, 0, 0, null, null, nat);
    }

    private static Action.Nat nat(Direction direction, long address, long lastAddress, int port, int lastPort) {
        return new Action.Nat(direction, false, 0, address, 0, lastAddress, port, lastPort, false, false, false);
    }

    private void flow(int port, Actions actions) throws NetlinkException {
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, port).set(FlowField.ETH_TYPE, 0x0800);
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.IN_PORT)
                .matchAll(FlowField.ETH_TYPE)
                .matchAll(FlowField.RECIRC_ID);
        datapath.flows().put(Put.CREATE, key, mask, actions, null, false, false);
    }

    /** Translate connections from port 1; what comes back at port 2 is translated as it was. */
    private void translate(Action.Nat nat) throws NetlinkException {
        flow(1, Actions.builder().connTrack(ct(true, nat)).output(2).build());
        Action.Nat existing = nat(Direction.EXISTING, 0, 0, 0, 0);
        flow(2, Actions.builder().connTrack(ct(false, existing)).output(1).build());
    }

    private static byte[] turned(byte[] frame) {
        byte[] turned = frame.clone();
        for (int i = 0; i < 4; i++) {
            turned[26 + i] = frame[30 + i];
            turned[30 + i] = frame[26 + i];
        }
        for (int i = 0; i < 2; i++) {
            turned[34 + i] = frame[36 + i];
            turned[36 + i] = frame[34 + i];
        }
        return turned;
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private byte[] one(int port) {
        List<String> sent = sent(port);
        assertThat(sent).hasSize(1);
        byte[] frame = bytes(sent.get(0));
        assertThat(checksumError(frame, 14, 34, 0)).as("checksum of IPv4").isZero();
        return frame;
    }

    private static String addresses(byte[] frame) {
        return hex(frame).substring(52, 76);
    }

    @Test
    void translatesSourcesThereAndBack() throws Exception {
        translate(nat(Direction.SOURCE, PUBLIC, PUBLIC, 0, 0));
        fake.inject("eth1", Frames.udp(0x1000));
        byte[] out = one(2);
        assertThat(addresses(out)).isEqualTo("c0000201" + "0a000002" + "1000" + "0050");
        // A UDP packet without a checksum gets none.
        assertThat(hex(out).substring(80, 84)).isEqualTo("0000");
        fake.inject("eth2", turned(out));
        assertThat(addresses(one(1))).isEqualTo("0a000002" + "0a000001" + "0050" + "1000");
        fake.inject("eth1", Frames.udp(0x1000));
        assertThat(addresses(one(2))).isEqualTo("c0000201" + "0a000002" + "1000" + "0050");
    }

    @Test
    void translatesDestinationsAndPorts() throws Exception {
        translate(nat(Direction.DESTINATION, PUBLIC, PUBLIC, 8080, 8080));
        fake.inject("eth1", Frames.udp(0x1000));
        byte[] out = one(2);
        assertThat(addresses(out)).isEqualTo("0a000001" + "c0000201" + "1000" + "1f90");
        fake.inject("eth2", turned(out));
        assertThat(addresses(one(1))).isEqualTo("0a000002" + "0a000001" + "0050" + "1000");
    }

    @Test
    void mendsChecksumsOfTcp() throws Exception {
        byte[] segment = bytes("020000000002" + "020000000001" + "0800" + "45000028000000004006" + "66ce" + "0a000001"
                + "0a000002" + "1000" + "0050" + "00000001" + "00000000" + "5002" + "ffff" + "0000" + "0000");
        int sum = checksumError(segment, 26, 54, TCP + 20);
        segment[50] = (byte) (sum >>> 8);
        segment[51] = (byte) sum;
        translate(nat(Direction.SOURCE, PUBLIC, PUBLIC, 2000, 2010));
        fake.inject("eth1", segment);
        byte[] out = one(2);
        assertThat(addresses(out)).isEqualTo("c0000201" + "0a000002" + "07d0" + "0050");
        assertThat(checksumError(out, 26, 54, TCP + 20)).as("checksum of TCP").isZero();
    }

    @Test
    void givesEachConnectionItsOwnPortUntilThereIsNoneLeft() throws Exception {
        translate(nat(Direction.SOURCE, PUBLIC, PUBLIC, 2000, 2001));
        for (int port = 0x1000; port < 0x1003; port++) {
            fake.inject("eth1", Frames.udp(port));
        }
        assertThat(sent(2).stream().map(frame -> frame.substring(68, 72))).containsExactly("07d0", "07d1");
        // The third one was lost, and is not tracked.
        assertThat(datapath.zoneLimits().get(List.of(4)).get(0).count()).isEqualTo(2);
    }

    @Test
    void tellsTheTranslatedDirectionInDumps() throws Exception {
        translate(nat(Direction.SOURCE, PUBLIC, PUBLIC, 0, 0));
        fake.inject("eth1", Frames.udp(0x1000));
        List<Connection> connections = new ArrayList<>();
        try (Conntrack conntrack = new Conntrack(fake)) {
            conntrack.dump(4, connections::add);
        }
        assertThat(connections).hasSize(1);
        assertThat(connections.get(0).original().sourceLow()).isEqualTo(0x0a000001L);
        assertThat(connections.get(0).reply().destinationLow()).isEqualTo(PUBLIC);
    }

    @Test
    void spreadsClientsOverARangeAndKeepsEachAtItsAddress() throws Exception {
        translate(nat(Direction.SOURCE, PUBLIC, PUBLIC + 3, 0, 0));
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (int client = 1; client <= 4; client++) {
            byte[] frame = Frames.udp(0x1000);
            frame[29] = (byte) (client + 2);
            fake.inject("eth1", frame);
            first.add(sent(2).get(0).substring(52, 60));
            frame[34] = 0x20;
            fake.inject("eth1", frame);
            second.add(sent(2).get(0).substring(52, 60));
        }
        assertThat(first).doesNotHaveDuplicates().allMatch(address -> address.startsWith("c00002"));
        assertThat(second).isEqualTo(first);
    }

    @Test
    void knowsItsPacketsAgainAfterTheyWereTranslated() throws Exception {
        Action.Nat nat = nat(Direction.SOURCE, PUBLIC, PUBLIC, 0, 0);
        Action.Nat existing = nat(Direction.EXISTING, 0, 0, 0, 0);
        flow(
                1,
                Actions.builder()
                        .connTrack(ct(true, nat))
                        .connTrack(ct(false, existing))
                        .output(2)
                        .build());
        fake.inject("eth1", Frames.udp(0x1000));
        assertThat(addresses(one(2))).isEqualTo("c0000201" + "0a000002" + "1000" + "0050");
        assertThat(datapath.zoneLimits().get(List.of(4)).get(0).count()).isEqualTo(1);
    }
}
