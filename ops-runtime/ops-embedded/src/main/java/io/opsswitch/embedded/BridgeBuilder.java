/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.Controller;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a bridge is to be, in the words of the table {@code Bridge} of ovs-vswitchd.conf.db(5). Its ports are dummies and
 * touch nothing of the host, unless it is told otherwise. Used by one thread.
 */
public final class BridgeBuilder {

    private static final String INTERNAL = "internal";

    private final String name;
    private final Map<String, PortBuilder> ports = new LinkedHashMap<>();
    private final Map<String, Consumer<Controller.Editor>> controllers = new LinkedHashMap<>();
    private final List<Consumer<Bridge.Editor>> edits = new ArrayList<>();
    private String datapathType = OpsSwitchBuilder.DUMMY;
    private Set<String> protocols = Set.of();
    private boolean secure;

    BridgeBuilder(String name) {
        this.name = name;
    }

    /** Have dummy ports of these names, whose OpenFlow numbers are their places in the list: the first is 1. */
    public BridgeBuilder ports(String... names) {
        for (String each : names) {
            port(each, port -> {});
        }
        return this;
    }

    /**
     * Have a port.
     *
     * @throws IllegalArgumentException if the bridge has one of this name
     */
    public BridgeBuilder port(String port, Consumer<PortBuilder> settings) {
        if (port.isBlank()) {
            throw new IllegalArgumentException("bridge " + name + ": a port needs a name");
        }
        if (port.equals(name) || ports.containsKey(port)) {
            throw new IllegalArgumentException(
                    "bridge " + name + ": there is a port " + port + " already; give each port a name of its own");
        }
        PortBuilder made = new PortBuilder(port, ports.size() + 1);
        settings.accept(made);
        ports.put(port, made);
        return this;
    }

    /** Have a port that leads to the port {@code peer} of another bridge, whose peer is this one. */
    public BridgeBuilder patch(String port, String peer) {
        return port(port, each -> each.type("patch").option("peer", peer));
    }

    /** Have devices of this host as ports, for which the bridge has to be on a real datapath: {@code netdev}. */
    public BridgeBuilder devices(String... names) {
        for (String each : names) {
            port(each, port -> port.type("system"));
        }
        return this;
    }

    /** Be controlled: {@code tcp:IP:PORT}, {@code ssl:IP:PORT}, {@code ptcp:PORT:IP} and the like. */
    public BridgeBuilder controller(String target) {
        return controller(target, controller -> {});
    }

    /**
     * Be controlled, with more settings.
     *
     * @throws IllegalArgumentException if the target is there already
     */
    public BridgeBuilder controller(String target, Consumer<Controller.Editor> settings) {
        if (controllers.putIfAbsent(target, settings) != null) {
            throw new IllegalArgumentException("bridge " + name + ": controller " + target + " is there already");
        }
        return this;
    }

    /** Speak these versions of OpenFlow and no others: {@code OpenFlow13} and so on. All if nothing is said. */
    public BridgeBuilder protocols(String... versions) {
        protocols = new LinkedHashSet<>(Arrays.asList(versions));
        return this;
    }

    /** Forward nothing that no controller has asked for ({@code fail_mode=secure}). */
    public BridgeBuilder secure() {
        secure = true;
        return this;
    }

    /** Be on another datapath than {@code dummy}: {@code netdev} for devices of this host, which takes rights. */
    public BridgeBuilder datapathType(String type) {
        datapathType = type;
        return this;
    }

    /** Set other columns of the bridge's row. */
    public BridgeBuilder set(Consumer<Bridge.Editor> edit) {
        edits.add(edit);
        return this;
    }

    String name() {
        return name;
    }

    /** Return the names of all ports, its own among them. */
    Set<String> portNames() {
        Set<String> names = new LinkedHashSet<>(ports.keySet());
        names.add(name);
        return names;
    }

    /** Insert the rows, and return that of the bridge. */
    Bridge.Editor insert(TypedTransaction transaction) {
        Bridge.Editor bridge = Bridge.insert(transaction);
        Interface.Editor device = Interface.insert(transaction);
        device.name(name).type(INTERNAL);
        Port.Editor own = Port.insert(transaction);
        own.name(name).interfaces(device);
        List<Port.Editor> rows = new ArrayList<>(List.of(own));
        for (PortBuilder each : ports.values()) {
            Port.Editor port = Port.insert(transaction);
            each.fill(port, Interface.insert(transaction));
            rows.add(port);
        }
        List<Controller.Editor> targets = new ArrayList<>();
        controllers.forEach((target, settings) -> {
            Controller.Editor controller = Controller.insert(transaction);
            controller.target(target);
            settings.accept(controller);
            targets.add(controller);
        });
        bridge.name(name)
                .datapathType(datapathType)
                .protocols(protocols)
                .ports(rows)
                .controller(targets);
        if (secure) {
            bridge.failMode(Bridge.FailMode.SECURE);
        }
        edits.forEach(edit -> edit.accept(bridge));
        return bridge;
    }
}
