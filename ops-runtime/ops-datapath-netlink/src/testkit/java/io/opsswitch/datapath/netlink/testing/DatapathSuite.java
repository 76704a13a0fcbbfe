/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.client.Conntrack;
import io.opsswitch.datapath.netlink.client.Flows;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.client.Flows.Put;
import io.opsswitch.datapath.netlink.client.Meters;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.client.PortWatch;
import io.opsswitch.datapath.netlink.client.UpcallReceiver;
import io.opsswitch.datapath.netlink.client.ZoneLimits.ZoneLimit;
import io.opsswitch.datapath.netlink.message.Connection;
import io.opsswitch.datapath.netlink.message.ExactMask;
import io.opsswitch.datapath.netlink.message.Fitness;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a datapath does, whichever transport leads to it: ports, flows, packets, meters, connections. */
@Timeout(60)
public abstract class DatapathSuite extends SuiteBase {
    private static final long SECONDS_10 = TimeUnit.SECONDS.toNanos(10);
    private static final int NEW = 1;
    private static final int ESTABLISHED = 2;
    private static final int REPLY = 8;
    private static final int TRACKED = 0x20;

    @Test
    void addsReadsAndRemovesPorts() throws Exception {
        openDatapath();
        PortInfo port = addPort(0);
        assertThat(port.name()).isEqualTo(bench().device(0));
        assertThat(port.type()).isEqualTo(PortType.NETDEV);
        assertThat(port.number()).isPositive();
        assertThat(datapath().ports().get(port.number()).name()).isEqualTo(port.name());
        assertThat(datapath().ports().get(port.name()).number()).isEqualTo(port.number());
        assertThat(datapath().ports().list()).extracting(PortInfo::name).contains(port.name());
        datapath().ports().delete(port.number());
        assertErrno(() -> datapath().ports().get(port.number()), Errno.ENODEV);
        assertThat(datapath().ports().list()).extracting(PortInfo::name).doesNotContain(port.name());
    }

    @Test
    void givesAPortTheNumberItIsAskedFor() throws Exception {
        openDatapath();
        NewPort wanted = new NewPort(bench().device(0), PortType.NETDEV, 77, 0, false, List.of());
        assertThat(datapath().ports().add(wanted).number()).isEqualTo(77);
    }

    @Test
    void refusesPortsThatAreThereOrHaveNoDevice() throws Exception {
        openDatapath();
        addPort(0);
        boolean windows = !bench().transport().capabilities().datapaths();
        assertErrno(() -> addPort(0), Errno.EEXIST);
        assertErrno(
                () -> datapath().ports().add(NewPort.of("nosuchdev", PortType.NETDEV, 0)),
                windows ? Errno.EINVAL : Errno.ENODEV);
    }

    @Test
    void makesTunnelsOverUdp() throws Exception {
        openDatapath();
        NewPort vxlan = new NewPort("vxlan_sys", PortType.VXLAN, NewPort.ANY, 4789, false, List.of());
        PortInfo port = datapath().ports().add(vxlan);
        assertThat(port.type()).isEqualTo(PortType.VXLAN);
        if (bench().transport().capabilities().datapaths()) {
            // Windows does not tell it.
            assertThat(port.destinationPort()).isEqualTo(4789);
        }
        assertErrno(
                () -> datapath().ports().add(new NewPort("vxlan_sys", PortType.VXLAN, -1, 4789, false, List.of())),
                Errno.EEXIST);
        if (!bench().transport().capabilities().datapaths()) {
            assertErrno(
                    () -> datapath().ports().setDestinationPort(port.number(), PortType.VXLAN, 4790),
                    Errno.EOPNOTSUPP);
        }
    }

    @Test
    void spreadsUpcallsOverAsManyChannelsAsItSays() throws Exception {
        openDatapath();
        PortInfo port = addPort(0);
        int most = bench().transport().capabilities().handlersPerPort();
        List<Integer> pids = most == 1 ? List.of(11) : List.of(11, 12);
        datapath().ports().setUpcallPids(port.number(), pids);
        assertThat(datapath().ports().get(port.number()).upcallPids()).isEqualTo(pids);
        if (most == 1) {
            assertErrno(() -> datapath().ports().setUpcallPids(port.number(), List.of(11, 12)), Errno.EINVAL);
        }
    }

