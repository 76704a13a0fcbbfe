/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Port;
import io.opsswitch.tunnel.TunnelConfig.Key;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.tunnel.route.Prefix;
import io.opsswitch.tunnel.route.Route;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.util.List;

/** The commands about tunnels of ovs-vswitchd(8), and those that give addresses to stand-ins. */
final class TunnelCommands {

    private static final int PORTS = 65535;

    private final Tunnels tunnels;

    private TunnelCommands(Tunnels tunnels) {
        this.tunnels = tunnels;
    }

    static void register(FeatureContext context, Tunnels tunnels) {
        TunnelCommands here = new TunnelCommands(tunnels);
        context.command(
                "tnl/ports/show",
                "-v",
                0,
                1,
                args -> tunnels.listening().show(!args.isEmpty() && args.get(0).equalsIgnoreCase("-v")));
        context.command("tnl/egress_port_range", "min max", 0, 2, here::egressPortRange);
        context.command("ofproto/list-tunnels", "", 0, 0, args -> here.list());
        context.command("netdev-dummy/ip4addr", "[netdev] ipaddr/mask-prefix-len", 2, 2, args -> here.add(args, true));
        context.command("netdev-dummy/ip6addr", "[netdev] ip6addr", 2, 2, args -> here.add(args, false));
    }

    private String egressPortRange(List<String> args) {
        if (args.size() < 2) {
            return "Tunnel UDP source port range: " + tunnels.sourcePorts().text() + "\n";
        }
        int one = port(args.get(0));
        if (one < 0) {
            return "Invalid min.";
        }
        int other = port(args.get(1));
        if (other < 0) {
            return "Invalid max.";
        }
        tunnels.sourcePorts().set(one, other);
        tunnels.changed();
        return "OK";
    }

    private static int port(String text) {
        int number = text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
        return number == 0 || number > PORTS ? -1 : number;
    }

    private String add(List<String> args, boolean isV4) throws ControlException {
        String device = args.get(0);
        if (!isStandIn(device)) {
            throw new ControlException("Unknown Dummy Interface");
        }
        Prefix address = Prefix.parse(args.get(1));
        if (address == null || address.ip().isV4() != isV4) {
            throw new ControlException(args.get(1) + ": invalid IP" + (isV4 ? "" : "v6") + " address");
        }
        tunnels.addresses().add(device, address);
        int whole = 2 * Long.SIZE;
        tunnels.router().add(Route.LOCAL, 0, false, new Prefix(address.ip(), whole), device, Ip.NONE, address.ip());
        tunnels.router().add(Route.MAIN, 0, false, address, device, Ip.NONE, address.ip());
        tunnels.changed();
        return "OK";
    }

    private boolean isStandIn(String device) {
        for (Datapath datapath : tunnels.access().datapaths()) {
            for (Port port : datapath.ports()) {
                if (port.name().equals(device) && port.type().startsWith("dummy")) {
                    return true;
                }
            }
        }
        return false;
    }

    private String list() {
        StringBuilder text = new StringBuilder();
        for (Place place : TunnelFamily.inOrder(tunnels.access().snapshots())) {
            if (place.port().virtual() instanceof TunnelPort tunnel) {
                line(text, place, tunnel.config());
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, Place place, TunnelConfig config) {
        text.append("port ")
                .append(place.port().datapathPort())
                .append(": ")
                .append(place.port().name());
        text.append(" (").append(place.port().type()).append(": ");
        if (!config.isRemoteFlow()) {
            text.append(config.local()).append("->").append(config.remote());
        } else {
            text.append(config.isLocalFlow() ? "flow" : config.local().toString())
                    .append("->flow");
        }
        text.append(", key=").append(key(config.inKey()));
        text.append(", legacy_l2, dp port=").append(place.port().datapathPort());
        if (!config.outKey().equals(config.inKey())) {
            text.append(", out_key=").append(config.outKey().isPresent() ? key(config.outKey()) : "none");
        }
        text.append(", ttl=").append(config.ttl() == TunnelConfig.INHERIT ? "inherit" : String.valueOf(config.ttl()));
        if (config.tos() != 0) {
            text.append(", tos=");
            text.append(config.tos() == TunnelConfig.INHERIT ? "inherit" : "0x" + Integer.toHexString(config.tos()));
        }
        text.append(config.mayFragment() ? ", df=false" : "");
        text.append(config.checksum() == null ? "" : ", csum=" + config.checksum())
                .append(")\n");
    }

    private static String key(Key key) {
        if (key.isFlow()) {
            return "flow";
        }
        return key.value() == 0 ? "0" : "0x" + Long.toHexString(key.value());
    }
}
