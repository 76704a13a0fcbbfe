/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import java.nio.ByteBuffer;

/** A kind of tunnel whose header is 20 bytes, the first of them 0x77. */
final class TestTunnel implements TunnelCodec {

    static final int HEADER = 20;
    private static final byte MAGIC = 0x77;

    /** Return the action that puts the header of a port in front. */
    static Action.TunnelPush push(int port) {
        byte[] header = new byte[HEADER];
        header[0] = MAGIC;
        return new Action.TunnelPush(port, 1, 99, header, "test()");
    }

    @Override
    public void push(ByteBuffer memory, int frame, int length, Action.TunnelPush push, int hash) {
        memory.putInt(frame + 4, length);
    }

    @Override
    public int pop(ByteBuffer memory, int frame, int length, FlowKey tunnel) {
        if (length < HEADER || memory.get(frame) != MAGIC) {
            return DAMAGED;
        }
        tunnel.set(FlowField.TUN_ID, memory.getInt(frame + 4)).set(FlowField.TUN_IPV4_DST, 1);
        return HEADER;
    }
}
