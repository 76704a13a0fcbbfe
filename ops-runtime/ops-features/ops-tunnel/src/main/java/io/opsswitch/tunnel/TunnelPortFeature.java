/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.vswitchd.spi.FeatureContext;
import io.opsswitch.vswitchd.spi.FeaturePort;
import io.opsswitch.vswitchd.spi.PortRequest;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Brings the interfaces of one kind of tunnel. A module that adds a kind has a subclass of this, and a protocol. */
public abstract class TunnelPortFeature implements PortTypeFeature {

    private static final Vlog VLOG = Vlog.module("netdev_vport");

    private final String symbol;
    private final TunnelProtocol protocol;
    private final Map<String, String> told = new HashMap<>();
    private @Nullable Tunnels tunnels;

    /** Create a feature. */
    protected TunnelPortFeature(String symbol, TunnelProtocol protocol) {
        this.symbol = symbol;
        this.protocol = protocol;
    }

    @Override
    public final String symbol() {
        return symbol;
    }

    @Override
    public final Map<String, Set<String>> columns() {
        return Map.of();
    }

    @Override
    public final Set<String> interfaceTypes() {
        return Set.of(protocol.type());
    }

    @Override
    public final AutoCloseable start(FeatureContext context) {
        tunnels = context.shared(Tunnels.class, Tunnels::new);
        return () -> tunnels = null;
    }

    /** Tell people of what is wrong with an interface, once. */
    private void tell(String name, String problem) {
        String before = problem.isEmpty() ? told.remove(name) : told.put(name, problem);
        if (!problem.isEmpty() && !problem.equals(before)) {
            problem.lines().forEach(line -> VLOG.warn("%s", line));
        }
    }

    /** Look whether an interface can be beside those that are there; the message is for {@code Interface.error}. */
    protected void check(String name, TunnelConfig config, Iterable<TunnelConfig> others) throws DatapathException {}

    /** Return what a datapath needs to know that takes headers off by itself. */
    private Map<String, String> options(TunnelConfig config) {
        Map<String, String> options = new HashMap<>();
        if (protocol.defaultPort() != 0) {
            options.put("dst_port", String.valueOf(config.destinationPort()));
        }
        String extensions = config.own().get("exts");
        if (extensions != null) {
            options.put("exts", extensions);
        }
        return options;
    }

    @Override
    public final FeaturePort open(PortRequest request, @Nullable FeaturePort previous) throws DatapathException {
        Tunnels all = tunnels;
        if (all == null) {
            throw new IllegalStateException(symbol + " is stopped");
        }
        List<String> warnings = new ArrayList<>();
        TunnelConfig config;
        String reason = "Invalid argument";
        try {
            config = TunnelOptionReader.read(request.name(), protocol, request.options(), warnings);
            reason = "File exists";
            check(
                    request.name(),
                    config,
                    all.interfaces().stream()
                            .filter(other -> other != previous && other.type().equals(protocol.type()))
                            .map(TunnelInterface::config)
                            .toList());
        } catch (DatapathException e) {
            tell(
                    request.name(),
                    e.getMessage() + "\n" + request.name() + ": could not set configuration (" + reason + ")");
            throw e;
        }
        tell(request.name(), String.join("\n", warnings));
        Datapath datapath = request.datapath();
        String name = protocol.defaultPort() == 0
                ? protocol.portName()
                : protocol.portName() + "_" + config.destinationPort();
        Port backing = all.acquire(
                datapath,
                name,
                () -> datapath.addTunnelPort(
                        new PortSpec(name, protocol.type(), options(config), 0), protocol.codec(all.sourcePorts())));
        TunnelCounters counters = previous instanceof TunnelInterface before ? before.counters() : new TunnelCounters();
        TunnelInterface opened = new TunnelInterface(
                all, datapath, request.name(), backing, new TunnelPort(all, protocol, config, counters));
        if (previous instanceof TunnelInterface before) {
            opened.succeed(before);
            before.close();
        }
        return opened;
    }
}
