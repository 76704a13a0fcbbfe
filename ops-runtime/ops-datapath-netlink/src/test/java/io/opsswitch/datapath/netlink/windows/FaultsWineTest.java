/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What goes wrong gives one clear error each, and leaves no handle behind. */
class FaultsWineTest extends WineTestBase {
    private static final int HANDLES = 512;
    private static final int TIMEOUT = 5000;

    FaultsWineTest(WineLab lab) {
        super(lab);
    }

    @Test
    void saysWhatToInstallWhenTheDriverIsMissing() throws NetlinkException {
        lab.stopDriver();
        try {
            assertError(this::open, Errno.ENODEV, "install the Open vSwitch extension");
        } finally {
            lab.startDriver();
        }
        open().close();
    }

    @Test
    void saysWhatToEnableWhenTheExtensionIsNotOnASwitch() {
        lab.enable(false);
        assertError(this::open, Errno.ENODEV, "Enable-VMSwitchExtension");
        lab.enable(true);
    }

    @Test
    void losesTheSwitchInTheMiddleAndWorksAgainAfterwards() throws NetlinkException {
        NetlinkChannel requests = open();
        NetlinkChannel events = open();
        events.subscribe(MulticastGroup.VPORT);
        assertThat(events.receive(reply, 0)).isFalse();
        bind(requests, "vm1", 1, 0);
        lab.removeNic(1); // completes the request that the driver keeps
        lab.enable(false);
        assertError(() -> events.receive(reply, -1), Errno.ENODEV, "reading events failed");
        assertError(() -> dump(requests, Raw.request(VPORT, GET, 1)), Errno.ENODEV, "or was disabled");
        assertError(() -> requests.transact(Raw.request(DATAPATH, GET, 2), reply), Errno.ENODEV, "or was disabled");
        lab.enable(true);
        assertThat(requests.transact(Raw.request(DATAPATH, GET, 2), reply)).isTrue();
        assertThat(events.receive(reply, -1)).isTrue();
    }

    @Test
    void refusesThe513thHandle() throws NetlinkException {
        // The lab has one of them itself.
        for (int i = 1; i < HANDLES; i++) {
            open();
        }
        assertError(this::open, Errno.EMFILE, "it has 512 for all programs");
        assertThat(lab.openHandles()).isEqualTo(HANDLES - 1);
        assertThat(transport.openChannels()).isEqualTo(HANDLES - 1);
        transport.close();
        assertThat(lab.openHandles()).isZero();
        open().close();
    }

    @Test
    void refusesToKeepASecondRequest() throws Win32Exception, NetlinkException {
        try (RawHandle handle = new RawHandle()) {
            handle.write(ControlMessage.subscribe(Raw.buffer(64), 101));
            ByteBuffer pend = ControlMessage.pend(Raw.buffer(64), false).putInt(NetlinkHeader.PID, handle.pid);
            assertThat(handle.device.pend(Ioctl.WRITE, pend)).isTrue();
            assertWin32(() -> handle.write(pend), 170);
            assertThat(handle.device.await(20)).isFalse();
            handle.device.cancelPend();
            assertWin32(() -> handle.device.await(TIMEOUT), 995);
            assertThat(handle.device.pend(Ioctl.WRITE, pend)).isTrue();
        }
    }

    @Test
    void givesUpARequestThatTakesTooLong() throws Win32Exception, NetlinkException {
        try (RawHandle handle = new RawHandle()) {
            handle.write(ControlMessage.subscribe(Raw.buffer(64), 101));
            ByteBuffer pend = ControlMessage.pend(Raw.buffer(64), false).putInt(NetlinkHeader.PID, handle.pid);
            assertWin32(() -> handle.device.control(Ioctl.WRITE, pend, null, 30), Win32Exception.WAIT_TIMEOUT);
            // The driver let go of it: it takes another one.
            assertThat(handle.device.pend(Ioctl.WRITE, pend)).isTrue();
        }
    }

