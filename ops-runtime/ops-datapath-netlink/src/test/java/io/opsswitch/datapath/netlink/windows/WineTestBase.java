/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.testing.Frames;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A fresh switch for each test; afterwards the driver must have no handle left. */
@ExtendWith(WineLab.Extension.class)
@Timeout(60)
abstract class WineTestBase {
    static final int DATAPATH = Family.DATAPATH.windowsNumber();
    static final int PACKET = Family.PACKET.windowsNumber();
    static final int VPORT = Family.VPORT.windowsNumber();
    static final int FLOW = Family.FLOW.windowsNumber();
    static final int METER = Family.METER.windowsNumber();
    static final int NEW = 1;
    static final int DEL = 2;
    static final int GET = 3;
    static final int SET = 4;

    final WineLab lab;
    final WindowsTransport transport;
    final ByteBuffer reply = Raw.buffer(65536);

    WineTestBase(WineLab lab) {
        this.lab = lab;
        this.transport = new WindowsTransport(lab.door());
    }

    @BeforeEach
    void reset() {
        lab.reset();
        assertThat(lab.openHandles()).isZero();
    }

    @AfterEach
    void leavesNoHandle() {
        transport.close();
        await().untilAsserted(() -> assertThat(lab.openHandles()).isZero());
    }

    NetlinkChannel open() throws NetlinkException {
        return transport.open(Protocol.GENERIC);
    }

    /** Bind a port of the Hyper-V switch. */
    void bind(NetlinkChannel channel, String name, int number, int upcallPid) throws NetlinkException {
        lab.addNic(name);
        assertThat(channel.transact(
                        Raw.request(
                                VPORT,
                                NEW,
                                1,
                                Raw.u32(1, number),
                                Raw.u32(2, 1),
                                Raw.string(3, name),
                                Raw.u32(5, upcallPid)),
                        reply))
                .isTrue();
    }

    /** The key of {@link #frame} at a port. */
    static byte[] key(int port, int host) {
        return Raw.concat(
                Raw.u32(3, port),
                Raw.attribute(4, new byte[] {2, 0, 0, 0, 0, (byte) host, 2, 0, 0, 0, 0, 99}),
                Raw.attribute(6, new byte[] {(byte) 0x88, (byte) 0xb5}));
    }

    /** A frame of an experimental Ethernet type from a host. */
    static byte[] frame(int host, int length) {
        byte[] frame = new byte[length];
        frame[0] = 2;
        frame[5] = 99;
        frame[6] = 2;
        frame[11] = (byte) host;
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        for (int i = 14; i < length; i++) {
            frame[i] = (byte) i;
        }
        return frame;
    }

    boolean putFlow(NetlinkChannel channel, byte[] key, byte[]... actions) throws NetlinkException {
        return channel.transact(Raw.request(FLOW, NEW, 1, Raw.nest(1, key), Raw.nest(2, actions)), reply);
    }

    /** Let the driver track the connection of {@link Frames#udp} in a zone. */
    void track(NetlinkChannel channel, int zone, int sourcePort) throws NetlinkException {
        byte[] commit = Raw.attribute(1, new byte[0]);
        byte[] action = Raw.nest(12, commit, Raw.u16(2, zone));
        byte[] packet = Raw.attribute(1, Frames.udp(sourcePort));
        channel.transact(Raw.request(PACKET, 3, 1, packet, Raw.nest(2, Raw.u32(3, 1)), Raw.nest(3, action)), reply);
    }

    static List<ByteBuffer> dump(NetlinkChannel channel, ByteBuffer request) throws NetlinkException {
        List<ByteBuffer> messages = new ArrayList<>();
        channel.dump(
                request,
                Raw.buffer(65536),
                message -> messages.add(
                        Raw.buffer(message.remaining()).put(message).flip()));
        return messages;
    }

    static int command(ByteBuffer message) {
        return message.get(NetlinkHeader.COMMAND);
    }

    static void assertError(ThrowingCallable call, int errno, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(errno))
                .hasMessageContaining(text);
    }
}
