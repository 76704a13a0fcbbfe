/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;

/** Flags of flows and of changes to them. One bit on the wire means two things in different versions. */
public final class FlowFlags {

    /** Controllers are told when the flow goes. */
    public static final int SEND_FLOW_REMOVED = 1;
    /** The flow is not added if it overlaps one of the same priority. */
    public static final int CHECK_OVERLAP = 1 << 1;
    /** Counts begin at 0 again; in OpenFlow 1.0 and 1.1 each addition does that. */
    public static final int RESET_COUNTS = 1 << 2;
    /** Packets need not be counted. */
    public static final int NO_PACKET_COUNTS = 1 << 3;
    /** Bytes need not be counted. */
    public static final int NO_BYTE_COUNTS = 1 << 4;
    /** The flow is for emergencies; OpenFlow 1.0 only. */
    public static final int EMERGENCY = 1 << 5;

    private static final int BIT2 = 1 << 2;

    private FlowFlags() {}

    /**
     * Return the flags of bits on the wire.
     *
     * @param add whether they are those of a message that adds a flow
     */
    static int fromWire(int bits, boolean add, OpenFlowVersion version) {
        int flags = bits & (SEND_FLOW_REMOVED | CHECK_OVERLAP);
        int known = SEND_FLOW_REMOVED | CHECK_OVERLAP;
        if (version == OpenFlowVersion.OF10) {
            flags |= (bits & BIT2) != 0 ? EMERGENCY : 0;
            known |= BIT2;
        }
        if (version.atLeast(OpenFlowVersion.OF12)) {
            flags |= bits & RESET_COUNTS;
            known |= RESET_COUNTS;
        }
        if (version.atLeast(OpenFlowVersion.OF13)) {
            flags |= bits & (NO_PACKET_COUNTS | NO_BYTE_COUNTS);
            known |= NO_PACKET_COUNTS | NO_BYTE_COUNTS;
        }
        if ((bits & ~known) != 0) {
            throw new OpenFlowException(
                    OpenFlowError.OFPFMFC_BAD_FLAGS, "unknown flags 0x" + Integer.toHexString(bits & ~known));
        }
        boolean always = add && !version.atLeast(OpenFlowVersion.OF12);
        return flags | (always ? RESET_COUNTS : 0);
    }

    static int toWire(int flags, OpenFlowVersion version) {
        int bits = flags & (SEND_FLOW_REMOVED | CHECK_OVERLAP);
        if (version == OpenFlowVersion.OF10) {
            bits |= (flags & EMERGENCY) != 0 ? BIT2 : 0;
        }
        if (version.atLeast(OpenFlowVersion.OF12)) {
            bits |= flags & RESET_COUNTS;
        }
        if (version.atLeast(OpenFlowVersion.OF13)) {
            bits |= flags & (NO_PACKET_COUNTS | NO_BYTE_COUNTS);
        }
        return bits;
    }
}
