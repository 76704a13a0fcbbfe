/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OpenFlowVersion;

/** Bits of the configuration and of the state of ports. */
public final class PortConfig {

    /** Administratively down. */
    public static final int PORT_DOWN = 1;
    /** No spanning tree; OpenFlow 1.0 only. */
    public static final int NO_STP = 1 << 1;
    /** What it receives is dropped. */
    public static final int NO_RECV = 1 << 2;
    /** What it receives of spanning tree's packets is dropped; OpenFlow 1.0 only. */
    public static final int NO_RECV_STP = 1 << 3;
    /** Not part of flooding; OpenFlow 1.0 only. */
    public static final int NO_FLOOD = 1 << 4;
    /** What is sent to it is dropped. */
    public static final int NO_FWD = 1 << 5;
    /** No packets of it go to controllers. */
    public static final int NO_PACKET_IN = 1 << 6;

    /** State: no link. */
    public static final int LINK_DOWN = 1;
    /** State: blocked; from OpenFlow 1.1 on. */
    public static final int BLOCKED = 1 << 1;
    /** State: live for fast failover; from OpenFlow 1.1 on. */
    public static final int LIVE = 1 << 2;
    /** State: the two bits of spanning tree's state; OpenFlow 1.0 only. */
    public static final int STP_MASK = 3 << 8;

    private PortConfig() {}

    /** Return the bits of the configuration that a version has. */
    static int configBits(OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? 0x7f : PORT_DOWN | NO_RECV | NO_FWD | NO_PACKET_IN;
    }

    /** Return the bits of the state that a version has. */
    static int stateBits(OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? LINK_DOWN | STP_MASK : LINK_DOWN | BLOCKED | LIVE;
    }
}
