/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the driver tells by itself: frames without a flow, ports that go, connections that end. */
class UpcallsWineTest extends WineTestBase {
    private static final int ROUNDS = Boolean.getBoolean("ops.wine.full") ? 2000 : 100;

    private NetlinkChannel requests;
    private NetlinkChannel upcalls;

    UpcallsWineTest(WineLab lab) {
        super(lab);
    }

    @BeforeEach
    void openBoth() throws NetlinkException {
        requests = open();
        upcalls = open();
    }

    @Test
    void sendsFramesWithoutAFlowUpAndThoseWithOneOn() throws NetlinkException {
        upcalls.subscribePackets();
        bind(requests, "vm1", 1, upcalls.pid());
        bind(requests, "vm2", 2, upcalls.pid());
        lab.inject(1, frame(5, 60));
        assertThat(upcalls.receive(reply, -1)).isTrue();
        assertThat(command(reply)).isEqualTo(1);
        Map<Integer, byte[]> upcall = Raw.attributes(reply, 24);
        assertThat(upcall.get(1)).isEqualTo(frame(5, 60));
        assertThat(Raw.u32(Raw.attributes(upcall.get(2)).get(3))).isEqualTo(1);

        putFlow(requests, upcall.get(2), Raw.u32(1, 2));
        lab.inject(1, frame(5, 61));
        assertThat(lab.takeOutput(2)).isEqualTo(frame(5, 61));
        assertThat(lab.takeOutput(2)).isEmpty();
        assertThat(upcalls.receive(reply, 0)).isFalse();
        // Another source is another flow: there are no masks.
        lab.inject(1, frame(6, 60));
        assertThat(upcalls.receive(reply, -1)).isTrue();
    }

    @Test
    void executesActionsAndSendsUpWhatAFlowSays() throws NetlinkException {
        upcalls.subscribePackets();
        bind(requests, "vm1", 1, 0);
        bind(requests, "vm2", 2, 0);
        byte[] cookie = {1, 2, 3, 4, 5};
        putFlow(requests, key(1, 5), Raw.nest(2, Raw.u32(1, upcalls.pid()), Raw.attribute(2, cookie)));
        lab.inject(1, frame(5, 100));
        assertThat(upcalls.receive(reply, -1)).isTrue();
        assertThat(command(reply)).isEqualTo(2);
        assertThat(Raw.attributes(reply, 24).get(4)).isEqualTo(cookie);

        ByteBuffer execute = Raw.request(
                PACKET,
                3,
                1,
                Raw.attribute(1, frame(9, 64)),
                Raw.nest(2, key(1, 9)),
                Raw.nest(3, Raw.u32(1, 2), Raw.u32(1, 1)));
        assertThat(requests.transact(execute, reply)).isTrue();
        assertThat(lab.takeOutput(1)).isEqualTo(frame(9, 64));
        assertThat(lab.takeOutput(2)).isEqualTo(frame(9, 64));
    }

