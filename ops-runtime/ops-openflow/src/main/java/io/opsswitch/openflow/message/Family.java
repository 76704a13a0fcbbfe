/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;

/**
 * Whose numbers a message has, and with them its headers: all have the first, those of experimenters and of statistics more.
 *
 * <pre>
 * all                       version 8 | type 8 | length 16 | transaction 32
 * NXT, ONFT                 ... type is 4 | experimenter 32 | subtype 32
 * OFPST 1.0                 ... type is 16 or 17 | statistics 16 | flags 16
 * OFPST 1.1+                ... type is 18 or 19 | statistics 16 | flags 16 | zeros 32
 * NXST 1.0                  OFPST 1.0, statistics is 0xffff, | experimenter 32 | subtype 32 | zeros 32
 * NXST, ONFST 1.1+          OFPST 1.1+, statistics is 0xffff, | experimenter 32 | subtype 32
 * </pre>
 */
enum Family {
    OFPT(0, false),
    NXT(OpenFlowError.NICIRA, false),
    ONFT(OpenFlowError.ONF, false),
    OFPST(0, true),
    NXST(OpenFlowError.NICIRA, true),
    ONFST(OpenFlowError.ONF, true);

    static final int EXPERIMENTER_TYPE = 4;
    static final int EXPERIMENTER_STATISTICS = 0xffff;

    private final int vendor;
    private final boolean statistics;

    Family(int vendor, boolean statistics) {
        this.vendor = vendor;
        this.statistics = statistics;
    }

    int vendor() {
        return vendor;
    }

    boolean isStatistics() {
        return statistics;
    }

    int headerLength(OpenFlowVersion version) {
        if (!statistics) {
            return vendor == 0 ? 8 : 16;
        }
        if (vendor != 0) {
            return 24;
        }
        return version == OpenFlowVersion.OF10 ? 12 : 16;
    }

    /** Return the type of requests for statistics in a version; that of the replies is one more. */
    static int statisticsType(OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? 16 : 18;
    }
}
