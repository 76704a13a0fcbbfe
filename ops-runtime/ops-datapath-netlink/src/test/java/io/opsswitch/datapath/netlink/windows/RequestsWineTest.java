/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Requests and dumps of each family, through the Windows library and the driver's stand-in. */
class RequestsWineTest extends WineTestBase {

    /** Flows enough for several reads of a dump. */
    private static final int MANY = Boolean.getBoolean("ops.wine.full") ? 500 : 120;

    RequestsWineTest(WineLab lab) {
        super(lab);
    }

    @Test
    void theLibraryIsOfThisBuild() throws IOException {
        Path headers = Path.of(System.getProperty("ops.native.dir")).resolveSibling("native-headers");
        try (Stream<String> lines = Files.lines(headers.resolve("io_opsswitch_datapath_nativelib_NativeLibrary.h"))) {
            assertThat(lines).anyMatch(line -> line.endsWith("NativeLibrary_ABI_VERSION " + lab.abiVersion() + "L"));
        }
        assertThat(lab.door().errorText(2)).isNotBlank().doesNotEndWith(".");
        assertThat(lab.door().errorText(123_456_789)).isEqualTo("Windows error 123456789");
    }

    @Test
    void handlesHaveNumbersOfTheirOwn() throws NetlinkException {
        NetlinkChannel generic = open();
        NetlinkChannel netfilter = transport.open(Protocol.NETFILTER);
        assertThat(generic.pid()).isNotEqualTo(netfilter.pid()).isNotZero();
        assertThat(lab.openHandles()).isEqualTo(2);
        generic.close();
        assertThat(lab.openHandles()).isEqualTo(1);
    }

    @Test
    void tellsOfTheOneDatapath() throws NetlinkException {
        NetlinkChannel channel = open();
        assertThat(channel.transact(Raw.request(DATAPATH, GET, 2, Raw.string(1, "ovs-system")), reply))
                .isTrue();
        assertThat(Raw.string(Raw.attributes(reply, 24).get(1))).isEqualTo("ovs-system");
        assertThat(dump(channel, Raw.request(DATAPATH, GET, 2))).hasSize(1);
        assertError(
                () -> channel.transact(
                        Raw.request(DATAPATH, NEW, 2, Raw.string(1, "ovs-system"), Raw.u32(2, 0)), reply),
                Errno.EEXIST,
                "File exists");
        assertError(
                () -> channel.transact(Raw.request(DATAPATH, GET, 2, Raw.string(1, "other")), reply),
                Errno.ENODEV,
                "No such device");
    }

    @Test
    void bindsPortsOfTheSwitchAndMakesTunnels() throws NetlinkException {
        NetlinkChannel channel = open();
        bind(channel, "vm1", 7, 0);
        assertThat(command(reply)).isEqualTo(NEW);
        assertThat(Raw.u32(Raw.attributes(reply, 24).get(1))).isEqualTo(7);
        assertError(() -> vport(channel, 1, "absent"), Errno.EINVAL, "Invalid argument");
        assertError(() -> vport(channel, 1, "vm1"), Errno.EEXIST, "File exists");
        assertThat(vport(channel, 4, "vxlan0")).isTrue();
        assertThat(Raw.u32(Raw.attributes(reply, 24).get(1))).isEqualTo(1);
        assertError(() -> vport(channel, 4, "vxlan1"), Errno.EEXIST, "this protocol and UDP port");
        assertThat(vport(channel, 4, "vxlan1", Raw.nest(4, Raw.u16(1, 8472)))).isTrue();
        assertThat(dump(channel, Raw.request(VPORT, GET, 1)))
                .extracting(message -> Raw.string(Raw.attributes(message, 24).get(3)))
                .containsExactly("vxlan0", "vxlan1", "vm1");
        assertError(
                () -> channel.transact(Raw.request(VPORT, SET, 1, Raw.u32(1, 7), Raw.nest(4, Raw.u16(1, 1))), reply),
                Errno.EOPNOTSUPP,
                "not supported");
        assertThat(channel.transact(Raw.request(VPORT, DEL, 1, Raw.u32(1, 7)), reply))
                .isTrue();
        assertError(() -> channel.transact(Raw.request(VPORT, GET, 1, Raw.u32(1, 7)), reply), Errno.ENODEV, "refused");
    }

    private boolean vport(NetlinkChannel channel, int type, String name, byte[]... more) throws NetlinkException {
        byte[] all = Raw.concat(Raw.u32(2, type), Raw.string(3, name), Raw.u32(5, 0), Raw.concat(more));
        return channel.transact(Raw.request(VPORT, NEW, 1, all), reply);
    }

    @Test
    void keepsFlowsWithExactKeys() throws NetlinkException {
        NetlinkChannel channel = open();
        assertThat(putFlow(channel, key(1, 5), Raw.u32(1, 2))).isTrue();
        assertError(() -> putFlow(channel, key(1, 5)), Errno.EEXIST, "File exists");
        assertThat(channel.transact(Raw.request(FLOW, GET, 1, Raw.nest(1, key(1, 5))), reply))
                .isTrue();
        Map<Integer, byte[]> flow = Raw.attributes(reply, 24);
        assertThat(flow.get(1)).isEqualTo(key(1, 5));
        assertThat(flow.get(2)).isEqualTo(Raw.u32(1, 2));
        assertError(
                () -> channel.transact(Raw.request(FLOW, SET, 1, Raw.nest(1, key(1, 6)), Raw.nest(2)), reply),
                Errno.ENOENT,
                "No such file");
        assertThat(channel.transact(Raw.request(FLOW, DEL, 1, Raw.nest(1, key(1, 5))), reply))
                .isTrue();
        assertThat(dump(channel, Raw.request(FLOW, GET, 1))).isEmpty();
    }

