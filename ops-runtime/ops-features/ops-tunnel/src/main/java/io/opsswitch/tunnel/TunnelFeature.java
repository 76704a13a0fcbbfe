/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.tunnel.neighbour.NeighbourCommands;
import io.opsswitch.tunnel.route.RouteCommands;
import io.opsswitch.tunnel.route.SystemRoutes;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.spi.FeatureContext;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all kinds of tunnels need beside their interfaces: routes, neighbours, commands, and packets that are for them. */
public final class TunnelFeature implements TranslationFeature {

    private static final Duration INTERVAL = Duration.ofMillis(500);
    /** How long a route of the system may be unknown; to see that there is nothing new costs one system call. */
    private static final Duration ROUTES_INTERVAL = Duration.ofMillis(100);

    private @Nullable Tunnels tunnels;

    /** Create the feature. */
    public TunnelFeature() {}

    @Override
    public String symbol() {
        return "OPS_TUNNEL";
    }

    @Override
    public Map<String, Set<String>> columns() {
        return Map.of();
    }

    @Override
    public AutoCloseable start(FeatureContext context) {
        Tunnels all = context.shared(Tunnels.class, Tunnels::new);
        tunnels = all;
        NeighbourCommands.register(context, all.neighbours(), all::forgetGone);
        TunnelCommands.register(context, all);
        SystemRoutes system =
                SystemRoutes.open(all.access().usesSystemRoutes(), all.router(), all.addresses(), all::changed);
        RouteCommands.register(context, all.router(), system::look, all::changed);
        context.every(ROUTES_INTERVAL, system::look);
        context.every(INTERVAL, () -> {
            all.refresh();
            all.forgetGone();
            all.neighbours().expire();
        });
        return () -> {
            system.close();
            tunnels = null;
        };
    }

    @Override
    public @Nullable BridgeExtension configure(OfBridge bridge, Bridge row, @Nullable BridgeExtension previous) {
        Tunnels all = tunnels;
        return all == null ? null : new TunnelExtension(all);
    }
}
