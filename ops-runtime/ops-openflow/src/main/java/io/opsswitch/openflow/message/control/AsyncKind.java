/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowVersion;

/** Messages that a switch sends unasked, in the order of their properties on the wire. */
public enum AsyncKind {
    /** Packets for controllers; a bit for each reason, OpenFlow 1.4 has three more than the versions before. */
    PACKET_IN(0x7, 0x3f),
    /** Changes of ports: added, deleted, modified. */
    PORT_STATUS(0x7, 0x7),
    /** Flows that are gone. */
    FLOW_REMOVED(0x3f, 0x3f),
    /** Changes of the role. */
    ROLE_STATUS(0x7, 0x7),
    /** Tables that fill and empty. */
    TABLE_STATUS(0x18, 0x18),
    /** Changes that other controllers made to groups and meters. */
    REQUESTFORWARD(0x3, 0x3);

    private final int allowed10;
    private final int allowed14;

    AsyncKind(int allowed10, int allowed14) {
        this.allowed10 = allowed10;
        this.allowed14 = allowed14;
    }

    /** Return the bits that a version has for its reasons. */
    int allowed(OpenFlowVersion version) {
        return version.atLeast(OpenFlowVersion.OF14) ? allowed14 : allowed10;
    }
}