    @Test
    void losesNoUpcallHoweverWaitingAndComingInterleave() throws Exception {
        upcalls.subscribePackets();
        bind(requests, "vm1", 1, upcalls.pid());
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                lab.inject(1, frame(i, 60 + i % 100));
            }
        });
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(upcalls.receive(reply, TimeUnit.SECONDS.toNanos(20))).isTrue();
            assertThat(Raw.attributes(reply, 24).get(1)).hasSize(60 + i % 100);
        }
        sender.get(10, TimeUnit.SECONDS);
        assertThat(upcalls.receive(reply, 0)).isFalse();
    }

    @Test
    void tellsOfPortsThatGoButNotOfThoseThatCome() throws NetlinkException {
        upcalls.subscribe(MulticastGroup.VPORT);
        for (int i = 1; i <= 3; i++) {
            bind(requests, "vm" + i, i, 0);
        }
        assertThat(upcalls.receive(reply, TimeUnit.MILLISECONDS.toNanos(50))).isFalse();
        lab.removeNic(2);
        lab.removeNic(3);
        for (int i = 2; i <= 3; i++) {
            assertThat(upcalls.receive(reply, -1)).isTrue();
            assertThat(command(reply)).isEqualTo(DEL);
            assertThat(Raw.string(Raw.attributes(reply, 24).get(3))).isEqualTo("vm" + i);
        }
        assertThat(upcalls.receive(reply, 0)).isFalse();
        lab.removeNic(1);
        assertThat(upcalls.receive(reply, -1)).isTrue();
    }

    @Test
    void readsEventsThatCameBeforeTheFirstLook() throws NetlinkException {
        upcalls.subscribe(MulticastGroup.VPORT);
        bind(requests, "vm1", 1, 0);
        lab.removeNic(1);
        assertThat(upcalls.receive(reply, -1)).isTrue();
    }

    @Test
    void tellsOfConnectionsThatBeginAndEnd() throws NetlinkException {
        NetlinkChannel events = transport.open(Protocol.NETFILTER);
        events.subscribe(MulticastGroup.CONNTRACK_NEW);
        events.subscribe(MulticastGroup.CONNTRACK_DESTROY);
        track(requests, 7, 1000);
        assertThat(events.receive(reply, -1)).isTrue();
        assertThat(NetlinkHeader.type(reply, 0)).isEqualTo(0x100);
        NetlinkChannel deleter = transport.open(Protocol.NETFILTER);
        ByteBuffer delete = Raw.buffer(20);
        delete.putInt(20).putShort((short) 0x102).putShort((short) 0);
        assertThat(deleter.transact(delete.clear(), reply)).isTrue();
        assertThat(events.receive(reply, -1)).isTrue();
        assertThat(NetlinkHeader.type(reply, 0)).isEqualTo(0x102);
        assertThat(Raw.attributes(reply, 20).get(18)).containsExactly(0, 7);
    }

    @Test
    void wakesAndTimesOutWhileTheDriverKeepsTheRequest() throws Exception {
        upcalls.subscribePackets();
        bind(requests, "vm1", 1, upcalls.pid());
        long start = System.nanoTime();
        assertThat(upcalls.receive(reply, TimeUnit.MILLISECONDS.toNanos(60))).isFalse();
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(60));
        for (int i = 0; i < 20; i++) {
            CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(upcalls));
            Thread.sleep(i % 4);
            upcalls.wake();
            assertThat(received.get(10, TimeUnit.SECONDS)).isFalse();
        }
        lab.inject(1, frame(5, 60));
        assertThat(upcalls.receive(reply, -1)).isTrue();
    }

    @Test
    void closingWithAKeptRequestEndsTheReceiverAndFreesTheHandle() throws Exception {
        upcalls.subscribe(MulticastGroup.VPORT);
        CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(upcalls));
        Thread.sleep(50);
        upcalls.close();
        assertThatThrownBy(() -> received.get(10, TimeUnit.SECONDS)).hasMessageContaining("was closed");
        // And with nobody waiting for it.
        NetlinkChannel other = open();
        other.subscribePackets();
        assertThat(other.receive(reply, 0)).isFalse();
        other.close();
    }

    @Test
    void saysThatAnUpcallWasCut() throws NetlinkException {
        upcalls.subscribePackets();
        bind(requests, "vm1", 1, upcalls.pid());
        lab.inject(1, frame(5, 1500));
        assertError(() -> upcalls.receive(Raw.buffer(512), -1), Errno.EMSGSIZE, "was cut");
        lab.inject(1, frame(5, 60));
        assertThat(upcalls.receive(Raw.buffer(512), -1)).isTrue();
    }

    private static boolean receive(NetlinkChannel channel) {
        try {
            return channel.receive(Raw.buffer(4096), -1);
        } catch (NetlinkException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }
}
