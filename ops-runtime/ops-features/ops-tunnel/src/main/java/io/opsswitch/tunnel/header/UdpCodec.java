/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.header;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.InternetChecksum;
import io.opsswitch.datapath.packet.IpProtocol;
import java.nio.ByteBuffer;

/** The headers of tunnels over UDP, up to that of UDP. For use by several threads; allocates nothing. */
public abstract class UdpCodec extends IpCodec {

    private static final Coverage CHECKED = Coverage.counter("native_tnl_l4csum_checked");
    private static final Coverage WRONG = Coverage.counter("native_tnl_l4csum_err");
    private static final int UDP = 8;

    private final SourcePorts ports;

    /** Create a codec. */
    protected UdpCodec(SourcePorts ports) {
        super(IpProtocol.UDP);
        this.ports = ports;
    }

    /** Read what is behind the UDP header; return where the packet inside begins, or {@link #DAMAGED}. */
    protected abstract int read(ByteBuffer memory, int at, int end, FlowKey tunnel);

    @Override
    protected final void pushed(ByteBuffer memory, int frame, int at, int end, Action.TunnelPush push, int hash) {
        memory.putShort(at, (short) ports.of(hash));
        memory.putShort(at + 4, (short) (end - at));
        if (memory.getShort(at + 6) != 0) {
            memory.putShort(at + 6, (short) 0);
            long sum = pseudoHeader(memory, frame, end - at) + InternetChecksum.sum(memory, at, end - at);
            int checksum = ~InternetChecksum.fold(sum) & 0xffff;
            // Zero would say that there is none.
            memory.putShort(at + 6, (short) (checksum == 0 ? 0xffff : checksum));
        }
    }

    @Override
    protected final int popped(ByteBuffer memory, int frame, int at, int end, FlowKey tunnel) {
        if (end - at < UDP) {
            return DAMAGED;
        }
        if (memory.getShort(at + 6) != 0) {
            CHECKED.hit();
            long sum = pseudoHeader(memory, frame, end - at) + InternetChecksum.sum(memory, at, end - at);
            if (InternetChecksum.fold(sum) != 0xffff) {
                WRONG.hit();
                return DAMAGED;
            }
            addFlag(tunnel, FlowField.TUN_CSUM);
        }
        tunnel.set(FlowField.TUN_TP_SRC, memory.getShort(at)).set(FlowField.TUN_TP_DST, memory.getShort(at + 2));
        return read(memory, at + UDP, end, tunnel);
    }
}