    @Test
    void refusesMessagesThatAreIllFormed() throws Win32Exception, NetlinkException {
        try (RawHandle handle = new RawHandle()) {
            ByteBuffer good = Raw.request(DATAPATH, GET, 2).putInt(NetlinkHeader.PID, handle.pid);
            assertThat(handle.transact(good, 4096)).isPositive();
            assertWin32(() -> handle.transact(copy(good).putInt(NetlinkHeader.PID, handle.pid + 1), 4096), 87);
            assertWin32(() -> handle.transact(copy(good).putInt(NetlinkHeader.LENGTH, 25), 4096), 87);
            assertWin32(() -> handle.transact(copy(good).putInt(NetlinkHeader.LENGTH, 20), 4096), 87);
            assertWin32(() -> handle.transact(copy(good).put(NetlinkHeader.VERSION, (byte) 1), 4096), 87);
            assertWin32(() -> handle.transact(copy(good).put(NetlinkHeader.COMMAND, (byte) 9), 4096), 87);
            assertWin32(() -> handle.transact(copy(good).putShort(NetlinkHeader.TYPE, (short) 0x44), 4096), 87);
            ByteBuffer otherDatapath = Raw.request(VPORT, GET, 1).putInt(NetlinkHeader.PID, handle.pid);
            assertWin32(() -> handle.transact(otherDatapath.putInt(NetlinkHeader.DATAPATH, 1), 4096), 87);
            ByteBuffer damaged = Raw.request(DATAPATH, GET, 2, Raw.u32(1, 0)).putInt(NetlinkHeader.PID, handle.pid);
            assertWin32(() -> handle.transact(damaged.putShort(24, (short) 200), 4096), 87);
            assertThat(handle.transact(good, 4096)).isPositive();
        }
    }

    @Test
    void refusesBuffersThatAreTooShort() throws Win32Exception, NetlinkException {
        try (RawHandle handle = new RawHandle()) {
            ByteBuffer good = Raw.request(DATAPATH, GET, 2).putInt(NetlinkHeader.PID, handle.pid);
            assertTooShort(() -> handle.transact(good, 35));
            assertTooShort(() -> handle.transact(Raw.buffer(23), 4096));
            assertTooShort(() -> handle.write(Raw.buffer(23)));
            assertTooShort(() -> handle.device.control(Ioctl.GET_PID, null, Raw.buffer(3), TIMEOUT));
            assertTooShort(() -> handle.device.control(Ioctl.READ_PACKET, null, Raw.buffer(100), TIMEOUT));
            assertThat(handle.device.control(Ioctl.READ, null, Raw.buffer(36), TIMEOUT))
                    .isZero();
        }
    }

    @Test
    void refusesWritingThroughAHandleThatMayOnlyRead() {
        assertThat(lab.controlReadOnly(Ioctl.GET_PID, new byte[0])).isEqualTo(-5);
        assertThat(lab.controlReadOnly(Ioctl.READ, new byte[0])).isZero();
    }

    @Test
    void refusesAWrongIdentity() throws Win32Exception, NetlinkException {
        try (RawHandle handle = new RawHandle()) {
            ByteBuffer message = ControlMessage.socketProperties(Raw.buffer(64), 16, handle.pid + 1);
            int bytes = handle.transact(message.putInt(NetlinkHeader.PID, handle.pid), 4096);
            assertThat(bytes).isEqualTo(36);
            assertThat(handle.out.getInt(16)).isEqualTo(-22);
            // What says nothing of itself may not subscribe.
            assertWin32(
                    () -> handle.device.control(
                            Ioctl.WRITE,
                            ControlMessage.subscribe(Raw.buffer(64), 101).putInt(NetlinkHeader.PID, handle.pid),
                            null,
                            TIMEOUT),
                    87);
        }
    }

    private static ByteBuffer copy(ByteBuffer message) {
        return Raw.buffer(message.limit()).put(0, message, 0, message.limit());
    }

    private static void assertWin32(ThrowingCallable call, int code) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Win32Exception.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    /** A status that Windows has no number for; whatever it becomes, our words for it are these. */
    private static void assertTooShort(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Win32Exception.class,
                        e -> assertThat(WindowsErrors.ofCall("it", e))
                                .hasMessageContaining("too short for the driver"));
    }

    /** A handle without the transport's care. */
    private final class RawHandle implements AutoCloseable {
        final DeviceDoor.Handle device;
        final int pid;
        ByteBuffer out = Raw.buffer(4);

        RawHandle() throws Win32Exception {
            device = lab.door().open();
            device.control(Ioctl.GET_PID, null, out, TIMEOUT);
            pid = out.getInt(0);
        }

        int transact(ByteBuffer message, int room) throws Win32Exception {
            out = Raw.buffer(room);
            return device.control(Ioctl.TRANSACT, message, out, TIMEOUT);
        }

        void write(ByteBuffer message) throws Win32Exception, NetlinkException {
            if (NetlinkHeader.type(message, 0) == ControlMessage.FAMILY && message.getInt(NetlinkHeader.PID) == 0) {
                new Requests(device, pid).introduce(io.opsswitch.datapath.netlink.transport.Protocol.GENERIC);
                message.putInt(NetlinkHeader.PID, pid);
            }
            device.control(Ioctl.WRITE, message, null, TIMEOUT);
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
