/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A bridge that exists: what outlives changes of its configuration (learned addresses, port numbers, counters), and its
 * newest form for translation. Owned by the reconciler's thread.
 */
final class RunningBridge {

    private static final Vlog VLOG = Vlog.module("bridge");

    private final Backer backer;
    private final MacTable macTable;
    private final OfportAllocator ofports = new OfportAllocator();
    private final Map<TranslationFeature, BridgeExtension> extensions = new LinkedHashMap<>();
    private final BridgeOpenFlow openFlow;
    private BridgeConfig config;
    private @Nullable OfBridge current;
    private long address;

    RunningBridge(
            BridgeConfig config, Backer backer, OpenFlowNetwork network, LongSupplier clock, Runnable portsChanged) {
        this.config = config;
        this.backer = backer;
        this.macTable = new MacTable(clock, backer.changes());
        this.openFlow = new BridgeOpenFlow(config, backer, network, clock, portsChanged);
    }

    BridgeConfig config() {
        return config;
    }

    Backer backer() {
        return backer;
    }

    BridgeOpenFlow openFlow() {
        return openFlow;
    }

    /** Return the bridge as translation sees it, or null before the first {@link #rebuild}. */
    @Nullable
    OfBridge current() {
        return current;
    }

    Map<TranslationFeature, BridgeExtension> extensions() {
        return extensions;
    }

    /** Return the bridge's Ethernet address; 0 before it is chosen. */
    long address() {
        return address;
    }

    /** Take over a configuration, but for what {@link #rebuild} does; return whether that alone makes a difference to packets. */
    boolean update(BridgeConfig wanted) {
        config = wanted;
        boolean floodsOthers = macTable.configure(
                SwitchConfig.number(wanted.otherConfig(), "mac-table-size", MacTable.DEFAULT_MAX_ENTRIES),
                SwitchConfig.number(wanted.otherConfig(), "mac-aging-time", MacTable.DEFAULT_AGEING_SECONDS),
                wanted.floodVlans());
        return openFlow.update(wanted) | floodsOthers;
    }

    /** Choose the bridge's address and hand it, and MTUs, to the devices. */
    void configureDevices(Map<String, RunningInterface> all) {
        List<RunningInterface> interfaces = new ArrayList<>();
        List<RunningInterface> ordinary = new ArrayList<>();
        for (PortConfig port : config.ports()) {
            Bundle bundle = current == null ? null : current.bundle(port.name());
            boolean reserved = bundle != null && current != null && current.isReserved(bundle);
            for (InterfaceConfig each : port.interfaces()) {
                RunningInterface running = all.get(each.name());
                if (running != null) {
                    interfaces.add(running);
                    if (!reserved) {
                        ordinary.add(running);
                    }
                }
            }
        }
        address = BridgeAddress.choose(config, ordinary);
        openFlow.setDatapathId(Long.parseUnsignedLong(BridgeAddress.datapathId(config, address), 16));
        int leastMtu = Integer.MAX_VALUE;
        for (RunningInterface each : interfaces) {
            if (each.port() != null && !each.config().type().equals(InterfaceConfig.INTERNAL)) {
                int mtu = each.port().state().mtu();
                leastMtu = mtu > 0 ? Math.min(leastMtu, mtu) : leastMtu;
            }
        }
        for (RunningInterface each : interfaces) {
            boolean internal = each.config().type().equals(InterfaceConfig.INTERNAL);
            if (each.config().name().equals(config.name())) {
                each.setAddress(config.name(), address);
            } else if (internal) {
                each.setAddress(config.name(), each.config().macAddress());
            }
            if (each.config().mtuRequest() > 0) {
                each.setMtu(config.name(), each.config().mtuRequest());
            } else if (internal && leastMtu != Integer.MAX_VALUE) {
                each.setMtu(config.name(), leastMtu);
            }
        }
    }

    /**
     * Put the bridge together anew, with the interfaces that work; return whether it differs from before.
     *
     * @param interfaces the interfaces by name
     */
    boolean rebuild(
            Map<String, RunningInterface> interfaces,
            ToIntFunction<RunningInterface> remembered,
            List<TranslationFeature> features,
            Replica replica) {
        List<RunningInterface> working = new ArrayList<>();
        for (PortConfig port : config.ports()) {
            for (InterfaceConfig each : port.interfaces()) {
                RunningInterface running = interfaces.get(each.name());
                if (running != null && running.works()) {
                    working.add(running);
                }
            }
        }
        ofports.assign(config.name(), working, remembered);
        openFlow.setPorts(working);
        List<Bundle> bundles = new ArrayList<>();
        for (PortConfig port : config.ports()) {
            bundles.add(bundle(port, interfaces));
        }
        // Flooding in the order of port numbers is what people expect to see; ports that do not work come last.
        bundles.sort(Comparator.comparingInt(RunningBridge::orderOf).thenComparing(Bundle::name));
        OfBridge plain = withExtensions(bundles, List.of());
        Bridge row = Bridge.find(replica, config.row());
        List<BridgeExtension> wanted = new ArrayList<>();
        for (TranslationFeature feature : features) {
            BridgeExtension extension = row == null ? null : configure(feature, plain, row);
            if (extension == null) {
                extensions.remove(feature);
            } else {
                extensions.put(feature, extension);
                wanted.add(extension);
            }
        }
        return replace(withExtensions(bundles, wanted));
    }

