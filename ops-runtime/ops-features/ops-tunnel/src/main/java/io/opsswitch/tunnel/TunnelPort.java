/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.VirtualPort;

/** What a tunnel does with packets. Immutable but for its counters. */
final class TunnelPort implements VirtualPort {

    private static final Vlog VLOG = Vlog.module("tunnel");
    private static final VlogRateLimit CONGESTION = new VlogRateLimit(1, 5);

    private static final int ECN = 3;
    private static final int CONGESTED = 3;
    private static final int ECN_CAPABLE = 2;
    private static final int DSCP = 0xfc;
    /** Flags that this end decides about; the others are those of flows. */
    private static final int OWN_FLAGS = FlowField.TUN_DONT_FRAGMENT | FlowField.TUN_CSUM | FlowField.TUN_KEY;

    private final Tunnels tunnels;
    private final TunnelProtocol protocol;
    private final TunnelConfig config;
    private final TunnelCounters counters;

    TunnelPort(Tunnels tunnels, TunnelProtocol protocol, TunnelConfig config, TunnelCounters counters) {
        this.tunnels = tunnels;
        this.protocol = protocol;
        this.config = config;
        this.counters = counters;
    }

    TunnelConfig config() {
        return config;
    }

    TunnelProtocol protocol() {
        return protocol;
    }

    TunnelCounters counters() {
        return counters;
    }

    @Override
    public Family family() {
        return tunnels.family();
    }

    @Override
    public String description() {
        return config.describe(protocol);
    }

    @Override
    public boolean receive(OutgoingPacket packet) {
        FlowKey flow = packet.flow();
        FlowKey mask = packet.mask();
        mask.matchAll(FlowField.TUN_ID).matchAll(FlowField.TUN_TOS);
        if (flow.get(FlowField.TUN_IPV4_DST) != 0) {
            mask.matchAll(FlowField.TUN_IPV4_SRC).matchAll(FlowField.TUN_IPV4_DST);
        } else {
            mask.matchAll(FlowField.TUN_IPV6_SRC_HIGH).matchAll(FlowField.TUN_IPV6_SRC_LOW);
            mask.matchAll(FlowField.TUN_IPV6_DST_HIGH).matchAll(FlowField.TUN_IPV6_DST_LOW);
        }
        mask.set(FlowField.TUN_FLAGS, mask.get(FlowField.TUN_FLAGS) | FlowField.TUN_KEY);
        packet.effect((packets, bytes, used) -> counters.received(packets, bytes));
        if (!isIp(flow) || (flow.get(FlowField.TUN_TOS) & ECN) != CONGESTED) {
            return true;
        }
        mask.set(FlowField.IP_TOS, mask.get(FlowField.IP_TOS) | ECN);
        if ((flow.get(FlowField.IP_TOS) & ECN) == 0) {
            VLOG.log(CONGESTION, LogLevel.WARN, "dropping tunnel packet marked ECN CE but is not ECN capable");
            return false;
        }
        flow.set(FlowField.IP_TOS, flow.get(FlowField.IP_TOS) | CONGESTED);
        return true;
    }

    private static boolean isIp(FlowKey flow) {
        long type = flow.get(FlowField.ETH_TYPE);
        return type == EtherType.IPV4 || type == EtherType.IPV6;
    }

    @Override
    public void output(OutgoingPacket packet, Place at, boolean isLast) {
        FlowKey flow = packet.flow();
        FlowKey before = flow.copy();
        long mark = flow.get(FlowField.PKT_MARK);
        setTunnel(packet);
        if (TunnelFamily.destination(flow).equals(TunnelFamily.destination(packet.original()))) {
            packet.warn("Not tunneling to our own address");
        } else {
            packet.effect((packets, bytes, used) -> counters.sent(packets, bytes));
            if (packet.hasNativeTunnels()) {
                packet.note("output to native tunnel");
                packet.commit();
                tunnels.output().send(packet, at, this, isLast);
            } else {
                packet.note("output to kernel tunnel");
                packet.outputByTunnel(at.port().datapathPort(), protocol.hasOptions());
            }
        }
        long sentMark = flow.get(FlowField.PKT_MARK);
        flow.copyFrom(before);
        // As in Open vSwitch, what a tunnel marks stays marked.
        flow.set(FlowField.PKT_MARK, config.egressMark() == null ? mark : sentMark);
    }

    /** Put into the packet what is known of its outer headers. */
    private void setTunnel(OutgoingPacket packet) {
        FlowKey flow = packet.flow();
        FlowKey mask = packet.mask();
        if (!config.isLocalFlow()) {
            set(flow, config.local(), FlowField.TUN_IPV4_SRC, FlowField.TUN_IPV6_SRC_HIGH, FlowField.TUN_IPV6_SRC_LOW);
        }
        if (!config.isRemoteFlow()) {
            set(flow, config.remote(), FlowField.TUN_IPV4_DST, FlowField.TUN_IPV6_DST_HIGH, FlowField.TUN_IPV6_DST_LOW);
        }
        flow.set(FlowField.TUN_TP_SRC, 0).set(FlowField.TUN_TP_DST, config.destinationPort());
        if (!config.outKey().isFlow()) {
            flow.set(FlowField.TUN_ID, config.outKey().value());
        }
        int ttl = config.ttl();
        if (ttl == TunnelConfig.INHERIT) {
            ttl = isIp(flow) ? (int) flow.get(FlowField.IP_TTL) : TunnelConfig.DEFAULT_TTL;
            if (isIp(flow)) {
                mask.matchAll(FlowField.IP_TTL);
            }
        }
        flow.set(FlowField.TUN_TTL, ttl);
        flow.set(FlowField.TUN_TOS, typeOfService(flow, mask));
        long flags = flow.get(FlowField.TUN_FLAGS) & ~OWN_FLAGS;
        flags |= config.mayFragment() ? 0 : FlowField.TUN_DONT_FRAGMENT;
        flags |= config.outKey().isPresent() ? FlowField.TUN_KEY : 0;
        Boolean wanted = config.checksum();
        boolean isUsual =
                protocol.defaultPort() != 0 && protocol.hasChecksum() && flow.get(FlowField.TUN_IPV4_DST) == 0;
        flags |= wanted == null ? isUsual ? FlowField.TUN_CSUM : 0 : wanted ? FlowField.TUN_CSUM : 0;
        flow.set(FlowField.TUN_FLAGS, flags);
        Long mark = config.egressMark();
        if (mark != null) {
            flow.set(FlowField.PKT_MARK, mark);
            mask.matchAll(FlowField.PKT_MARK);
        }
    }

    private int typeOfService(FlowKey flow, FlowKey mask) {
        int tos = config.tos();
        boolean inherits = tos == TunnelConfig.INHERIT;
        if (!isIp(flow)) {
            return inherits ? 0 : tos;
        }
        int inside = (int) flow.get(FlowField.IP_TOS);
        mask.set(FlowField.IP_TOS, mask.get(FlowField.IP_TOS) | ECN | (inherits ? DSCP : 0));
        int service = inherits ? inside & DSCP : tos;
        // Congestion of the network inside is none of the one outside.
        return service | ((inside & ECN) == CONGESTED ? ECN_CAPABLE : inside & ECN);
    }

    private static void set(FlowKey flow, Ip ip, FlowField v4, FlowField high, FlowField low) {
        flow.set(v4, ip.v4()).set(high, ip.isV4() ? 0 : ip.high()).set(low, ip.isV4() ? 0 : ip.low());
    }
}