    @Test
    void watchesPortsThatComeAndGo() throws Exception {
        needs(Ability.TIME);
        openDatapath();
        try (PortWatch watch = datapath().watchPorts(TimeUnit.MILLISECONDS.toNanos(20))) {
            PortInfo port = addPort(0);
            PortWatch.Change added = watch.next(SECONDS_10);
            assertThat(added).isNotNull();
            assertThat(added.kind()).isEqualTo(PortWatch.Change.Kind.ADDED);
            assertThat(added.port().number()).isEqualTo(port.number());
            datapath().ports().delete(port.number());
            PortWatch.Change removed = watch.next(SECONDS_10);
            assertThat(removed).isNotNull();
            assertThat(removed.kind()).isEqualTo(PortWatch.Change.Kind.REMOVED);
            assertThat(removed.port().name()).isEqualTo(port.name());
            assertThat(watch.next(TimeUnit.MILLISECONDS.toNanos(60))).isNull();
        }
    }

    @Test
    void tellsOfADeviceThatWasTakenAway() throws Exception {
        needs(Ability.REMOVE_DEVICE);
        openDatapath();
        PortInfo port = addPort(0);
        try (PortWatch watch = datapath().watchPorts(TimeUnit.MILLISECONDS.toNanos(20))) {
            bench().removeDevice(port.name());
            PortWatch.Change removed = watch.next(SECONDS_10);
            assertThat(removed).isNotNull();
            assertThat(removed.kind()).isEqualTo(PortWatch.Change.Kind.REMOVED);
            assertErrno(() -> datapath().ports().get(port.number()), Errno.ENODEV);
        }
    }

    @Test
    void putsReadsAndRemovesFlows() throws Exception {
        openDatapath();
        Flows flows = datapath().flows();
        FlowKey key = udpKey(addPort(0).number(), 4000);
        Actions actions = Actions.builder().output(1).build();
        put(Put.CREATE, key, actions);
        assertErrno(() -> put(Put.CREATE, key, actions), Errno.EEXIST);
        FlowRecord flow = new FlowRecord();
        assertThat(flows.get(key, flow)).isTrue();
        assertThat(flow.fitness()).isEqualTo(Fitness.PERFECT);
        assertThat(flow.key()).isEqualTo(key);
        assertThat(flow.packets()).isZero();
        put(Put.MODIFY, key, Actions.DROP);
        List<Actions> dumped = new ArrayList<>();
        flows.dump(false, one -> dumped.add(one.actions()));
        assertThat(dumped).containsExactly(Actions.DROP);
        assertThat(flows.delete(key, null, flow)).isTrue();
        assertThat(flows.delete(key, null, flow)).isFalse();
        assertThat(flows.get(key, flow)).isFalse();
        assertErrno(() -> put(Put.MODIFY, key, actions), Errno.ENOENT);
    }

    @Test
    void flushesFlows() throws Exception {
        openDatapath();
        int port = addPort(0).number();
        for (int i = 0; i < 300; i++) {
            put(Put.CREATE, udpKey(port, 1000 + i), Actions.builder().output(port).build());
        }
        int[] count = new int[1];
        datapath().flows().dump(false, flow -> count[0]++);
        assertThat(count[0]).isEqualTo(300);
        datapath().flows().flush();
        count[0] = 0;
        datapath().flows().dump(false, flow -> count[0]++);
        assertThat(count[0]).isZero();
    }

    @Test
    void putsFlowsWhileTheyAreDumped() throws Exception {
        openDatapath();
        int port = addPort(0).number();
        put(Put.CREATE, udpKey(port, 1), Actions.DROP);
        FlowRecord other = new FlowRecord();
        boolean[] found = new boolean[1];
        datapath().flows().dump(false, flow -> {
            put(Put.CREATE_OR_MODIFY, udpKey(port, 2), Actions.DROP);
            found[0] = datapath().flows().get(udpKey(port, 2), other);
        });
        assertThat(found[0]).isTrue();
    }

