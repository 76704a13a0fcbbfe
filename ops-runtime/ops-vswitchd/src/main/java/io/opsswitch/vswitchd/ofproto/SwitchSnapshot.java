/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.vswitchd.ofproto.VirtualPort.Receiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All bridges on one datapath as of one configuration. Immutable; a new configuration is a new snapshot with a greater
 * generation.
 */
public final class SwitchSnapshot {

    /** The snapshot of a datapath without bridges. */
    public static final SwitchSnapshot EMPTY = new SwitchSnapshot(0, List.of());

    private final long generation;
    private final List<OfBridge> bridges;
    private final Map<Integer, Place> byDatapathPort = new HashMap<>();
    private final List<Receiver> receivers = new ArrayList<>();
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<UUID, OfBridge> byRow = new HashMap<>();
    private final Map<UUID, Map<Integer, Place>> byNumber = new HashMap<>();

    /** Create a snapshot. */
    public SwitchSnapshot(long generation, List<OfBridge> bridges) {
        this.generation = generation;
        this.bridges = List.copyOf(bridges);
        Map<VirtualPort.Family, List<Place>> virtual = new LinkedHashMap<>();
        for (OfBridge bridge : bridges) {
            Map<Integer, Place> numbers = new TreeMap<>();
            byRow.put(bridge.row(), bridge);
            byNumber.put(bridge.row(), numbers);
            for (Bundle bundle : bridge.bundles()) {
                for (OfPort port : bundle.ports()) {
                    Place place = new Place(bridge, bundle, port);
                    byName.put(port.name(), place);
                    numbers.put(port.number(), place);
                    if (port.virtual() != null) {
                        virtual.computeIfAbsent(port.virtual().family(), family -> new ArrayList<>())
                                .add(place);
                    } else if (port.datapathPort() != OfPort.NO_DATAPATH_PORT) {
                        byDatapathPort.put(port.datapathPort(), place);
                    }
                }
            }
        }
        virtual.forEach((family, places) -> receivers.add(family.receiver(places)));
    }

    /** Return the number of this configuration. */
    public long generation() {
        return generation;
    }

    /** Return the bridges. */
    public List<OfBridge> bridges() {
        return bridges;
    }

    /** Return the bridge of this name, or null if there is none. */
    public @Nullable OfBridge bridge(String name) {
        for (OfBridge bridge : bridges) {
            if (bridge.name().equals(name)) {
                return bridge;
            }
        }
        return null;
    }

    /** Return the bridge of this row, or null if there is none. */
    public @Nullable OfBridge bridge(UUID row) {
        return byRow.get(row);
    }

    /** Return where the port is that a bridge knows under a number, or null if it has none. */
    public @Nullable Place ofNumber(OfBridge bridge, int number) {
        return byNumber.getOrDefault(bridge.row(), Map.of()).get(number);
    }

    /** Return where the ports of a bridge are, in the order of their numbers; not to be changed. */
    public Collection<Place> places(OfBridge bridge) {
        return byNumber.getOrDefault(bridge.row(), Map.of()).values();
    }

    /** Return where a packet came in that has this key in the datapath, or null if no bridge has its port. */
    public @Nullable Place arrivalOf(FlowKey key) {
        for (Receiver receiver : receivers) {
            Place place = receiver.find(key);
            if (place != null) {
                return place;
            }
        }
        return isTunnelled(key) ? null : ofDatapathPort((int) key.get(FlowField.IN_PORT));
    }

    /** Return whether a packet came by a tunnel. */
    public static boolean isTunnelled(FlowKey key) {
        return key.get(FlowField.TUN_IPV4_DST) != 0
                || key.get(FlowField.TUN_IPV6_DST_HIGH) != 0
                || key.get(FlowField.TUN_IPV6_DST_LOW) != 0;
    }

    /** Return where the interface of a name is: on the bridge of that name rather than on another; null if nowhere. */
    public @Nullable Place ofInterface(String name) {
        OfBridge own = bridge(name);
        Place local = own == null ? null : ofNumber(own, OfPort.LOCAL);
        return local == null ? byName.get(name) : local;
    }

    /** Return where a port of the datapath is, or null if no bridge has it. */
    public @Nullable Place ofDatapathPort(int number) {
        return byDatapathPort.get(number);
    }

    /**
     * Return the other end of a patch port; null if there is none, or if it is no patch port that names this one as its
     * own peer.
     */
    public @Nullable Place peerOf(OfPort patch) {
        Place place = patch.peer() == null ? null : byName.get(patch.peer());
        return place != null && patch.name().equals(place.port().peer()) ? place : null;
    }

    /** Return what the ports of a bridge are called. */
    public OfNames names(OfBridge bridge) {
        return new OfNames() {
            @Override
            public @Nullable String portName(int port) {
                Place place = ofNumber(bridge, port);
                return place == null ? null : place.port().name();
            }

            @Override
            public int port(String name) {
                for (Place place : places(bridge)) {
                    if (place.port().name().equals(name)) {
                        return place.port().number();
                    }
                }
                return -1;
            }
        };
    }
}
