/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.client.Flows.Put;
import io.opsswitch.datapath.netlink.client.Meters;
import io.opsswitch.datapath.netlink.client.PortWatch;
import io.opsswitch.datapath.netlink.client.UpcallReceiver;
import io.opsswitch.datapath.netlink.client.ZoneLimits.ZoneLimit;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.testing.Frames;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the kernel in memory does to frames, and what only it can be made to do. */
class FakeBehaviourTest extends FakeTestBase {
    @Test
    void setsAddressesAndMendsChecksums() throws Exception {
        FlowKey value = new FlowKey().set(FlowField.IPV4_SRC, 0x0a000002L).set(FlowField.IPV4_DST, 0x0a000001L);
        FlowKey mask = new FlowKey().matchAll(FlowField.IPV4_SRC).matchAll(FlowField.IPV4_DST);
        execute(
                Frames.udp(0x1234),
                Actions.builder()
                        .setMasked(KeyGroup.IPV4, value, mask)
                        .output(2)
                        .build());
        String swapped = hex(Frames.udp(0x1234)).replace("0a0000010a000002", "0a0000020a000001");
        assertThat(sent(2)).containsExactly(swapped);
    }

    @Test
    void cutsTheNextOutputOnly() throws Exception {
        execute(Frames.udp(1), Actions.builder().trunc(20).output(2).output(3).build());
        assertThat(sent(2)).containsExactly(hex(Frames.udp(1)).substring(0, 40));
        assertThat(sent(3)).containsExactly(hex(Frames.udp(1)));
    }

    @Test
    void worksOnACopyInsideOfAClone() throws Exception {
        execute(
                Frames.udp(1),
                Actions.builder()
                        .copy(copy -> copy.pushVlan(0x8100, 7).output(2))
                        .output(3)
                        .build());
        assertThat(sent(2)).containsExactly(hex(Frames.tagged(7, 1)));
        assertThat(sent(3)).containsExactly(hex(Frames.udp(1)));
    }

    @Test
    void choosesByLengthAndByTimeToLive() throws Exception {
        Actions byLength = Actions.builder()
                .checkLength(100, longer -> longer.output(2), notLonger -> notLonger.output(3))
                .build();
        execute(Frames.udp(1), byLength);
        assertThat(sent(2)).isEmpty();
        assertThat(sent(3)).hasSize(1);
        Actions lower = Actions.builder()
                .decTtl(exhausted -> exhausted.output(2))
                .output(3)
                .build();
        execute(Frames.udp(1), lower);
        assertThat(sent(3).get(0)).contains("3f1167cd");
        byte[] old = Frames.udp(1);
        old[22] = 1;
        execute(old, lower);
        assertThat(sent(2)).hasSize(1);
        assertThat(sent(3)).isEmpty();
    }

    @Test
    void takesEthernetHeadersOffAndOn() throws Exception {
        execute(
                Frames.udp(1),
                Actions.builder()
                        .popEthernet()
                        .pushMpls(0x00001140, 0x8847)
                        .pushEthernet(0x0a0000000001L, 0x0a0000000002L)
                        .output(2)
                        .popMpls(0x0800)
                        .output(3)
                        .build());
        String rest = hex(Frames.udp(1)).substring(28);
        assertThat(sent(2)).containsExactly("0a0000000001" + "0a0000000002" + "8847" + "00001140" + rest);
        assertThat(sent(3)).containsExactly("0a0000000001" + "0a0000000002" + "0800" + rest);
    }

    @Test
    void tracksConnectionsThroughRecirculation() throws Exception {
        Action.ConnTrack look = new Action.ConnTrack(false, false, 3, 0, 0, 0, 0, 0, 0, 0, null, null, null);
        Action.ConnTrack commit = new Action.ConnTrack(true, false, 3, 0, 0, 0, 0, 0, 0, 0, null, null, null);
        flow(0, 0, Actions.builder().connTrack(look).recirc(1).build());
        flow(1, 0x21, Actions.builder().connTrack(commit).output(2).build());
        flow(1, 0x22, Actions.builder().output(3).build());
        flow(1, 0x2a, Actions.builder().output(1).build());
        fake.inject("eth1", Frames.udp(9));
        assertThat(sent(2)).hasSize(1);
        fake.inject("eth2", Frames.udpReply(9));
        assertThat(sent(1)).hasSize(1);
        fake.inject("eth1", Frames.udp(9));
        assertThat(sent(3)).hasSize(1);
        assertThat(datapath.zoneLimits().get(List.of(3))).containsExactly(new ZoneLimit(3, 0, 1));
        datapath.zoneLimits().set(List.of(new ZoneLimit(3, 1, 0)));
        fake.inject("eth1", Frames.udp(10));
        assertThat(sent(2)).isEmpty();
    }

