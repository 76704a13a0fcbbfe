/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.tunnel.neighbour.Neighbours;
import io.opsswitch.tunnel.route.DeviceAddresses;
import io.opsswitch.tunnel.route.Router;
import io.opsswitch.vswitchd.spi.SwitchAccess;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all tunnels of one switch share. Safe for use by several threads, but for what says otherwise. */
public final class Tunnels {

    /** What translations depend on that have asked here: they are done anew when anything here changes. */
    static final long TAG = 1L << 62;

    private final SwitchAccess access;
    private final DeviceAddresses addresses = new DeviceAddresses();
    private final Router router = new Router(addresses);
    private final Neighbours neighbours;
    private final ListeningPorts listening = new ListeningPorts(addresses, this::macOf);
    private final SourcePorts sourcePorts = new SourcePorts();
    private final TunnelFamily family = new TunnelFamily();
    private final NativeOutput output = new NativeOutput(this);
    /** Ports of datapaths that tunnels share, by datapath and name. Used by the switch's thread only. */
    private final Map<Shared, Backing> backings = new HashMap<>();

    /** Whose interfaces there are; see {@link TunnelInterface}. Used by the switch's thread only. */
    private final Set<TunnelInterface> interfaces = new HashSet<>();

    private record Shared(Datapath datapath, String name) {}

    private static final class Backing {
        private final Port port;
        private int users;

        Backing(Port port) {
            this.port = port;
        }
    }

    /** Opens a port of a datapath. */
    @FunctionalInterface
    interface Opening {
        Port open() throws DatapathException;
    }

    /** Create without tunnels. */
    public Tunnels(SwitchAccess access) {
        this.access = access;
        this.neighbours = new Neighbours(access::now, access::changed);
    }

    SwitchAccess access() {
        return access;
    }

    DeviceAddresses addresses() {
        return addresses;
    }

    Router router() {
        return router;
    }

    Neighbours neighbours() {
        return neighbours;
    }

    ListeningPorts listening() {
        return listening;
    }

    SourcePorts sourcePorts() {
        return sourcePorts;
    }

    TunnelFamily family() {
        return family;
    }

    NativeOutput output() {
        return output;
    }

    Set<TunnelInterface> interfaces() {
        return interfaces;
    }

    /** Note that addresses or routes may be others than before. */
    void changed() {
        listening.refresh();
        access.changed();
    }

    /** Forget the neighbours of bridges and devices that are gone. */
    void forgetGone() {
        neighbours.retain(name -> access.snapshots().stream().anyMatch(snapshot -> snapshot.ofInterface(name) != null));
    }

    /** Look whether the Ethernet address of a device is another one than before. */
    void refresh() {
        if (listening.refresh()) {
            access.changed();
        }
    }

    /** Return the Ethernet address of a device that is a port of a datapath; 0 if there is none. */
    long macOf(String device) {
        Port port = port(device);
        return port == null ? 0 : port.macAddress();
    }

    private @Nullable Port port(String device) {
        for (Datapath datapath : access.datapaths()) {
            Port port = datapath.port(device);
            if (port != null) {
                return port;
            }
        }
        return null;
    }

    /** Return whether a device has carrier. */
    boolean hasCarrier(String device) {
        Port port = port(device);
        return port != null && port.state().linkUp();
    }

    /** Return the port of a datapath for a kind of tunnel, which is opened for the first of its users. */
    Port acquire(Datapath datapath, String name, Opening opening) throws DatapathException {
        Shared key = new Shared(datapath, name);
        Backing backing = backings.get(key);
        if (backing == null) {
            backing = new Backing(opening.open());
            backings.put(key, backing);
        }
        backing.users++;
        return backing.port;
    }

    /** Note that a user of a port does not need it any more; with the last one it is closed. */
    void release(Datapath datapath, String name) {
        Shared key = new Shared(datapath, name);
        Backing backing = backings.get(key);
        if (backing != null && --backing.users == 0) {
            backings.remove(key);
            datapath.removePort(backing.port.number());
        }
    }
}
