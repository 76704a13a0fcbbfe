/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchFormatter;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tunnel that a packet came by. A tunnel may ask for a certain key, other end and own end, or take any; the one
 * that asks for most gets the packet: first those with a key, among these those with another end, then those with an own
 * end, those with any own end, those where flows look at it. Stateless.
 */
final class TunnelFamily implements VirtualPort.Family {

    private static final Vlog VLOG = Vlog.module("tunnel");
    private static final VlogRateLimit LOST = new VlogRateLimit(1, 5);

    /** What a packet has to have to be a tunnel's; what the tunnel does not care about is zero. */
    private record Wanted(
            int port, boolean isKeyFlow, long key, boolean isRemoteFlow, Ip remote, boolean isLocalFlow, Ip local) {

        static Wanted of(int port, TunnelConfig config) {
            return new Wanted(
                    port,
                    config.inKey().isFlow(),
                    config.inKey().value(),
                    config.isRemoteFlow(),
                    config.remote(),
                    config.isLocalFlow(),
                    config.local());
        }
    }

    @Override
    public VirtualPort.Receiver receiver(List<Place> ports) {
        Map<Wanted, Place> tunnels = new HashMap<>();
        for (Place place : ports) {
            if (place.port().virtual() instanceof TunnelPort tunnel) {
                tunnels.putIfAbsent(Wanted.of(place.port().datapathPort(), tunnel.config()), place);
            }
        }
        return key -> find(tunnels, key);
    }

    private static @Nullable Place find(Map<Wanted, Place> tunnels, FlowKey key) {
        if (!SwitchSnapshot.isTunnelled(key)) {
            return null;
        }
        int port = (int) key.get(FlowField.IN_PORT);
        long id = key.get(FlowField.TUN_ID);
        Ip remote = source(key);
        Ip local = destination(key);
        for (int isKeyFlow = 0; isKeyFlow < 2; isKeyFlow++) {
            for (int isRemoteFlow = 0; isRemoteFlow < 2; isRemoteFlow++) {
                for (int own = 0; own < 3; own++) {
                    Place place = tunnels.get(new Wanted(
                            port,
                            isKeyFlow == 1,
                            isKeyFlow == 1 ? 0 : id,
                            isRemoteFlow == 1,
                            isRemoteFlow == 1 ? Ip.NONE : remote,
                            own == 2,
                            own == 0 ? local : Ip.NONE));
                    if (place != null) {
                        return place;
                    }
                }
            }
        }
        VLOG.log(LOST, LogLevel.WARN, "receive tunnel port not found (%s)", text(key));
        return null;
    }

    private static String text(FlowKey key) {
        FlowKey mask = new FlowKey();
        for (int word = 0; word < FlowKey.PIPELINE_WORD; word++) {
            mask.setWord(word, key.word(word) == 0 ? 0 : -1L);
        }
        return MatchFormatter.format(Match.of(key, mask), OfNames.NONE);
    }

    /** Return where the outer packet comes from. */
    static Ip source(FlowKey key) {
        return address(key, FlowField.TUN_IPV4_SRC, FlowField.TUN_IPV6_SRC_HIGH, FlowField.TUN_IPV6_SRC_LOW);
    }

    /** Return where the outer packet goes. */
    static Ip destination(FlowKey key) {
        return address(key, FlowField.TUN_IPV4_DST, FlowField.TUN_IPV6_DST_HIGH, FlowField.TUN_IPV6_DST_LOW);
    }

    private static Ip address(FlowKey key, FlowField v4, FlowField high, FlowField low) {
        int address = (int) key.get(v4);
        return address != 0 ? Ip.v4(address) : new Ip(key.get(high), key.get(low));
    }

    /** Return the tunnels of some bridges in the order in which they are asked, for people. */
    static List<Place> inOrder(List<SwitchSnapshot> snapshots) {
        List<Place> all = new ArrayList<>();
        for (SwitchSnapshot snapshot : snapshots) {
            snapshot.bridges().forEach(bridge -> all.addAll(snapshot.places(bridge)));
        }
        all.removeIf(place -> !(place.port().virtual() instanceof TunnelPort));
        all.sort(java.util.Comparator.comparingInt(TunnelFamily::order));
        return all;
    }

    private static int order(Place place) {
        if (!(place.port().virtual() instanceof TunnelPort tunnel)) {
            return 0;
        }
        TunnelConfig config = tunnel.config();
        int own = config.isLocalFlow() ? 2 : config.local().isSet() ? 0 : 1;
        return (config.inKey().isFlow() ? 6 : 0) + (config.isRemoteFlow() ? 3 : 0) + own;
    }
}
