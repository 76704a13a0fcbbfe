/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.InternetChecksum;
import io.opsswitch.tunnel.header.IpCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Completes and reads GRE headers. For use by several threads; allocates nothing. */
final class GreCodec extends IpCodec {

    private static final int LEAST = 4;
    private static final int FIELD = 4;
    private static final int KNOWN = GreProtocol.CHECKSUM | GreProtocol.KEY | GreProtocol.SEQUENCE;

    private final AtomicInteger sequence = new AtomicInteger();

    GreCodec() {
        super(GreProtocol.IP_PROTOCOL);
    }

    @Override
    protected void pushed(ByteBuffer memory, int frame, int at, int end, Action.TunnelPush push, int hash) {
        int flags = memory.getShort(at) & 0xffff;
        if ((flags & GreProtocol.SEQUENCE) != 0) {
            int place = at + LEAST + field(flags, GreProtocol.CHECKSUM) + field(flags, GreProtocol.KEY);
            memory.putInt(place, sequence.getAndIncrement());
        }
        if ((flags & GreProtocol.CHECKSUM) != 0) {
            memory.putInt(at + LEAST, 0);
            memory.putShort(at + LEAST, (short) InternetChecksum.of(memory, at, end - at));
        }
    }

    @Override
    protected int popped(ByteBuffer memory, int frame, int at, int end, FlowKey tunnel) {
        if (end - at < LEAST) {
            return DAMAGED;
        }
        int flags = memory.getShort(at) & 0xffff;
        boolean isEthernet = (memory.getShort(at + 2) & 0xffff) == GreProtocol.ETHERNET_INSIDE;
        int inside = at
                + LEAST
                + field(flags, GreProtocol.CHECKSUM)
                + field(flags, GreProtocol.KEY)
                + field(flags, GreProtocol.SEQUENCE);
        if ((flags & ~KNOWN) != 0 || !isEthernet || inside > end) {
            return DAMAGED;
        }
        if ((flags & GreProtocol.CHECKSUM) != 0) {
            if (InternetChecksum.of(memory, at, end - at) != 0) {
                return DAMAGED;
            }
            addFlag(tunnel, FlowField.TUN_CSUM);
        }
        if ((flags & GreProtocol.KEY) != 0) {
            int place = at + LEAST + field(flags, GreProtocol.CHECKSUM);
            tunnel.set(FlowField.TUN_ID, memory.getInt(place) & 0xffff_ffffL);
            addFlag(tunnel, FlowField.TUN_KEY);
        }
        return inside;
    }

    private static int field(int flags, int flag) {
        return (flags & flag) == 0 ? 0 : FIELD;
    }
}
