/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;

/** What a controller is to a switch; in the order of the numbers on the wire. */
public enum Role {
    /** As before; only asks what that is. */
    NOCHANGE("nochange"),
    /** Like the others: may do all. */
    EQUAL("equal"),
    /** The only one of this role: may do all. */
    PRIMARY("primary"),
    /** May only read, and is told less. */
    SECONDARY("secondary");

    private static final Role[] ALL = values();

    private final String text;

    Role(String text) {
        this.text = text;
    }

    /** Return the name that {@code ovs-ofctl} prints. */
    public String text() {
        return text;
    }

    static Role of(int number) {
        if (number < 0 || number >= ALL.length) {
            throw new OpenFlowException(OpenFlowError.OFPRRFC_BAD_ROLE, "no role has the number " + number);
        }
        return ALL[number];
    }
}
