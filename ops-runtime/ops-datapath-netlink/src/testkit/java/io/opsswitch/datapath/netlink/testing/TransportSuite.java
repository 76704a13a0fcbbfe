/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortTable;
import io.opsswitch.datapath.netlink.message.Tables;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * How every transport behaves, whichever kernel is behind it: channels, requests, dumps, subscriptions. Whoever has a
 * transport extends this class, and {@link DatapathSuite} for what the datapath behind it does.
 */
@Timeout(60)
public abstract class TransportSuite extends SuiteBase {
    private static final int PID = 12;

    @Test
    void givesChannelsNumbersThatDiffer() throws Exception {
        DatapathTransport transport = bench().transport();
        try (NetlinkChannel one = transport.open(Protocol.GENERIC);
                NetlinkChannel two = transport.open(Protocol.GENERIC)) {
            assertThat(one.pid()).isNotZero().isNotEqualTo(two.pid());
        }
    }

    @Test
    void countsChannelsUntilTheyAreClosed() throws Exception {
        DatapathTransport transport = bench().transport();
        int before = transport.openChannels();
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        NetlinkChannel netfilter = transport.open(Protocol.NETFILTER);
        assertThat(transport.openChannels()).isEqualTo(before + 2);
        channel.close();
        channel.close();
        assertThat(transport.openChannels()).isEqualTo(before + 1);
        netfilter.close();
        assertThat(transport.openChannels()).isEqualTo(before);
    }

    @Test
    void closesWhatIsOpenWhenItIsClosed() throws Exception {
        DatapathTransport transport = bench().transport();
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        transport.close();
        assertThat(transport.openChannels()).isZero();
        assertErrno(() -> channel.subscribePackets(), Errno.ECANCELED);
    }

    @Test
    void numbersFamiliesInTheSameWayEachTime() throws Exception {
        DatapathTransport transport = bench().transport();
        Set<Integer> numbers = new HashSet<>();
        for (Family family : List.of(Family.DATAPATH, Family.VPORT, Family.FLOW, Family.PACKET)) {
            int number = transport.family(family);
            assertThat(number).isGreaterThanOrEqualTo(0x10).isEqualTo(transport.family(family));
            numbers.add(number);
            if (!transport.capabilities().datapaths()) {
                assertThat(number).isEqualTo(family.windowsNumber());
            }
        }
        assertThat(numbers).hasSize(4);
    }

    @Test
    void hasOneHandlerForEachPortWhereThereIsOneDatapath() throws Exception {
        Capabilities capabilities = bench().transport().capabilities();
        if (capabilities.datapaths()) {
            assertThat(capabilities.megaflows()).isTrue();
            assertThat(capabilities.flowIds()).isTrue();
        } else {
            assertThat(capabilities.handlersPerPort()).isEqualTo(1);
            assertThat(capabilities.megaflows()).isFalse();
            assertThat(capabilities.flowIds()).isFalse();
            assertThat(capabilities.announcesNewPorts()).isFalse();
        }
    }

