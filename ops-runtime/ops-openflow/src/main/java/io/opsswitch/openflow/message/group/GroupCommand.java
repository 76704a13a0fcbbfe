/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;

/** What is done to a group. */
public enum GroupCommand {
    /** Adds it. */
    ADD(0),
    /** Changes it. */
    MODIFY(1),
    /** Deletes it, or all. */
    DELETE(2),
    /** Adds buckets to it; OpenFlow 1.5 and Nicira's form. */
    INSERT_BUCKET(3),
    /** Removes buckets from it; OpenFlow 1.5 and Nicira's form. */
    REMOVE_BUCKET(5),
    /** Adds it, or changes it if it is there; an extension. */
    ADD_OR_MODIFY(0x8000);

    private final int number;

    GroupCommand(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    static GroupCommand of(int number) {
        for (GroupCommand command : values()) {
            if (command.number == number) {
                return command;
            }
        }
        throw new OpenFlowException(OpenFlowError.OFPGMFC_BAD_COMMAND, "group command " + number);
    }
}
