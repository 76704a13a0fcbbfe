/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowVersion;
import org.jspecify.annotations.Nullable;

/**
 * The bits that configure a table, whose meaning changed twice: what happens to packets without flow up to OpenFlow 1.2,
 * nothing in 1.3, eviction and vacancy from 1.4 on. What a version does not tell is null.
 *
 * @param miss what happens to packets that match no flow
 * @param eviction whether flows are deleted when the table is full
 * @param vacancy whether controllers are told when the table fills and empties
 */
public record TableConfig(
        @Nullable Miss miss,
        @Nullable Boolean eviction,
        @Nullable Boolean vacancy) {

    /** Nothing is told. */
    public static final TableConfig NONE = new TableConfig(null, null, null);

    static final int EVICTION = 4;
    static final int VACANCY = 8;

    /** What happens to packets that match no flow, in the order of the numbers on the wire. */
    public enum Miss {
        /** They go to controllers. */
        CONTROLLER("controller"),
        /** The next table looks at them. */
        CONTINUE("continue"),
        /** They are dropped. */
        DROP("drop");

        private final String text;

        Miss(String text) {
            this.text = text;
        }

        /** Return the name that {@code ovs-ofctl} prints. */
        public String text() {
            return text;
        }
    }

    static TableConfig fromWire(int bits, OpenFlowVersion version) {
        if (version.atLeast(OpenFlowVersion.OF14)) {
            return new TableConfig(null, (bits & EVICTION) != 0, (bits & VACANCY) != 0);
        }
        if (version == OpenFlowVersion.OF11 || version == OpenFlowVersion.OF12) {
            int miss = bits & 3;
            return new TableConfig(miss == 3 ? Miss.CONTROLLER : Miss.values()[miss], null, null);
        }
        return NONE;
    }

    int toWire(OpenFlowVersion version) {
        if (version.atLeast(OpenFlowVersion.OF14)) {
            return (Boolean.TRUE.equals(eviction) ? EVICTION : 0) | (Boolean.TRUE.equals(vacancy) ? VACANCY : 0);
        }
        if (version == OpenFlowVersion.OF11 || version == OpenFlowVersion.OF12) {
            return miss == null ? 0 : miss.ordinal();
        }
        return 0;
    }
}