    @Test
    void stampsItsNumberOnRequestsAndAnswersWithTheirSequence() throws Exception {
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            ByteBuffer request = getPort(0x7ff0);
            assertErrno(() -> channel.transact(request, direct(65536)), Errno.ENODEV);
            assertThat(request.getInt(PID)).isEqualTo(channel.pid());
        }
    }

    @Test
    void canBeAskedAgainAfterARefusal() throws Exception {
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            assertErrno(() -> channel.transact(getPort(4711), direct(65536)), Errno.ENODEV);
            assertErrno(() -> channel.transact(getPort(4712), direct(65536)), Errno.ENODEV);
            List<ByteBuffer> dump = new ArrayList<>();
            channel.dump(dumpPorts(), direct(65536), message -> dump.add(message.duplicate()));
            assertThat(dump).hasSameSizeAs(datapath().ports().list());
        }
    }

    @Test
    void refusesDatapathsThatAreThereOrAreNot() throws Exception {
        DatapathTransport transport = bench().transport();
        try (KernelDatapaths datapaths = new KernelDatapaths(transport)) {
            assertErrno(() -> datapaths.get("nosuch0"), Errno.ENODEV);
            if (transport.capabilities().datapaths()) {
                String name = openDatapath();
                assertErrno(() -> datapaths.create(name, 0), Errno.EEXIST);
            } else {
                assertThat(datapaths.list()).hasSize(1);
                assertThat(datapaths.list().get(0).number()).isZero();
                assertErrno(() -> datapaths.create("another", 0), Errno.EOPNOTSUPP);
                assertErrno(this::makeTheDatapathByMessage, Errno.EEXIST);
            }
        }
    }

    private void makeTheDatapathByMessage() throws NetlinkException {
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            MessageWriter writer = begin(direct(4096), Family.DATAPATH, NetlinkHeader.ACK, DatapathTable.CMD_NEW);
            writer.putString(DatapathTable.NAME, "ovs-system");
            writer.put(DatapathTable.UPCALL_PID, 0);
            channel.transact(writer.end(), direct(65536));
        }
    }

    @Test
    void saysThatAnAnswerDoesNotFitAndStaysUsable() throws Exception {
        openDatapath();
        String name = datapath().name();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            assertErrno(() -> channel.transact(getDatapath(name), direct(36)), Errno.EMSGSIZE);
            ByteBuffer reply = direct(65536);
            assertThat(channel.transact(getDatapath(name), reply)).isTrue();
            assertThat(reply.remaining()).isGreaterThan(36);
        }
    }

    @Test
    void dumpsNothingWhereThereIsNothing() throws Exception {
        openDatapath();
        List<Object> flows = new ArrayList<>();
        datapath().flows().dump(false, flow -> flows.add(flow));
        assertThat(flows).isEmpty();
        datapath().flows().dump(false, flow -> flows.add(flow));
        assertThat(flows).isEmpty();
    }

    @Test
    void dumpsAgainAfterASinkHasThrown() throws Exception {
        openDatapath();
        addPort(0);
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            assertThatThrownBy(() -> channel.dump(dumpPorts(), direct(65536), message -> {
                        throw new NetlinkException(Errno.EIO, "enough");
                    }))
                    .hasMessageContaining("enough");
            List<Integer> types = new ArrayList<>();
            channel.dump(dumpPorts(), direct(65536), message -> types.add(NetlinkHeader.type(message)));
            assertThat(types).hasSameSizeAs(datapath().ports().list()).containsOnly(family(Family.VPORT));
        }
    }

    @Test
    void refusesRequestsOnAChannelThatSubscribed() throws Exception {
        openDatapath();
        try (NetlinkChannel events = bench().transport().open(Protocol.GENERIC);
                NetlinkChannel packets = bench().transport().open(Protocol.GENERIC)) {
            events.subscribe(MulticastGroup.VPORT);
            packets.subscribePackets();
            assertErrno(() -> events.transact(getPort(1), direct(65536)), Errno.EINVAL);
            assertErrno(() -> packets.dump(dumpPorts(), direct(65536), message -> {}), Errno.EINVAL);
        }
    }

    @Test
    void takesASecondSubscriptionToTheSameForWhatItIs() throws Exception {
        openDatapath();
        try (NetlinkChannel events = bench().transport().open(Protocol.GENERIC)) {
            events.subscribe(MulticastGroup.VPORT);
            events.subscribe(MulticastGroup.VPORT);
            assertThat(events.receive(direct(65536), 0)).isFalse();
        }
    }

    @Test
    void refusesGroupsOfTheOtherProtocol() throws Exception {
        openDatapath();
        try (NetlinkChannel generic = bench().transport().open(Protocol.GENERIC);
                NetlinkChannel netfilter = bench().transport().open(Protocol.NETFILTER)) {
            assertErrno(() -> generic.subscribe(MulticastGroup.CONNTRACK_NEW), Errno.EINVAL);
            assertErrno(() -> netfilter.subscribe(MulticastGroup.VPORT), Errno.EINVAL);
        }
    }

    @Test
    void refusesToReceiveWithoutSubscription() throws Exception {
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            assertErrno(() -> channel.receive(direct(65536), 0), Errno.EINVAL);
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() throws Exception {
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            channel.subscribePackets();
            ByteBuffer buffer = direct(65536);
            assertThat(channel.receive(buffer, 0)).isFalse();
            assertThat(channel.receive(buffer, TimeUnit.MILLISECONDS.toNanos(30))).isFalse();
            assertThat(buffer.hasRemaining()).isFalse();
        }
    }

    @Test
    void wakesTheThreadThatWaits() throws Exception {
        needs(Ability.THREADS);
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            channel.subscribePackets();
            CompletableFuture<Boolean> got = inThread(() -> channel.receive(direct(65536), -1));
            Thread.sleep(50);
            assertThat(got).isNotDone();
            channel.wake();
            assertThat(got.get(10, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void remembersAWakeForTheNextWait() throws Exception {
        openDatapath();
        try (NetlinkChannel channel = bench().transport().open(Protocol.GENERIC)) {
            channel.subscribe(MulticastGroup.VPORT);
            channel.wake();
            assertThat(channel.receive(direct(65536), -1)).isFalse();
            assertThat(channel.receive(direct(65536), 0)).isFalse();
        }
    }

    @Test
    void closingEndsTheWaitOfAnotherThread() throws Exception {
        needs(Ability.THREADS);
        openDatapath();
        int before = bench().transport().openChannels();
        NetlinkChannel channel = bench().transport().open(Protocol.GENERIC);
        channel.subscribe(MulticastGroup.VPORT);
        CompletableFuture<Boolean> got = inThread(() -> channel.receive(direct(65536), -1));
        Thread.sleep(50);
        channel.close();
        ExecutionException failure =
                catchThrowableOfType(ExecutionException.class, () -> got.get(10, TimeUnit.SECONDS));
        assertThat(failure.getCause()).isInstanceOfSatisfying(NetlinkException.class, e -> assertThat(e.errno())
                .isEqualTo(Errno.ECANCELED));
        assertThat(bench().transport().openChannels()).isEqualTo(before);
    }

    @Test
    void tellsOfPortsThatGo() throws Exception {
        openDatapath();
        PortInfo port = addPort(0);
        try (NetlinkChannel events = bench().transport().open(Protocol.GENERIC)) {
            events.subscribe(MulticastGroup.VPORT);
            takeAway(port);
            ByteBuffer event = direct(65536);
            assertThat(events.receive(event, TimeUnit.SECONDS.toNanos(10))).isTrue();
            assertThat(NetlinkHeader.type(event)).isEqualTo(family(Family.VPORT));
            assertThat(NetlinkHeader.command(event)).isEqualTo(PortTable.CMD_DEL);
        }
    }

    @Test
    void tellsOfNewPortsOnlyWhereItSaysSo() throws Exception {
        openDatapath();
        try (NetlinkChannel events = bench().transport().open(Protocol.GENERIC)) {
            events.subscribe(MulticastGroup.VPORT);
            addPort(0);
            boolean announces = bench().transport().capabilities().announcesNewPorts();
            long wait = announces ? TimeUnit.SECONDS.toNanos(10) : TimeUnit.MILLISECONDS.toNanos(100);
            assertThat(events.receive(direct(65536), wait)).isEqualTo(announces);
        }
    }

    @Test
    void losesNoEventThatCameBeforeTheWait() throws Exception {
        openDatapath();
        PortInfo first = addPort(0);
        PortInfo second = addPort(1);
        try (NetlinkChannel events = bench().transport().open(Protocol.GENERIC)) {
            events.subscribe(MulticastGroup.VPORT);
            takeAway(first);
            takeAway(second);
            ByteBuffer event = direct(65536);
            assertThat(events.receive(event, TimeUnit.SECONDS.toNanos(10))).isTrue();
            assertThat(events.receive(event, TimeUnit.SECONDS.toNanos(10))).isTrue();
            assertThat(events.receive(event, 0)).isFalse();
        }
    }

    /** Let a port go so that an event tells of it: Windows tells of those only that its own switch loses. */
    private void takeAway(PortInfo port) throws Exception {
        if (bench().transport().capabilities().datapaths()) {
            datapath().ports().delete(port.number());
        } else {
            bench().removeDevice(port.name());
        }
    }

    private ByteBuffer getPort(int number) throws NetlinkException {
        MessageWriter writer = begin(direct(4096), Family.VPORT, NetlinkHeader.ECHO, PortTable.CMD_GET);
        writer.put(PortTable.PORT_NO, number);
        return writer.end();
    }

    private ByteBuffer getDatapath(String name) throws NetlinkException {
        MessageWriter writer = begin(direct(4096), Family.DATAPATH, NetlinkHeader.ECHO, DatapathTable.CMD_GET);
        writer.putString(DatapathTable.NAME, name);
        return writer.end();
    }

    private ByteBuffer dumpPorts() throws NetlinkException {
        return begin(direct(4096), Family.VPORT, NetlinkHeader.DUMP | NetlinkHeader.ACK, PortTable.CMD_GET)
                .end();
    }

    private MessageWriter begin(ByteBuffer buffer, Family family, int flags, int command) throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        int number = family == Family.DATAPATH ? 0 : datapath().number();
        writer.begin(
                buffer,
                family(family),
                NetlinkHeader.REQUEST | flags,
                command,
                family.version(),
                number,
                Tables.of(family));
        return writer;
    }

    private int family(Family family) throws NetlinkException {
        return bench().transport().family(family);
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