    private void flow(int recirculation, int state, Actions actions) throws NetlinkException {
        FlowKey key = new FlowKey()
                .set(FlowField.RECIRC_ID, recirculation)
                .set(FlowField.CT_STATE, state)
                .set(FlowField.ETH_TYPE, 0x0800);
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.RECIRC_ID)
                .set(FlowField.CT_STATE, 0xff)
                .matchAll(FlowField.ETH_TYPE);
        datapath.flows().put(Put.CREATE, key, mask, actions, null, false, false);
    }

    @Test
    void dropsWhatExceedsAMeter() throws Exception {
        datapath.meters().set(1, false, List.of(new Meters.Band(2, 2)));
        Actions metered = Actions.builder().meter(1).output(2).build();
        for (int i = 0; i < 5; i++) {
            execute(Frames.udp(1), metered);
        }
        assertThat(sent(2)).hasSize(2);
        fake.advanceMillis(500);
        execute(Frames.udp(1), metered);
        assertThat(sent(2)).hasSize(1);
        Meters.Counters counters = datapath.meters().get(1);
        assertThat(counters.packets()).isEqualTo(6);
        assertThat(counters.bands().get(0).packets()).isEqualTo(3);
    }

    @Test
    void saysThatMessagesWereLost() throws Exception {
        fake.setQueueLimit(2);
        try (UpcallReceiver receiver = datapath.upcalls()) {
            datapath.ports().setUpcallPids(1, List.of(receiver.pid()));
            for (int i = 0; i < 3; i++) {
                fake.inject("eth1", Frames.udp(i));
            }
            Upcall upcall = new Upcall();
            assertThatThrownBy(() -> receiver.receive(upcall, 0))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOBUFS));
            assertThat(receiver.receive(upcall, 0)).isTrue();
            assertThat(receiver.receive(upcall, 0)).isTrue();
            assertThat(receiver.receive(upcall, 0)).isFalse();
            assertThat(datapath.info().lost()).isEqualTo(1);
        }
    }

    @Test
    void watchesPortsAlsoWhenEventsWereLost() throws Exception {
        try (PortWatch watch = datapath.watchPorts(TimeUnit.HOURS.toNanos(1))) {
            fake.setQueueLimit(1);
            datapath.ports().delete(1);
            datapath.ports().delete(2);
            datapath.ports().delete(3);
            for (int i = 0; i < 3; i++) {
                PortWatch.Change change = watch.next(TimeUnit.SECONDS.toNanos(5));
                assertThat(change).isNotNull();
                assertThat(change.kind()).isEqualTo(PortWatch.Change.Kind.REMOVED);
            }
            assertThat(watch.next(0)).isNull();
        }
    }

    @Test
    void refusesWhatItCannotDo() {
        Action.Nat nat = new Action.Nat(Action.Nat.Direction.SOURCE, true, 0, 1, 0, 1, 0, 0, false, false, false);
        Action.ConnTrack ct = new Action.ConnTrack(true, false, 0, 0, 0, 0, 0, 0, 0, 0, null, null, nat);
        assertThatThrownBy(() ->
                        execute(Frames.udp(1), Actions.builder().connTrack(ct).build()))
                .hasMessageContaining("translates no IPv6 addresses");
        assertThatThrownBy(() -> execute(
                        Frames.udp(1),
                        Actions.builder().set(KeyGroup.ETHERTYPE, new FlowKey()).build()))
                .hasMessageContaining("cannot be set");
    }

    @Test
    void givesNoMoreHandlesThanWindowsDriver() throws Exception {
        try (FakeTransport windows = FakeTransport.windows()) {
            for (int i = 0; i < 512; i++) {
                windows.open(Protocol.GENERIC);
            }
            assertThatThrownBy(() -> windows.open(Protocol.GENERIC)).hasMessageContaining("512 handles");
            assertThat(windows.openChannels()).isEqualTo(512);
        }
    }
}
