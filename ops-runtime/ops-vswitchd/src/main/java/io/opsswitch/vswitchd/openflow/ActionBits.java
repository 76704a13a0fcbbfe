/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowVersion;

/** Which types of actions and instructions flows can have: bits, as versions number them. */
final class ActionBits {

    private static final int ACTIONS10 = 0xfff;
    /** Those of OpenFlow 1.1 but for the ones that copy times to live. */
    private static final int ACTIONS11 = 0x1ffe7ff;
    /** Output; from setting the time to live of MPLS on to setting fields. */
    private static final int ACTIONS12 = 0x3ff8001;

    private static final int GOTO = 1 << 1;
    private static final int INSTRUCTIONS = 0x3e;
    private static final int METER = 1 << 6;

    private ActionBits() {}

    static int actions(OpenFlowVersion version) {
        return switch (version) {
            case OF10 -> ACTIONS10;
            case OF11 -> ACTIONS11;
            default -> ACTIONS12;
        };
    }

    /** Return the instructions of flows; those of the last table go to no other. */
    static int instructions(OpenFlowVersion version, boolean isLastTable) {
        boolean hasMeter = version == OpenFlowVersion.OF13 || version == OpenFlowVersion.OF14;
        int bits = INSTRUCTIONS | (hasMeter ? METER : 0);
        return isLastTable ? bits & ~GOTO : bits;
    }
}
