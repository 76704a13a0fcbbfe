/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.Traffic;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;

/** The behavioural suite's surroundings in Wine. */
final class WineBench implements Bench {
    private final WineLab lab;
    private final WindowsTransport transport;

    WineBench(WineLab lab) {
        this.lab = lab;
        lab.reset();
        assertThat(lab.openHandles()).isZero();
        for (int i = 0; i < 3; i++) {
            lab.addNic(device(i));
        }
        transport = new WindowsTransport(lab.door());
    }

    @Override
    public DatapathTransport transport() {
        return transport;
    }

    @Override
    public Traffic traffic() {
        return new Traffic() {
            @Override
            public void inject(String device, byte[] frame) throws NetlinkException {
                lab.inject(number(device), frame);
            }

            @Override
            public List<byte[]> collect(String device) throws NetlinkException {
                int port = number(device);
                List<byte[]> frames = new ArrayList<>();
                for (byte[] frame = lab.takeOutput(port); frame.length > 0; frame = lab.takeOutput(port)) {
                    frames.add(frame);
                }
                return frames;
            }
        };
    }

    private int number(String device) throws NetlinkException {
        try (KernelDatapaths datapaths = new KernelDatapaths(transport);
                KernelDatapath datapath = datapaths.open(datapaths.list().get(0))) {
            return datapath.ports().get(device).number();
        }
    }

    @Override
    public void removeDevice(String name) throws NetlinkException {
        lab.removeNic(number(name));
    }

    @Override
    public void close() {
        transport.close();
        await().untilAsserted(() -> assertThat(lab.openHandles()).isZero());
    }
}
