/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Talks to the family of families, which each Linux kernel has. */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LinuxTransportTest {
    private static final int NLCTRL = 0x10;

    private LinuxTransport transport;
    private final ByteBuffer reply = buffer(16384);

    @BeforeEach
    void open() throws NetlinkException {
        transport = new LinuxTransport();
    }

    @AfterEach
    void close() {
        transport.close();
    }

    @Test
    void readsWhatTheKernelTellsOfAFamily() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            FamilyInfo info = FamilyInfo.query(channel, "nlctrl");
            assertThat(info.number()).isEqualTo(NLCTRL);
            assertThat(info.name()).isEqualTo("nlctrl");
            assertThat(info.group("notify")).isPositive();
        }
        assertThat(transport.openChannels()).isZero();
    }

    @Test
    void stampsAndMatchesRequests() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            ByteBuffer request = FamilyInfo.request("nlctrl");
            assertThat(channel.transact(request, reply)).isTrue();
            int first = NetlinkHeader.sequence(reply, 0);
            assertThat(first).isEqualTo(NetlinkHeader.sequence(request, 0)).isNotZero();
            assertThat(reply.getInt(NetlinkHeader.PID)).isEqualTo(channel.pid()).isNotZero();
            assertThat(channel.transact(request, reply)).isTrue();
            assertThat(NetlinkHeader.sequence(reply, 0)).isEqualTo(first + 1);
        }
    }

    @Test
    void sendsSeveralRequestsAtOnceAndTellsOfThoseThatWereRefused() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            ByteBuffer requests = buffer(4096);
            for (String name : List.of("nlctrl", "no such", "nlctrl", "nor this", "nlctrl")) {
                requests.put(FamilyInfo.request(name));
            }
            requests.flip();
            for (int round = 0; round < 2; round++) {
                List<Integer> refused = new ArrayList<>();
                channel.transactAll(requests, reply, (place, why) -> {
                    assertThat(why.errno()).isEqualTo(Errno.ENOENT);
                    refused.add(place);
                });
                assertThat(refused).containsExactly(1, 3);
                assertThat(requests.position()).isZero();
            }
            // Nothing is left that the next answer could be mistaken for.
            assertThat(FamilyInfo.query(channel, "nlctrl").number()).isEqualTo(NLCTRL);
            requests.limit(0);
            channel.transactAll(requests, reply, (place, why) -> refusedNothing());
        }
    }

    @Test
    void tellsOfTheLastOfSeveralRequestsToo() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            ByteBuffer requests = buffer(4096);
            requests.put(FamilyInfo.request("nlctrl"))
                    .put(FamilyInfo.request("no such"))
                    .flip();
            List<Integer> refused = new ArrayList<>();
            channel.transactAll(requests, reply, (place, why) -> refused.add(place));
            assertThat(refused).containsExactly(1);
        }
    }

    private static void refusedNothing() {
        throw new AssertionError("nothing was asked for");
    }

    @Test
    void saysWhichModuleToLoadWhenTheKernelHasNoDatapaths() throws NetlinkException {
        if (Files.exists(Path.of("/sys/module/openvswitch"))) {
            assertThat(transport.family(Family.DATAPATH)).isGreaterThan(NLCTRL);
            return;
        }
        assertThatThrownBy(() -> transport.family(Family.DATAPATH))
                .isInstanceOfSatisfying(
                        NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                .hasMessage("the kernel has no netlink family ovs_datapath: its module openvswitch is not loaded;"
                        + " load it (modprobe openvswitch)");
        assertThat(transport.capabilities().perCpuUpcalls()).isFalse();
        assertThat(transport.openChannels()).isZero();
    }

    @Test
    void dumpsEachFamilyOnce() throws NetlinkException {
        List<FamilyInfo> families = new ArrayList<>();
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            channel.dump(dumpRequest(), buffer(65536), message -> families.add(FamilyInfo.parse(copy(message))));
            // The socket is ready for the next one.
            assertThat(channel.transact(FamilyInfo.request("nlctrl"), reply)).isTrue();
        }
        assertThat(families).extracting(FamilyInfo::name).contains("nlctrl").doesNotHaveDuplicates();
        assertThat(families)
                .anySatisfy(family -> assertThat(family.largestAttribute()).isPositive());
    }

    @Test
    void stopsHandingOutADumpWhenItsTakerFailsAndStaysUsable() throws NetlinkException {
        List<Integer> taken = new ArrayList<>();
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            assertThatThrownBy(() -> channel.dump(dumpRequest(), buffer(65536), message -> {
                        taken.add(1);
                        throw new IllegalStateException("enough");
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("enough");
            assertThat(taken).hasSize(1);
            assertThat(channel.transact(FamilyInfo.request("nlctrl"), reply)).isTrue();
        }
    }

    @Test
    void tellsThatAnAnswerDoesNotFitAndStaysUsable() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            assertThatThrownBy(() -> channel.transact(FamilyInfo.request("nlctrl"), buffer(40)))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE))
                    .hasMessageMatching("the answer of \\d+ bytes does not fit the buffer, which has 40");
            assertThatThrownBy(() -> channel.dump(dumpRequest(), buffer(256), message -> {}))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EMSGSIZE));
            assertThat(channel.transact(FamilyInfo.request("nlctrl"), reply)).isTrue();
        }
    }

    @Test
    void repeatsTheKernelsExplanation() throws NetlinkException {
        ByteBuffer request = FamilyInfo.request("0123456789abcde");
        request.putShort(NetlinkHeader.GENERIC_BYTES, (short) 19); // the name without its zero byte
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            assertThatThrownBy(() -> channel.transact(request, reply))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EINVAL))
                    .hasMessageStartingWith("the kernel refused the request (Invalid argument, error 22): ");
        }
    }

    @Test
    void refusesTheWrongUseOfAChannel() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC);
                NetlinkChannel upcalls = transport.open(Protocol.GENERIC)) {
            assertThatThrownBy(() -> channel.receive(reply, 0)).hasMessageContaining("has subscribed to nothing");
            assertThatThrownBy(() -> channel.subscribe(MulticastGroup.CONNTRACK_NEW))
                    .hasMessageContaining("wants a channel of protocol NETFILTER");
            upcalls.subscribePackets();
            assertThatThrownBy(() -> upcalls.transact(FamilyInfo.request("nlctrl"), reply))
                    .hasMessageContaining("open another one for requests");
            assertThatThrownBy(() -> channel.transact(ByteBuffer.allocate(20), reply))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> channel.transact(buffer(20).limit(8), reply))
                    .isInstanceOf(NetlinkException.class);
        }
    }

    @Test
    void waitsNoLongerThanAsked() throws NetlinkException {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            channel.subscribePackets();
            assertThat(channel.receive(reply, 0)).isFalse();
            long start = System.nanoTime();
            assertThat(channel.receive(reply, TimeUnit.MILLISECONDS.toNanos(50)))
                    .isFalse();
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(TimeUnit.MILLISECONDS.toNanos(50));
            assertThat(reply.remaining()).isZero();
        }
    }

    @Test
    void wakesTheReceiverNowOrTheNextTime() throws Exception {
        try (NetlinkChannel channel = transport.open(Protocol.GENERIC)) {
            channel.subscribePackets();
            channel.wake();
            assertThat(channel.receive(reply, -1)).isFalse();
            CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(channel));
            Thread.sleep(20);
            channel.wake();
            assertThat(received.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void closingEndsTheReceiverWithAnErrorAndFreesItsDescriptors() throws Exception {
        long before = descriptors();
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribePackets();
        CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(channel));
        Thread.sleep(20);
        channel.close();
        channel.close();
        channel.wake();
        assertThatThrownBy(() -> received.get(10, TimeUnit.SECONDS)).hasMessageContaining("was closed");
        assertThatThrownBy(() -> channel.receive(reply, 0)).hasMessageContaining("was closed");
        assertThat(transport.openChannels()).isZero();
        await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(before));
    }

    @Test
    void aThousandChannelsLeaveNoDescriptor() throws Exception {
        long before = descriptors();
        for (int i = 0; i < 1000; i++) {
            transport.open(Protocol.GENERIC).close();
        }
        transport.open(Protocol.NETFILTER);
        assertThat(transport.openChannels()).isEqualTo(1);
        transport.close();
        assertThat(transport.openChannels()).isZero();
        assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
    }

    @Test
    void dumpsConnectionsOrSaysThatTheKernelTracksNone() throws NetlinkException {
        ByteBuffer request = buffer(NetlinkHeader.GENERIC_BYTES);
        request.putInt(NetlinkHeader.LENGTH, NetlinkHeader.GENERIC_BYTES);
        request.putShort(NetlinkHeader.TYPE, (short) 0x101);
        request.put(NetlinkHeader.COMMAND, (byte) 2); // AF_INET
        try (NetlinkChannel channel = transport.open(Protocol.NETFILTER)) {
            channel.dump(
                    request,
                    buffer(65536),
                    message -> assertThat(NetlinkHeader.type(message, message.position()))
                            .isEqualTo(0x100)); // a new connection
        } catch (NetlinkException e) {
            assertThat(e.errno()).isIn(Errno.EINVAL, Errno.EPERM, Errno.EOPNOTSUPP);
            assertThat(e).hasMessageStartingWith("the kernel refused the request (");
        }
    }

    private static boolean receive(NetlinkChannel channel) {
        try {
            return channel.receive(buffer(4096), -1);
        } catch (NetlinkException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    private static ByteBuffer dumpRequest() {
        ByteBuffer request = FamilyInfo.request("nlctrl");
        request.putInt(NetlinkHeader.LENGTH, NetlinkHeader.GENERIC_BYTES);
        return request.limit(NetlinkHeader.GENERIC_BYTES);
    }

    private static ByteBuffer copy(ByteBuffer message) {
        ByteBuffer copy = buffer(message.remaining());
        return copy.put(message).flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static long descriptors() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }
}
