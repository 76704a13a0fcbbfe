/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;

/** What is done to flows; in the order of the numbers on the wire. */
public enum FlowCommand {
    /** Adds one. */
    ADD,
    /** Changes what matching ones do. */
    MODIFY,
    /** Changes what the one with this match and priority does. */
    MODIFY_STRICT,
    /** Deletes matching ones. */
    DELETE,
    /** Deletes the one with this match and priority. */
    DELETE_STRICT;

    private static final FlowCommand[] ALL = values();

    /** Return whether flows are deleted. */
    public boolean deletes() {
        return this == DELETE || this == DELETE_STRICT;
    }

    /** Return whether flows are changed. */
    public boolean modifies() {
        return this == MODIFY || this == MODIFY_STRICT;
    }

    /** Return whether it is about the one flow with this match and priority. */
    public boolean isStrict() {
        return this == MODIFY_STRICT || this == DELETE_STRICT;
    }

    static FlowCommand of(int number) {
        if (number >= ALL.length) {
            throw new OpenFlowException(OpenFlowError.OFPFMFC_BAD_COMMAND, "flow command " + number);
        }
        return ALL[number];
    }
}
