/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;

/** A kind of tunnel: what a module brings that adds one. Immutable. */
public interface TunnelProtocol {

    /** Return the interface type, such as {@code vxlan}. */
    String type();

    /** Return the number that datapaths' texts have for it: {@code OVS_VPORT_TYPE_*} of the kernels' datapaths. */
    int number();

    /** Return the name of the datapath's port; that of one over UDP gets its destination port behind it. */
    String portName();

    /** Return the protocol of IP. */
    int ipProtocol();

    /** Return the destination port of UDP if nothing else is asked for; 0 for tunnels that are not over UDP. */
    int defaultPort();

    /** Return whether it may carry a checksum, so that there is an option {@code csum}. */
    boolean hasChecksum();

    /** Return whether its headers have the options that the fields {@code tun_metadata} of OpenFlow stand for. */
    default boolean hasOptions() {
        return false;
    }

    /**
     * Check an option that only this kind has; return what is wrong with it, {@link TunnelConfig#UNKNOWN_OPTION} if there is
     * no such option, or an empty text if all is well.
     */
    default String checkOption(String option, String value) {
        return TunnelConfig.UNKNOWN_OPTION;
    }

    /** Return what completes and reads headers. */
    TunnelCodec codec(SourcePorts ports);

    /** Add what is behind the IP header, and its text. */
    void build(OuterHeader header, TunnelConfig config, OutgoingPacket packet);
}