    @Test
    void dumpsManyFlowsAndFlushesThem() throws NetlinkException {
        NetlinkChannel channel = open();
        for (int i = 0; i < MANY; i++) {
            putFlow(channel, key(i, i), Raw.u32(1, i));
        }
        List<ByteBuffer> flows = dump(channel, Raw.request(FLOW, GET, 1));
        assertThat(flows).hasSize(MANY);
        assertThat(flows)
                .extracting(flow ->
                        Raw.u32(Raw.attributes(Raw.attributes(flow, 24).get(2)).get(1)))
                .doesNotHaveDuplicates();
        // In small parts too: a read gives what fits.
        int[] count = {0};
        channel.dump(Raw.request(FLOW, GET, 1), Raw.buffer(512), message -> count[0]++);
        assertThat(count[0]).isEqualTo(MANY);
        channel.transact(Raw.request(FLOW, DEL, 1), reply);
        assertThat(dump(channel, Raw.request(FLOW, GET, 1))).isEmpty();
    }

    @Test
    void anAbandonedDumpDoesNotDisturbTheNext() throws NetlinkException {
        NetlinkChannel channel = open();
        for (int i = 0; i < 3; i++) {
            bind(channel, "vm" + i, i, 0);
        }
        assertError(
                () -> channel.dump(Raw.request(VPORT, GET, 1), Raw.buffer(4096), message -> {
                    throw new NetlinkException(Errno.EIO, "enough");
                }),
                Errno.EIO,
                "enough");
        assertThat(dump(channel, Raw.request(VPORT, GET, 1))).hasSize(3);
    }

    @Test
    void setsAndReadsMeters() throws NetlinkException {
        NetlinkChannel channel = open();
        assertThat(channel.transact(Raw.request(METER, 1, 1), reply)).isTrue();
        assertThat(reply.get(NetlinkHeader.VERSION)).isEqualTo((byte) 1);
        assertThat(Raw.u32(Raw.attributes(reply, 24).get(8))).isEqualTo(1);
        byte[] band = Raw.nest(1, Raw.u32(1, 1), Raw.u32(2, 1000), Raw.u32(3, 10));
        channel.transact(Raw.request(METER, 2, 1, Raw.u32(1, 3), Raw.nest(4, band)), reply);
        assertThat(command(reply)).isEqualTo(2);
        assertThat(channel.transact(Raw.request(METER, 4, 1, Raw.u32(1, 3)), reply))
                .isTrue();
        assertThat(reply.get(NetlinkHeader.VERSION)).isEqualTo((byte) 1);
        assertThat(Raw.u32(Raw.attributes(reply, 24).get(1))).isEqualTo(3);
        assertError(
                () -> channel.transact(Raw.request(METER, 2, 1, Raw.u32(1, 4), Raw.nest(4, band, band)), reply),
                Errno.EINVAL,
                "Invalid argument");
        channel.transact(Raw.request(METER, 3, 1, Raw.u32(1, 3)), reply);
        assertError(() -> channel.transact(Raw.request(METER, 4, 1, Raw.u32(1, 3)), reply), Errno.ENOENT, "refused");
    }

    @Test
    void limitsConnectionsOfZones() throws NetlinkException {
        NetlinkChannel channel = open();
        int limits = Family.CT_LIMIT.windowsNumber();
        ByteBuffer zone = ByteBuffer.allocate(12).order(java.nio.ByteOrder.nativeOrder());
        channel.transact(
                Raw.request(
                        limits,
                        1,
                        1,
                        Raw.attribute(1, zone.putInt(0, 9).putInt(4, 50).array())),
                reply);
        assertThat(channel.transact(
                        Raw.request(
                                limits, 3, 1, Raw.attribute(1, zone.putInt(4, 0).array())),
                        reply))
                .isTrue();
        assertThat(ByteBuffer.wrap(Raw.attributes(reply, 24).get(1))
                        .order(java.nio.ByteOrder.nativeOrder())
                        .getInt(4))
                .isEqualTo(50);
    }

    @Test
    void dumpsAndDeletesConnectionsAsOnLinux() throws NetlinkException {
        NetlinkChannel packets = open();
        track(packets, 5, 1000);
        track(packets, 6, 1000);
        track(packets, 6, 1000);
        NetlinkChannel channel = transport.open(Protocol.NETFILTER);
        ByteBuffer get = Raw.buffer(20).putInt(20).putShort((short) 0x101).putShort((short) 0);
        List<ByteBuffer> connections = dump(channel, get.clear());
        assertThat(connections).hasSize(2);
        // Attributes begin right behind the netfilter header.
        assertThat(Raw.attributes(connections.get(0), 20).get(18)).containsExactly(0, 5);
        byte[] zone = Raw.attribute(18, new byte[] {0, 5});
        ByteBuffer delete = Raw.buffer(20 + zone.length);
        delete.putInt(delete.capacity()).putShort((short) 0x102).putShort((short) 0);
        // Unlike Linux, the driver has an empty message for an answer.
        assertThat(channel.transact(delete.clear().put(20, zone), reply)).isTrue();
        assertThat(reply.remaining()).isEqualTo(20);
        assertThat(dump(channel, get.clear())).hasSize(1);
    }

    @Test
    void tellsOfTheInterfaceBehindAPort() throws NetlinkException {
        NetlinkChannel channel = open();
        bind(channel, "vm1", 3, 0);
        assertThat(channel.transact(
                        Raw.request(Family.WINDOWS_NETDEV.windowsNumber(), 1, 1, Raw.string(3, "vm1")), reply))
                .isTrue();
        assertThat(Raw.attributes(reply, 24).get(4)).hasSize(6);
        assertThat(Raw.u32(Raw.attributes(reply, 24).get(5))).isEqualTo(1500);
    }
}
