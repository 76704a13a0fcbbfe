/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port that a feature module brings, and that is more than a port of the datapath: several may share one there, and
 * which of them a packet came by is told by what is known of the packet. Immutable but for counters, and safe for use by
 * several threads; a port that is configured anew is another object.
 */
public interface VirtualPort {

    /** Finds the port that a packet came by. Immutable. */
    @FunctionalInterface
    interface Receiver {

        /** Return the port that a packet with this key, of the datapath, came by; null if it is none of these. */
        @Nullable
        Place find(FlowKey key);
    }

    /** What ports of one kind have in common. */
    @FunctionalInterface
    interface Family {

        /** Return what finds the ports of this family among those of a datapath. */
        Receiver receiver(List<Place> ports);
    }

    /** Return what is asked for the port of packets; the same object for all ports of a kind. */
    Family family();

    /** Return the options that are not as by default, as {@code dpif/show} has them: {@code key=5, remote_ip=10.0.0.1}. */
    String description();

    /** Look at a packet that came in by this port; return whether it goes on into the bridge. */
    boolean receive(OutgoingPacket packet);

    /** Send a packet out. */
    void output(OutgoingPacket packet, Place at, boolean isLast);
}
