/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.util.List;
import java.util.function.LongSupplier;

/** The kernel in memory, in the shape of one system. */
final class FakeLab implements KernelLab {
    private final FakeTransport kernel;
    private final Spoiler spoiler = new Spoiler();

    FakeLab(FakeTransport kernel) {
        this.kernel = kernel;
    }

    @Override
    public KernelDatapathProvider.Host host() {
        return new KernelDatapathProvider.Host() {
            @Override
            public DatapathTransport transport() {
                return new FaultyTransport(kernel, spoiler);
            }

            @Override
            public Links links(DatapathTransport transport) {
                return new FakeLinks(kernel);
            }

            @Override
            public LongSupplier kernelMillis() {
                return kernel::nowMillis;
            }
        };
    }

    @Override
    public boolean isWindows() {
        return !kernel.capabilities().megaflows();
    }

    @Override
    public void addDevice(String name) {
        kernel.addDevice(name);
    }

    @Override
    public void removeDevice(String name) {
        kernel.removeDevice(name);
    }

    @Override
    public void inject(String port, byte[] frame) {
        kernel.inject(port, frame);
    }

    @Override
    public void inject(String port, byte[] frame, int vni, int source, int destination) {
        FlowKey tunnel = new FlowKey()
                .set(FlowField.TUN_ID, vni)
                .set(FlowField.TUN_IPV4_SRC, source & 0xffff_ffffL)
                .set(FlowField.TUN_IPV4_DST, destination & 0xffff_ffffL)
                .set(FlowField.TUN_FLAGS, FlowField.TUN_KEY);
        kernel.inject(port, frame, tunnel);
    }

    /** Let more frames come in at once than there is room for upcalls. */
    void overrun(String port, List<byte[]> frames) {
        kernel.setQueueLimit(frames.size() / 10);
        kernel.injectAtOnce(port, frames);
        kernel.setQueueLimit(frames.size());
    }

    @Override
    public List<byte[]> sent(String port) {
        return kernel.sent(port).stream().map(FakeTransport.Sent::bytes).toList();
    }

    @Override
    public void setLoaded(boolean isLoaded) {
        kernel.setLoaded(isLoaded);
    }

    @Override
    public void setEnabled(boolean isEnabled) {
        if (isWindows()) {
            kernel.setEnabled(isEnabled);
        } else {
            kernel.setLoaded(isEnabled);
        }
    }

    @Override
    public void spoil(Fault fault, int answers) {
        spoiler.set(fault, answers);
    }

    @Override
    public int left() {
        return spoiler.left();
    }

    @Override
    public long calls() {
        return spoiler.calls();
    }

    @Override
    public int openHandles() {
        return kernel.openChannels();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
