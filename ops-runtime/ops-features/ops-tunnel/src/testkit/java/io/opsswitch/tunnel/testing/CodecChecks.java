/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.route.Ip;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** What every codec of a tunnel must do. */
public final class CodecChecks {

    private static final int PREFIX = 32;

    private CodecChecks() {}

    /** Return the headers up to IP, between two addresses of one version. */
    public static OuterHeader outer(boolean isV4, int protocol) {
        Ip one = isV4 ? Ip.v4(0x0a000001) : new Ip(0x20010db800000000L, 1);
        Ip other = isV4 ? Ip.v4(0x0a000002) : new Ip(0x20010db800000000L, 2);
        return new OuterHeader()
                .ethernet(0x020000000002L, 0x020000000001L, isV4)
                .ip(one, other, protocol, 0x20, 63, false);
    }

    /** Return a packet that a codec has completed, as it is sent. */
    public static byte[] pushed(TunnelCodec codec, byte[] header, byte[] inside, int hash) {
        ByteBuffer memory = ByteBuffer.allocate(PREFIX + header.length + inside.length);
        memory.put(PREFIX, header).put(PREFIX + header.length, inside);
        Action.TunnelPush push = new Action.TunnelPush(1, 2, 0, header, "");
        codec.push(memory, PREFIX, header.length + inside.length, push, hash);
        return Arrays.copyOfRange(memory.array(), PREFIX, memory.capacity());
    }

    /** Return how many bytes of a packet a codec takes off. */
    public static int pop(TunnelCodec codec, byte[] packet, FlowKey tunnel) {
        ByteBuffer memory = ByteBuffer.allocate(PREFIX + packet.length);
        memory.put(PREFIX, packet);
        return codec.pop(memory, PREFIX, packet.length, tunnel);
    }

    /** Check that a packet which ends early, wherever that is, or has any byte changed, is nothing but damaged or read. */
    public static void survivesDamage(TunnelCodec codec, byte[] packet, long seed) {
        Random random = new Random(seed);
        for (int length = 0; length < packet.length; length++) {
            byte[] cut = Arrays.copyOf(packet, length);
            assertThat(pop(codec, cut, new FlowKey())).as("cut at " + length).isEqualTo(TunnelCodec.DAMAGED);
            byte[] changed = packet.clone();
            changed[length] = (byte) random.nextInt();
            int taken = pop(codec, changed, new FlowKey());
            assertThat(taken).as("changed at " + length).isBetween(TunnelCodec.DAMAGED, packet.length);
        }
    }
}