    /** Drop what a feature added, without counters that it could come back to; return whether there was any. */
    boolean forget(TranslationFeature feature) {
        BridgeExtension extension = extensions.remove(feature);
        OfBridge bridge = current;
        if (extension == null || bridge == null) {
            return false;
        }
        List<BridgeExtension> others = new ArrayList<>(bridge.extensions());
        others.removeIf(other -> other == extension);
        return replace(withExtensions(bridge.bundles(), others));
    }

    private @Nullable BridgeExtension configure(TranslationFeature feature, OfBridge plain, Bridge row) {
        BridgeExtension previous = extensions.get(feature);
        BridgeExtension extension;
        try {
            extension = feature.configure(plain, row, previous);
        } catch (RuntimeException e) {
            VLOG.err("bridge %s: %s failed and is off: %s", config.name(), feature.symbol(), e);
            return null;
        }
        // Keep the instance, with its counters, when nothing changed.
        return extension != null && extension.equals(previous) ? previous : extension;
    }

    /** Take ports out that are about to disappear; return whether any was there. */
    boolean strip(Set<String> names) {
        OfBridge bridge = current;
        if (bridge == null) {
            return false;
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Bundle bundle : bridge.bundles()) {
            List<OfPort> ports = new ArrayList<>(bundle.ports());
            ports.removeIf(port -> names.contains(port.name()));
            bundles.add(new Bundle(bundle.name(), bundle.row(), bundle.vlans(), bundle.isProtected(), ports));
        }
        return replace(withExtensions(bundles, bridge.extensions()));
    }

    private boolean replace(OfBridge newer) {
        OfBridge older = current;
        if (newer.equals(older)) {
            return false;
        }
        current = newer;
        return true;
    }

    /**
     * Forget the stations on ports that are gone or that forward otherwise now.
     *
     * @return the stations on ports that are gone: other bridges may have known them by way of this one
     */
    List<MacTable.Row> forgetOutdated(@Nullable OfBridge before) {
        List<MacTable.Row> lost = new ArrayList<>();
        OfBridge now = current;
        if (before == null || now == null) {
            return lost;
        }
        for (Bundle old : before.bundles()) {
            Bundle same = now.bundle(old.name());
            if (same == null) {
                lost.addAll(macTable.flushPort(old.name()));
            } else if (same.ports().isEmpty() || !same.vlans().equals(old.vlans()) || now.isReserved(same)) {
                macTable.flushPort(old.name());
            }
        }
        return lost;
    }

    /** Forget stations that another bridge has lost. */
    void forget(List<MacTable.Row> lost) {
        lost.forEach(row -> macTable.forget(row.address(), row.vlan()));
    }

    private Bundle bundle(PortConfig row, Map<String, RunningInterface> interfaces) {
        List<OfPort> ports = new ArrayList<>();
        // Without bonding a port is its first interface; choosing another one would be a bond without its safeguards.
        if (!row.interfaces().isEmpty()) {
            RunningInterface running = interfaces.get(row.interfaces().get(0).name());
            if (running != null && running.works()) {
                OpenFlowPort port = openFlow.openFlowPort(running.ofport());
                if (port != null) {
                    ports.add(port.forTranslation());
                }
            }
        }
        return new Bundle(row.name(), row.row(), row.vlans(), row.isProtected(), ports);
    }

    /** Take over what controllers have set of ports; return whether that makes a difference. */
    boolean refreshPorts() {
        OfBridge bridge = current;
        if (bridge == null) {
            return false;
        }
        List<Bundle> bundles = new ArrayList<>();
        for (Bundle bundle : bridge.bundles()) {
            List<OfPort> ports = new ArrayList<>();
            for (OfPort port : bundle.ports()) {
                OpenFlowPort known = openFlow.openFlowPort(port.number());
                ports.add(known == null ? port : known.forTranslation());
            }
            bundles.add(new Bundle(bundle.name(), bundle.row(), bundle.vlans(), bundle.isProtected(), ports));
        }
        return replace(withExtensions(bundles, bridge.extensions()));
    }

    private static int orderOf(Bundle bundle) {
        if (bundle.ports().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        // The bridge's own port comes first, as it does where Open vSwitch floods.
        int number = bundle.ports().get(0).number();
        return number == OfPort.LOCAL ? 0 : number;
    }

    private OfBridge withExtensions(List<Bundle> bundles, List<BridgeExtension> wanted) {
        return new OfBridge(
                config.name(),
                config.row(),
                Boolean.parseBoolean(config.otherConfig().getOrDefault("forward-bpdu", "false")),
                bundles,
                macTable,
                openFlow.pipeline(),
                wanted);
    }
}
