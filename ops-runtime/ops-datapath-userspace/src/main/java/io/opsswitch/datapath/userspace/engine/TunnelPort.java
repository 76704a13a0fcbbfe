/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.TunnelCodec;
import java.nio.ByteBuffer;

/**
 * A port that stands for one kind of tunnel: packets come in by it when their outer headers were taken off. It has no
 * device; packets that are sent out of it are lost.
 */
public final class TunnelPort extends PortBase {

    private static final int MTU = 65535;

    private final TunnelCodec codec;

    /** Create a port. */
    public TunnelPort(int number, PortSpec spec, TunnelCodec codec) {
        super(number, spec.name(), spec.type());
        this.codec = codec;
    }

    TunnelCodec codec() {
        return codec;
    }

    @Override
    public long macAddress() {
        return 0;
    }

    @Override
    public void setMacAddress(long address) {
        // It is no station of any network.
    }

    @Override
    public PortState state() {
        return new PortState(true, true, true, 0, false, MTU, 0, 0, LinkModes.NONE);
    }

    @Override
    public void setAdminUp(boolean isUp) {
        // There is nothing that could be down.
    }

    @Override
    public void setMtu(int mtu) {
        // The MTU is that of the device which the packets leave by.
    }

    @Override
    protected TxQueue newQueue(int slot) {
        return new TxQueue(this) {
            @Override
            protected void add(ByteBuffer memory, long base, int frame, int length) {
                countUnsent(slot, 1, true);
            }

            @Override
            protected void flush() {
                // Nothing is kept back.
            }
        };
    }
}
