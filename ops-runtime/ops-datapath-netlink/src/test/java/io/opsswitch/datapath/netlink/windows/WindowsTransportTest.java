/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static io.opsswitch.datapath.netlink.windows.ScriptedDoor.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.netlink.transport.Capabilities;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The driver's ways, each alone, against a scripted driver. */
@Timeout(30)
class WindowsTransportTest {
    private static final int FLOW = Family.FLOW.windowsNumber();
    private static final int VPORT = Family.VPORT.windowsNumber();

    private final ScriptedDoor door = new ScriptedDoor();
    private final WindowsTransport transport = new WindowsTransport(door);
    private final ByteBuffer reply = buffer(65536);

    @AfterEach
    void leavesNoHandle() {
        transport.close();
        assertThat(transport.openChannels()).isZero();
        assertThat(door.open).isZero();
    }

    @Test
    void knowsTheNumbersOfFamiliesAndWhatTheDriverCannotDo() {
        assertThat(transport.name()).isEqualTo("windows");
        assertThat(transport.family(Family.DATAPATH)).isEqualTo(0x12);
        assertThat(transport.family(Family.METER)).isEqualTo(0x19);
        assertThat(transport.capabilities()).isEqualTo(new Capabilities(false, false, false, 1, false, false));
    }

    @Test
    void introducesAHandleByItsNumberAndProtocol() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.NETFILTER);
        assertThat(channel.pid()).isEqualTo(7);
        ByteBuffer sent = door.last(Ioctl.TRANSACT);
        assertThat(words(sent)).containsExactly(40, 0x0005_0011, 1, 7, 0x0106, 0, 0x0000_0008, 12, 0x0001_0008, 7);
    }

    @Test
    void refusesADriverThatEchoesAnotherIdentity() {
        door.wrongEcho = true;
        assertError(() -> transport.open(Protocol.GENERIC), Errno.EPROTO, "did not confirm protocol 16 and number 7");
    }

    @Test
    void stampsSenderSequenceAndDatapathZero() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        ByteBuffer request = request(message(FLOW, 8, 0x0103, 4711));
        assertThat(channel.transact(request, reply)).isFalse();
        assertThat(words(door.last(Ioctl.TRANSACT))).containsExactly(24, (8 | 1 | 4) << 16 | FLOW, 2, 7, 0x0103, 0);
        assertThat(request.getInt(NetlinkHeader.SEQUENCE)).isEqualTo(2);
        assertThat(request.getInt(NetlinkHeader.PID)).isEqualTo(7);
        assertThat(request.getInt(NetlinkHeader.DATAPATH)).isEqualTo(4711);
    }

    @Test
    void takesZeroBytesAndErrorZeroForAgreement() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(NetlinkHeader.ERROR, 0, 0, 0, 0, 0, 0));
        assertThat(channel.transact(request(message(FLOW, 0, 1, 0)), reply)).isFalse();
        assertThat(reply.remaining()).isZero();
        assertThat(channel.transact(request(message(FLOW, 0, 1, 0)), reply)).isFalse();
    }

    @Test
    void takesZeroBytesForADoubleTunnelWhenAPortWasToBeMade() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        assertError(
                () -> channel.transact(request(message(VPORT, 0, 0x0101, 0)), reply),
                Errno.EEXIST,
                "there is a tunnel port with this protocol and UDP port already");
        assertThat(channel.transact(request(message(VPORT, 0, 0x0104, 0)), reply))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2,2", "17,17", "22,22", "36,35", "38,36", "40,38", "104,74", "115,90", "129,95", "131,5", "138,110", "140,11",
        "999,5", "105,125", "119,105"
    })
    void translatesMicrosoftsErrorNumbers(int microsoft, int linux) throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(NetlinkHeader.ERROR, 0, -microsoft, 0, 0, 0, 0));
        assertError(
                () -> channel.transact(request(message(FLOW, 0, 1, 0)), reply),
                linux,
                "the driver refused the request");
    }

    @Test
    void refusesTheAnswerToAnotherRequestAndOneThatIsCut() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(FLOW, 0, new int[2000]));
        assertError(
                () -> channel.transact(request(message(FLOW, 0, 1, 0)), buffer(100)),
                Errno.EMSGSIZE,
                "the answer of 8016 bytes does not fit");
        door.answers.add(message(FLOW, 0, new int[100]));
        assertError(
                () -> channel.transact(request(message(FLOW, 0, 1, 0)), buffer(100)),
                Errno.EMSGSIZE,
                "the answer of 416 bytes does not fit the buffer, which has 100");
        door.answers.add(message(FLOW, 0, 1, 0));
        assertThat(channel.transact(request(message(FLOW, 0, 1, 0)), reply)).isTrue();
    }

    @Test
    void endsADumpAtZeroBytesOrAtTheBareEndMessage() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(VPORT, 2, 0x0103, 0));
        door.answers.add(message(VPORT, 2, 0x0103, 0));
        assertThat(dump(channel, message(VPORT, 0, 0x0103, 9))).hasSize(2);
        assertThat(words(door.last(Ioctl.WRITE))[1]).isEqualTo((0x300 | 1 | 4) << 16 | VPORT);
        byte[] two = new byte[48];
        System.arraycopy(message(FLOW, 2, 0x0103, 0), 0, two, 0, 24);
        System.arraycopy(message(FLOW, 2, 0x0103, 0), 0, two, 24, 24);
        door.answers.add(two);
        door.answers.add(message(NetlinkHeader.DONE, 2));
        door.answers.add(message(FLOW, 2, 0x0103, 0));
        assertThat(dump(channel, message(FLOW, 0, 0x0103, 0))).hasSize(2);
        assertThat(door.answers).hasSize(1);
    }

    @Test
    void endsADumpWithTheDriversError() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(NetlinkHeader.ERROR, 0, -129, 0, 0, 0, 0));
        assertError(
                () -> dump(channel, message(FLOW, 0, 0x0103, 0)),
                Errno.EOPNOTSUPP,
                "the driver refused the request (Operation not supported, error 95)");
    }

    @Test
    void putsTheDatapathIntoConntrackMessagesAndTakesItOut() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.NETFILTER);
        door.answers.add(message(0x0101, 2, 0x02, 0, 0x0003_0008, 42));
        List<int[]> messages = dump(channel, message(0x0101, 0, 0x02, 0x0012_0008, 5));
        assertThat(words(door.last(Ioctl.WRITE))).containsExactly(32, 0x0305_0101, 2, 7, 0x02, 0, 0x0012_0008, 5);
        assertThat(messages).hasSize(1);
        assertThat(messages.get(0)).containsExactly(28, 0x0002_0101, 2, 0, 0x02, 0x0003_0008, 42);
    }

    @Test
    void restoresTheVersionInRepliesAboutMeters() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(Family.METER.windowsNumber(), 0, 0x0404, 0));
        channel.transact(request(message(Family.METER.windowsNumber(), 0, 0x0104, 0)), reply);
        assertThat(reply.getInt(NetlinkHeader.COMMAND)).isEqualTo(0x0104);
    }

    @Test
    void saysThatAMissingMeterIsMissing() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.answers.add(message(NetlinkHeader.ERROR, 0, -17, 0, 0, 0, 0));
        assertError(
                () -> channel.transact(request(message(Family.METER.windowsNumber(), 0, 0x0104, 0)), reply),
                Errno.ENOENT,
                "refused");
    }

    @ParameterizedTest
    @CsvSource({
        "2,19,install the Open vSwitch extension",
        "1168,19,enable it (PowerShell: Enable-VMSwitchExtension",
        "1450,24,the driver is out of handles (it has 512",
        "5,13,run this program as an administrator",
        "31,5,the driver or Windows cannot do it"
    })
    void saysWhyTheDeviceCannotBeOpened(int windows, int errno, String advice) {
        door.failOpen = windows;
        assertError(() -> transport.open(Protocol.GENERIC), errno, advice);
    }

    @ParameterizedTest
    @CsvSource({
        "1168,19,or was disabled",
        "87,22,its length, 87",
        "170,16,waits for an event already",
        "258,110,did not answer in time",
        "317,90,too short for the driver",
        "995,125,cancelled it",
        "8,12,out of memory",
        "50,95,cannot do it"
    })
    void saysWhyACallFails(int windows, int errno, String advice) throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        door.failControl = windows;
        assertError(
                () -> channel.transact(request(message(FLOW, 0, 1, 0)), reply), errno, advice.replaceAll(", 87$", ""));
        door.failControl = 0;
        assertThat(channel.transact(request(message(FLOW, 0, 1, 0)), reply)).isFalse();
    }

    @Test
    void subscribesToEventsOfPortsAndReadsWhatCameMeanwhile() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribe(MulticastGroup.VPORT);
        assertThat(words(door.last(Ioctl.WRITE)))
                .containsExactly(40, 0x0001_0011, 2, 7, 0x0102, 0, 0x0000_0008, 101, 0x0001_0005, 1);
        // Queued between the first look and the request that waits: the driver would wait for another one.
        door.onPend = () -> door.events.add(message(VPORT, 0, 0x0102, 0));
        assertThat(channel.receive(reply, -1)).isTrue();
        assertThat(reply.remaining()).isEqualTo(24);
        assertThat(words(door.last(-1))).containsExactly(24, 0x0001_0011, 0, 7, 0x0100, 0);
    }

    @Test
    void keepsOneRequestPendingAcrossTimeouts() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribePackets();
        assertThat(words(door.last(Ioctl.WRITE)))
                .containsExactly(40, 0x0001_0011, 2, 7, 0x0103, 0, 0x0002_0005, 1, 0x0003_0008, 7);
        for (int i = 0; i < 3; i++) {
            assertThat(channel.receive(reply, i)).isFalse();
        }
        assertThat(door.calls).filteredOn(call -> call.code() == -1).hasSize(1);
        door.events.add(message(0x13, 0, 0x0101, 0));
        assertThat(channel.receive(reply, -1)).isTrue();
        assertThat(channel.receive(reply, 0)).isFalse();
        assertThat(door.calls).filteredOn(call -> call.code() == -1).hasSize(2);
    }

    @Test
    void wakesTheReceiverNowOrTheNextTime() throws Exception {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribePackets();
        channel.wake();
        assertThat(channel.receive(reply, -1)).isFalse();
        CountDownLatch waiting = new CountDownLatch(1);
        door.onPend = waiting::countDown;
        CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(channel));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        channel.wake();
        assertThat(received.get(10, TimeUnit.SECONDS)).isFalse();
        door.onPend = channel::wake; // between the request and the wait
        assertThat(channel.receive(reply, -1)).isFalse();
    }

    @Test
    void closingEndsTheReceiverWithAnError() throws Exception {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribe(MulticastGroup.VPORT);
        CountDownLatch waiting = new CountDownLatch(1);
        door.onPend = waiting::countDown;
        CompletableFuture<Boolean> received = CompletableFuture.supplyAsync(() -> receive(channel));
        assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();
        channel.close();
        assertThatThrownBy(() -> received.get(10, TimeUnit.SECONDS)).hasMessageContaining("channel 7 was closed");
        assertThatThrownBy(() -> channel.transact(request(message(FLOW, 0, 1, 0)), reply))
                .hasMessage("channel 7 was closed");
        channel.wake();
    }

    @Test
    void losesTheDeviceWhileWaitingWithOneError() throws NetlinkException {
        NetlinkChannel channel = transport.open(Protocol.GENERIC);
        channel.subscribe(MulticastGroup.VPORT);
        door.failPend = Win32Exception.NOT_FOUND;
        assertError(() -> channel.receive(reply, -1), Errno.ENODEV, "reading events failed");
    }

    @Test
    void refusesTheWrongUseOfAChannel() throws NetlinkException {
        NetlinkChannel generic = transport.open(Protocol.GENERIC);
        NetlinkChannel netfilter = transport.open(Protocol.NETFILTER);
        assertError(() -> generic.receive(reply, 0), Errno.EINVAL, "has subscribed to nothing");
        assertError(() -> generic.subscribe(MulticastGroup.CONNTRACK_NEW), Errno.EINVAL, "protocol NETFILTER");
        assertError(netfilter::subscribePackets, Errno.EINVAL, "upcalls want a channel of protocol GENERIC");
        generic.subscribe(MulticastGroup.VPORT);
        assertError(generic::subscribePackets, Errno.EINVAL, "without events");
        assertError(
                () -> generic.transact(request(message(FLOW, 0, 1, 0)), reply),
                Errno.EINVAL,
                "open another one for requests");
        assertError(
                () -> netfilter.transact(request(new byte[70000]).putInt(0, 70000), reply), Errno.EMSGSIZE, "70000");
        assertError(() -> netfilter.transact(buffer(8), reply), Errno.EPROTO, "claims 16 bytes");
    }

    @Test
    void saysThatItIsForWindowsOnly() {
        assertError(WindowsTransport::new, Errno.ENOSYS, "on Windows only; this is linux-x86_64");
    }

    private List<int[]> dump(NetlinkChannel channel, byte[] request) throws NetlinkException {
        List<int[]> messages = new ArrayList<>();
        channel.dump(request(request), buffer(65536), message -> messages.add(words(message)));
        return messages;
    }

    private static boolean receive(NetlinkChannel channel) {
        try {
            return channel.receive(buffer(4096), -1);
        } catch (NetlinkException e) {
            throw new IllegalStateException(e.getMessage());
        }
    }

    private static void assertError(ThrowingCallable call, int errno, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno))
                .hasMessageContaining(text);
    }

    private static ByteBuffer request(byte[] bytes) {
        return buffer(bytes.length).put(bytes).flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static int[] words(ByteBuffer message) {
        int[] words = new int[message.remaining() / 4];
        for (int i = 0; i < words.length; i++) {
            words[i] = message.getInt(message.position() + 4 * i);
        }
        return words;
    }
}
