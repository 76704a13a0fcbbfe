/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.geneve;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.tunnel.header.UdpCodec;
import java.nio.ByteBuffer;

/** Reads Geneve headers. For use by several threads; allocates nothing but for the sentences about damaged packets. */
final class GeneveCodec extends UdpCodec {

    private static final int HEADER = 8;
    private static final int LENGTH_BITS = 0x3f;

    GeneveCodec(SourcePorts ports) {
        super(ports);
    }

    @Override
    protected int read(ByteBuffer memory, int at, int end, FlowKey tunnel) {
        if (end - at < HEADER) {
            warn("geneve packet too small: %d bytes behind UDP, at least %d are needed", end - at, HEADER);
            return DAMAGED;
        }
        int first = memory.get(at) & 0xff;
        int length = (first & LENGTH_BITS) * 4;
        if (end - at - HEADER < length) {
            warn("geneve packet too small: %d bytes of options do not fit", length);
            return DAMAGED;
        }
        if (first >>> 6 != 0) {
            warn("unknown geneve version: %d", first >>> 6);
            return DAMAGED;
        }
        int inside = memory.getShort(at + 2) & 0xffff;
        if (inside != GeneveProtocol.ETHERNET_INSIDE) {
            warn("unknown geneve encapsulated protocol: 0x%x", inside);
            return DAMAGED;
        }
        if ((memory.get(at + 1) & GeneveProtocol.CONTROL) != 0) {
            addFlag(tunnel, FlowField.TUN_OAM);
        }
        tunnel.set(FlowField.TUN_ID, memory.getInt(at + 4) >>> 8);
        addFlag(tunnel, FlowField.TUN_KEY);
        options(memory, at + HEADER, length, tunnel);
        return at + HEADER + length;
    }

    /** Copy the options, the first byte into the highest bits. */
    private static void options(ByteBuffer memory, int at, int length, FlowKey tunnel) {
        for (int i = 0; i < length; i += Integer.BYTES) {
            int word = FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES;
            long half = memory.getInt(at + i) & 0xffff_ffffL;
            tunnel.setWord(word, i % Long.BYTES == 0 ? half << Integer.SIZE : tunnel.word(word) | half);
        }
        tunnel.set(FlowField.TUN_OPTIONS_LENGTH, length);
    }
}
