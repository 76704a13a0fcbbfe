/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Port;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.tunnel.route.Router;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import io.opsswitch.vswitchd.spi.FeaturePort;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** An interface that is a tunnel: one of several that share a port of the datapath. Used by the switch's thread. */
final class TunnelInterface implements FeaturePort, Port {

    private static final long UNICAST_LOCAL = 0x0200_0000_0000L;
    private static final long ADDRESS_BITS = 0xfcff_ffff_ffffL;

    private final Tunnels tunnels;
    private final Datapath datapath;
    private final String name;
    private final Port backing;
    private final TunnelPort virtual;
    private volatile long macAddress = ThreadLocalRandom.current().nextLong() & ADDRESS_BITS | UNICAST_LOCAL;

    TunnelInterface(Tunnels tunnels, Datapath datapath, String name, Port backing, TunnelPort virtual) {
        this.tunnels = tunnels;
        this.datapath = datapath;
        this.name = name;
        this.backing = backing;
        this.virtual = virtual;
        TunnelProtocol protocol = virtual.protocol();
        tunnels.listening()
                .add(
                        backing.name(),
                        backing.number(),
                        protocol.ipProtocol(),
                        virtual.config().destinationPort());
        tunnels.interfaces().add(this);
    }

    TunnelCounters counters() {
        return virtual.counters();
    }

    TunnelConfig config() {
        return virtual.config();
    }

    /** Take over what people see of the interface in the place of which this one is. */
    void succeed(TunnelInterface previous) {
        macAddress = previous.macAddress;
    }

    @Override
    public Port port() {
        return this;
    }

    @Override
    public VirtualPort virtual() {
        return virtual;
    }

    @Override
    public Map<String, String> status() {
        TunnelConfig config = virtual.config();
        if (!config.remote().isSet()) {
            return Map.of();
        }
        Long mark = config.egressMark();
        Ip any = config.remote().isV4() ? Ip.NONE_V4 : Ip.NONE;
        Router.Way way = tunnels.router().lookup(mark == null ? 0 : mark, config.remote(), any);
        if (way == null) {
            return Map.of();
        }
        String carrier = tunnels.hasCarrier(way.device()) ? "up" : "down";
        return Map.of("tunnel_egress_iface", way.device(), "tunnel_egress_iface_carrier", carrier);
    }

    @Override
    public void close() {
        tunnels.interfaces().remove(this);
        tunnels.listening().remove(backing.number(), virtual.protocol().ipProtocol());
        tunnels.release(datapath, backing.name());
        tunnels.access().changed();
    }

    @Override
    public int number() {
        return backing.number();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return virtual.protocol().type();
    }

    @Override
    public long macAddress() {
        return macAddress;
    }

    @Override
    public void setMacAddress(long address) {
        macAddress = address;
    }

    @Override
    public PortState state() {
        return new PortState(true, true, true, 0, false, 0, 0, 0, LinkModes.NONE);
    }

    @Override
    public void setAdminUp(boolean isUp) {
        // A tunnel is never down, as in Open vSwitch.
    }

    @Override
    public void setMtu(int mtu) {
        // The device that packets leave by has one.
    }

    @Override
    public PortStatistics statistics() {
        return virtual.counters().statistics();
    }
}
