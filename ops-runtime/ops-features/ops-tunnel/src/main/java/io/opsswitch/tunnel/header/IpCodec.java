/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.header;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * The part of a tunnel's headers that is the same for all kinds: Ethernet and IP. What is behind, subclasses know. For use by
 * several threads; allocates nothing.
 */
public abstract class IpCodec implements TunnelCodec {

    /** Bytes of an Ethernet header. */
    protected static final int ETHERNET = 14;
    /** Bytes of an IPv4 header without options. */
    protected static final int IPV4 = 20;
    /** Bytes of an IPv6 header without extensions. */
    protected static final int IPV6 = 40;

    private static final Vlog VLOG = Vlog.module("native_tnl");
    private static final VlogRateLimit DAMAGED_PACKETS = new VlogRateLimit(60, 5);
    private static final Coverage CHECKED = Coverage.counter("native_tnl_l3csum_checked");
    private static final Coverage WRONG = Coverage.counter("native_tnl_l3csum_err");
    private static final int DONT_FRAGMENT = 0x4000;

    private final int protocol;

    /** Create a codec for a protocol of IP. */
    protected IpCodec(int protocol) {
        this.protocol = protocol;
    }

    /** Complete what is behind the IP header. */
    protected abstract void pushed(ByteBuffer memory, int frame, int at, int end, Action.TunnelPush push, int hash);

    /** Read what is behind the IP header; return where the packet inside begins, or {@link #DAMAGED}. */
    protected abstract int popped(ByteBuffer memory, int frame, int at, int end, FlowKey tunnel);

    @Override
    public final void push(ByteBuffer memory, int frame, int length, Action.TunnelPush push, int hash) {
        int ip = frame + ETHERNET;
        int end = frame + length;
        if (isV4(memory, frame)) {
            memory.putShort(ip + 2, (short) (end - ip));
            memory.putShort(ip + 10, (short) 0);
            memory.putShort(ip + 10, (short) InternetChecksum.of(memory, ip, IPV4));
            pushed(memory, frame, ip + IPV4, end, push, hash);
        } else {
            memory.putShort(ip + 4, (short) (end - ip - IPV6));
            pushed(memory, frame, ip + IPV6, end, push, hash);
        }
    }

    /** Return whether a frame has an IPv4 header. */
    protected static boolean isV4(ByteBuffer memory, int frame) {
        return (memory.getShort(frame + ETHERNET - 2) & 0xffff) == EtherType.IPV4;
    }

    @Override
    public final int pop(ByteBuffer memory, int frame, int length, FlowKey tunnel) {
        int end = frame + length;
        int ip = frame + ETHERNET;
        if (end - ip < IPV4) {
            return DAMAGED;
        }
        int type = memory.getShort(ip - 2) & 0xffff;
        int inside = DAMAGED;
        if (type == EtherType.IPV4) {
            inside = popV4(memory, frame, ip, end, tunnel);
        } else if (type == EtherType.IPV6) {
            inside = popV6(memory, frame, ip, end, tunnel);
        }
        // Something has to be inside: Ethernet at least.
        return inside == DAMAGED || end - inside < ETHERNET ? DAMAGED : inside - frame;
    }

    private int popV4(ByteBuffer memory, int frame, int ip, int end, FlowKey tunnel) {
        int header = (memory.get(ip) & 0xf) * 4;
        int total = memory.getShort(ip + 2) & 0xffff;
        if (header < IPV4 || header > end - ip) {
            return DAMAGED;
        }
        CHECKED.hit();
        if (InternetChecksum.of(memory, ip, header) != 0) {
            WRONG.hit();
            warn("ip packet has invalid checksum");
            return DAMAGED;
        }
        if (total > end - ip) {
            warn("ip packet is truncated (IP length %d, actual %d)", total, end - ip);
            return DAMAGED;
        }
        if (header > IPV4) {
            warn("ip options not supported on tunnel packets (%d bytes)", header);
            return DAMAGED;
        }
        if ((memory.get(ip + 9) & 0xff) != protocol) {
            return DAMAGED;
        }
        tunnel.set(FlowField.TUN_IPV4_SRC, memory.getInt(ip + 12)).set(FlowField.TUN_IPV4_DST, memory.getInt(ip + 16));
        tunnel.set(FlowField.TUN_TOS, memory.get(ip + 1)).set(FlowField.TUN_TTL, memory.get(ip + 8));
        if ((memory.getShort(ip + 6) & DONT_FRAGMENT) != 0) {
            addFlag(tunnel, FlowField.TUN_DONT_FRAGMENT);
        }
        return popped(memory, frame, ip + IPV4, ip + total, tunnel);
    }

    private int popV6(ByteBuffer memory, int frame, int ip, int end, FlowKey tunnel) {
        if (end - ip < IPV6
                || (memory.get(ip + 6) & 0xff) != protocol
                || (memory.getShort(ip + 4) & 0xffff) > end - ip - IPV6) {
            return DAMAGED;
        }
        tunnel.set(FlowField.TUN_IPV6_SRC_HIGH, memory.getLong(ip + 8))
                .set(FlowField.TUN_IPV6_SRC_LOW, memory.getLong(ip + 16))
                .set(FlowField.TUN_IPV6_DST_HIGH, memory.getLong(ip + 24))
                .set(FlowField.TUN_IPV6_DST_LOW, memory.getLong(ip + 32))
                .set(FlowField.TUN_TOS, memory.getInt(ip) >>> 20)
                .set(FlowField.TUN_TTL, memory.get(ip + 7));
        return popped(memory, frame, ip + IPV6, ip + IPV6 + (memory.getShort(ip + 4) & 0xffff), tunnel);
    }

    /** Note a flag of the tunnel. */
    protected static void addFlag(FlowKey tunnel, int flag) {
        tunnel.set(FlowField.TUN_FLAGS, tunnel.get(FlowField.TUN_FLAGS) | flag);
    }

    /** Tell people of a packet that is dropped; the text is made only if it is not one too many. */
    protected static void warn(String format, Object... values) {
        VLOG.log(DAMAGED_PACKETS, LogLevel.WARN, format, values);
    }

    /** Return the sum of the pseudo header of a transport protocol behind the IP header. */
    protected final long pseudoHeader(ByteBuffer memory, int frame, int length) {
        int addresses = frame + ETHERNET + (isV4(memory, frame) ? 12 : 8);
        return InternetChecksum.sum(memory, addresses, isV4(memory, frame) ? 8 : 32) + protocol + length;
    }
}
