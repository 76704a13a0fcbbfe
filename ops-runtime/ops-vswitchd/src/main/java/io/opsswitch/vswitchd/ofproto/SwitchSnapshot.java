/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.openflow.OfNames;
import java.util.Collection;
import java.util.HashMap;
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
    private final Map<String, Place> byName = new HashMap<>();
    private final Map<UUID, OfBridge> byRow = new HashMap<>();
    private final Map<UUID, Map<Integer, Place>> byNumber = new HashMap<>();

    /** Create a snapshot. */
    public SwitchSnapshot(long generation, List<OfBridge> bridges) {
        this.generation = generation;
        this.bridges = List.copyOf(bridges);
        for (OfBridge bridge : bridges) {
            Map<Integer, Place> numbers = new TreeMap<>();
            byRow.put(bridge.row(), bridge);
            byNumber.put(bridge.row(), numbers);
            for (Bundle bundle : bridge.bundles()) {
                for (OfPort port : bundle.ports()) {
                    Place place = new Place(bridge, bundle, port);
                    byName.put(port.name(), place);
                    numbers.put(port.number(), place);
                    if (port.datapathPort() != OfPort.NO_DATAPATH_PORT) {
                        byDatapathPort.put(port.datapathPort(), place);
                    }
                }
            }
        }
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
