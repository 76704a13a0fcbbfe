/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.tunnel.header.UdpCodec;
import java.nio.ByteBuffer;

/** Reads VXLAN headers. For use by several threads; allocates nothing but for the sentences about damaged packets. */
final class VxlanCodec extends UdpCodec {

    private static final int HEADER = 8;
    private static final int RESERVED = 0xff;

    VxlanCodec(SourcePorts ports) {
        super(ports);
    }

    @Override
    protected int read(ByteBuffer memory, int at, int end, FlowKey tunnel) {
        if (end - at < HEADER) {
            return DAMAGED;
        }
        int flags = memory.getInt(at);
        int identifier = memory.getInt(at + 4);
        if (flags != VxlanProtocol.FLAGS || (identifier & RESERVED) != 0) {
            warn("invalid vxlan flags=0x%x vni=0x%x", flags, identifier);
            return DAMAGED;
        }
        tunnel.set(FlowField.TUN_ID, identifier >>> 8);
        addFlag(tunnel, FlowField.TUN_KEY);
        return at + HEADER;
    }
}
