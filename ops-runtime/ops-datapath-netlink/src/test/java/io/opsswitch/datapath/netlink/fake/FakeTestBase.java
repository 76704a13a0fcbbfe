/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A datapath in memory with ports 1 to 3. */
abstract class FakeTestBase {
    final FakeTransport fake = FakeTransport.linux();
    KernelDatapath datapath;
    private KernelDatapaths datapaths;

    @BeforeEach
    void open() throws Exception {
        datapaths = new KernelDatapaths(fake);
        datapath = datapaths.open(datapaths.create("dp1", 0));
        for (int i = 1; i <= 3; i++) {
            fake.addDevice("eth" + i);
            datapath.ports().add(NewPort.of("eth" + i, PortType.NETDEV, 0));
        }
    }

    @AfterEach
    void close() {
        datapath.close();
        datapaths.close();
        assertThat(fake.openChannels()).isZero();
    }

    void execute(byte[] frame, Actions actions) throws NetlinkException {
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, 1);
        datapath.packets().execute(ByteBuffer.wrap(frame), key, actions, 0, 0, false);
    }

    List<String> sent(int port) {
        return fake.sent(1, port).stream()
                .map(sent -> HexFormat.of().formatHex(sent.bytes()))
                .toList();
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Return what is missing to a right Internet checksum (RFC 1071) over bytes: 0 if it is right. */
    static int checksumError(byte[] bytes, int from, int end, int start) {
        int sum = start;
        for (int i = from; i < end; i++) {
            sum += (bytes[i] & 0xff) << ((i - from & 1) == 0 ? 8 : 0);
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return 0xffff - sum;
    }
}