    @Test
    void honoursMasksOrRefusesThem() throws Exception {
        openDatapath();
        int port = addPort(0).number();
        FlowKey key = udpKey(port, 4000);
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.RECIRC_ID)
                .matchAll(FlowField.IN_PORT)
                .matchAll(FlowField.ETH_TYPE)
                .matchAll(FlowField.IP_FRAG)
                .matchAll(FlowField.VLAN_TCI)
                .matchAll(FlowField.VLAN_TPID)
                .set(FlowField.IPV4_DST, 0xffffff00L);
        if (bench().transport().capabilities().megaflows()) {
            datapath().flows().put(Put.CREATE, key, mask, Actions.DROP, null, false, false);
            FlowRecord flow = new FlowRecord();
            List<FlowKey> masks = new ArrayList<>();
            datapath().flows().dump(false, one -> masks.add(one.mask().copy()));
            assertThat(masks).containsExactly(mask);
            assertThat(datapath().flows().get(key, flow)).isTrue();
        } else {
            assertErrno(
                    () -> datapath().flows().put(Put.CREATE, key, mask, Actions.DROP, null, false, false),
                    Errno.EINVAL);
        }
    }

    @Test
    void namesFlowsByIdentifierWhereThereAreSuch() throws Exception {
        openDatapath();
        FlowKey key = udpKey(addPort(0).number(), 4000);
        FlowId id = new FlowId(0x0123456789abcdefL, 0xfedcba9876543210L);
        datapath().flows().put(Put.CREATE, key, exact(key), Actions.DROP, id, false, false);
        FlowRecord flow = new FlowRecord();
        assertThat(datapath().flows().get(key, id, flow)).isTrue();
        assertThat(flow.hasFlowId()).isEqualTo(bench().transport().capabilities().flowIds());
        List<Boolean> keys = new ArrayList<>();
        datapath().flows().dump(true, one -> keys.add(one.hasKey()));
        assertThat(keys).containsExactly(!bench().transport().capabilities().flowIds());
        assertThat(datapath().flows().delete(key, id, flow)).isTrue();
    }

    @Test
    void handsPacketsWithoutFlowToUserSpace() throws Exception {
        needs(Ability.TRAFFIC);
        openDatapath();
        try (UpcallReceiver receiver = datapath().upcalls()) {
            PortInfo port = addPort(0, receiver.pid());
            byte[] frame = Frames.udp(4000);
            bench().traffic().inject(port.name(), frame);
            Upcall upcall = receive(receiver, 4000);
            assertThat(upcall.isMiss()).isTrue();
            assertThat(upcall.key().get(FlowField.IN_PORT)).isEqualTo(port.number());
            assertThat(upcall.fitness()).isEqualTo(Fitness.PERFECT);
            assertThat(packet(upcall)).isEqualTo(frame);
            assertThat(upcall.originalLength()).isEqualTo(frame.length);
            // The key that came up goes down again.
            FlowKey key = upcall.key().copy();
            put(Put.CREATE, key, Actions.DROP);
            FlowRecord flow = new FlowRecord();
            assertThat(datapath().flows().get(key, flow)).isTrue();
            assertThat(flow.key()).isEqualTo(key);
        }
    }

    @Test
    void givesUserDataAlong() throws Exception {
        needs(Ability.TRAFFIC);
        openDatapath();
        try (UpcallReceiver receiver = datapath().upcalls()) {
            PortInfo port = addPort(0, 0);
            Action.Upcall action = new Action.Upcall(receiver.pid(), new byte[] {1, 2, 3, 4, 5, 6, 7, 8}, -1, false);
            FlowKey key = metadata(port.number());
            execute(Frames.udp(4001), key, Actions.builder().userspace(action).build());
            Upcall upcall = receive(receiver, 4001);
            assertThat(upcall.isMiss()).isFalse();
            assertThat(upcall.userData()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        }
    }

    @Test
    void forwardsByFlowAndCounts() throws Exception {
        needs(Ability.TRAFFIC);
        openDatapath();
        PortInfo in = addPort(0);
        PortInfo out = addPort(1);
        FlowKey key = udpKey(in.number(), 4002);
        put(Put.CREATE, key, Actions.builder().output(out.number()).build());
        bench().traffic().inject(in.name(), Frames.udp(4002));
        awaitFrame(out.name(), Frames.udp(4002));
        FlowRecord flow = new FlowRecord();
        assertThat(datapath().flows().get(key, flow)).isTrue();
        assertThat(flow.packets()).isEqualTo(1);
        assertThat(flow.bytes()).isEqualTo(Frames.udp(4002).length);
        assertThat(flow.usedMillis()).isPositive();
    }

    @Test
    void executesTagsAndSets() throws Exception {
        needs(Ability.TRAFFIC);
        openDatapath();
        PortInfo in = addPort(0);
        PortInfo out = addPort(1);
        FlowKey key = metadata(in.number());
        execute(
                Frames.udp(4003),
                key,
                Actions.builder().pushVlan(0x8100, 10).output(out.number()).build());
        awaitFrame(out.name(), Frames.tagged(10, 4003));
        execute(
                Frames.tagged(10, 4003),
                key,
                Actions.builder().popVlan().output(out.number()).build());
        awaitFrame(out.name(), Frames.udp(4003));
        byte[] changed = Frames.udp(4003);
        changed[5] = 9;
        FlowKey addresses = new FlowKey().set(FlowField.ETH_DST, 0x020000000009L).set(FlowField.ETH_SRC, 0x020000000001L);
        execute(
                Frames.udp(4003),
                key,
                Actions.builder()
                        .set(KeyGroup.ETHERNET, addresses)
                        .output(out.number())
                        .build());
        awaitFrame(out.name(), changed);
    }

    @Test
    void metersWhatItIsTold() throws Exception {
        needs(Ability.METERS);
        openDatapath();
        Meters meters = datapath().meters();
        Meters.Features features = meters.features();
        assertThat(features.drops()).isTrue();
        assertThat(features.meters()).isPositive();
        if (!bench().transport().capabilities().datapaths()) {
            assertThat(features.bands()).isEqualTo(1);
        }
        meters.set(3, false, List.of(new Meters.Band(10, 20)));
        assertThat(meters.get(3).packets()).isZero();
        meters.delete(3);
        if (bench().transport().capabilities().datapaths()) {
            // No counters of a meter that is not there, or a refusal: kernels differ.
            try {
                assertThat(meters.get(3).packets()).isZero();
            } catch (NetlinkException e) {
                assertThat(e.errno()).isEqualTo(Errno.ENOENT);
            }
        }
    }

    @Test
    void limitsConnectionsInZones() throws Exception {
        needs(Ability.ZONE_LIMITS);
        openDatapath();
        datapath().zoneLimits().set(List.of(new ZoneLimit(7, 5, 0)));
        assertThat(datapath().zoneLimits().get(List.of(7))).containsExactly(new ZoneLimit(7, 5, 0));
        datapath().zoneLimits().delete(List.of(7));
        assertThat(datapath().zoneLimits().get(List.of(7))).containsExactly(new ZoneLimit(7, 0, 0));
    }

    @Test
    void tracksDumpsAndFlushesConnections() throws Exception {
        needs(Ability.CONNTRACK);
        needs(Ability.TRAFFIC);
        openDatapath();
        PortInfo in = addPort(0);
        Action.ConnTrack commit =
                new Action.ConnTrack(true, false, 9, 5, -1, 0, 0, 0, 0, 0, null, null, null);
        execute(
                Frames.udp(4004),
                metadata(in.number()),
                Actions.builder().connTrack(commit).build());
        try (Conntrack conntrack = new Conntrack(bench().transport())) {
            List<Connection> connections = new ArrayList<>();
            conntrack.dump(9, connections::add);
            assertThat(connections).hasSize(1);
            Connection connection = connections.get(0);
            assertThat(connection.zone()).isEqualTo(9);
            assertThat(connection.mark()).isEqualTo(5);
            assertThat(connection.original().sourcePort()).isEqualTo(4004);
            assertThat(connection.original().sourceLow()).isEqualTo(0x0a000001L);
            assertThat(connection.reply().sourcePort()).isEqualTo(80);
            conntrack.flush(9, connection.original());
            if (bench().transport().capabilities().datapaths()) {
                assertErrno(() -> conntrack.flush(9, connection.original()), Errno.ENOENT);
            } else {
                // The Windows driver is content when there was nothing to flush.
                conntrack.flush(9, connection.original());
            }
            conntrack.flush(9);
            connections.clear();
            conntrack.dump(9, connections::add);
            assertThat(connections).isEmpty();
        }
    }

    @Test
    void tellsTheStateOfConnectionsAfterRecirculation() throws Exception {
        needs(Ability.CONNTRACK);
        needs(Ability.TRAFFIC);
        openDatapath();
        try (UpcallReceiver receiver = datapath().upcalls();
                Conntrack conntrack = new Conntrack(bench().transport())) {
            PortInfo one = addPort(0, receiver.pid());
            PortInfo other = addPort(1, receiver.pid());
            Action.ConnTrack look = new Action.ConnTrack(false, false, 8, 0, 0, 0, 0, 0, 0, 0, null, null, null);
            Action.ConnTrack commit = new Action.ConnTrack(true, false, 8, 6, -1, 0, 0, 0, 0, 0, null, null, null);
            Actions track = Actions.builder().connTrack(look).recirc(1).build();
            put(Put.CREATE, udpKey(one.number(), 4005), track);
            put(Put.CREATE, udpReplyKey(other.number(), 4005), track);
            bench().traffic().inject(one.name(), Frames.udp(4005));
            Upcall upcall = receive(receiver, 4005);
            assertThat(upcall.isMiss()).isTrue();
            assertThat(upcall.key().get(FlowField.RECIRC_ID)).isEqualTo(1);
            assertThat(upcall.key().get(FlowField.CT_STATE)).isEqualTo(TRACKED | NEW);
            assertThat(upcall.key().get(FlowField.CT_ZONE)).isEqualTo(8);
            FlowKey seen = upcall.key().copy();
            execute(
                    Frames.udp(4005),
                    seen,
                    Actions.builder().connTrack(commit).output(other.number()).build());
            awaitFrame(other.name(), Frames.udp(4005));
            bench().traffic().inject(other.name(), Frames.udpReply(4005));
            upcall = receive(receiver, 80);
            assertThat(upcall.key().get(FlowField.CT_STATE)).isEqualTo(TRACKED | ESTABLISHED | REPLY);
            assertThat(upcall.key().get(FlowField.CT_MARK)).isEqualTo(6);
            assertThat(upcall.key().get(FlowField.CT_IPV4_SRC)).isEqualTo(0x0a000001L);
            assertThat(upcall.key().get(FlowField.CT_TP_SRC)).isEqualTo(4005);
            // What a flow says of the state, it matches.
            put(Put.CREATE, upcall.key().copy(), Actions.builder().output(one.number()).build());
            bench().traffic().inject(other.name(), Frames.udpReply(4005));
            awaitFrame(one.name(), Frames.udpReply(4005));
            conntrack.flush(8);
        }
    }

    final void put(Put put, FlowKey key, Actions actions) throws NetlinkException {
        datapath().flows().put(put, key, exact(key), actions, null, false, false);
    }

    static FlowKey exact(FlowKey key) {
        FlowKey mask = new FlowKey();
        ExactMask.of(key, mask);
        return mask;
    }

    private void execute(byte[] frame, FlowKey metadata, Actions actions) throws NetlinkException {
        datapath().packets().execute(ByteBuffer.wrap(frame), metadata, actions, 0, 0, false);
    }

    private static FlowKey metadata(int port) {
        return new FlowKey().set(FlowField.IN_PORT, port);
    }

    /** Return the key of {@link Frames#udp}. */
    static FlowKey udpKey(int port, int sourcePort) {
        return new FlowKey()
                .set(FlowField.IN_PORT, port)
                .set(FlowField.ETH_SRC, 0x020000000001L)
                .set(FlowField.ETH_DST, 0x020000000002L)
                .set(FlowField.ETH_TYPE, 0x0800)
                .set(FlowField.IPV4_SRC, 0x0a000001L)
                .set(FlowField.IPV4_DST, 0x0a000002L)
                .set(FlowField.IP_PROTO, 17)
                .set(FlowField.IP_TTL, 64)
                .set(FlowField.TP_SRC, sourcePort)
                .set(FlowField.TP_DST, 80);
    }

    /** Return the key of {@link Frames#udpReply}. */
    private static FlowKey udpReplyKey(int port, int destinationPort) {
        return udpKey(port, 80)
                .set(FlowField.ETH_SRC, 0x020000000002L)
                .set(FlowField.ETH_DST, 0x020000000001L)
                .set(FlowField.IPV4_SRC, 0x0a000002L)
                .set(FlowField.IPV4_DST, 0x0a000001L)
                .set(FlowField.TP_DST, destinationPort);
    }

    /** Receive the upcall of a test's own packet; hosts send others. */
    private static Upcall receive(UpcallReceiver receiver, int sourcePort) throws NetlinkException {
        Upcall upcall = new Upcall();
        do {
            assertThat(receiver.receive(upcall, SECONDS_10)).as("an upcall").isTrue();
        } while (upcall.key().get(FlowField.TP_SRC) != sourcePort);
        return upcall;
    }

    private static byte[] packet(Upcall upcall) {
        byte[] bytes = new byte[upcall.packetLength()];
        upcall.buffer().get(upcall.packetOffset(), bytes);
        return bytes;
    }

    private void awaitFrame(String device, byte[] frame) {
        await().atMost(Duration.ofSeconds(10)).until(() -> bench().traffic().collect(device).stream()
                .anyMatch(one -> java.util.Arrays.equals(one, frame)));
    }
}
