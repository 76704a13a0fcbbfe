/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

/** Why a flow is no more; each has OpenFlow's number. */
public enum RemovalReason {
    /** No packet came for the time that was set. */
    IDLE_TIMEOUT(0),
    /** The time that was set is over. */
    HARD_TIMEOUT(1),
    /** A message deleted it. */
    DELETE(2),
    /** A group that it uses was deleted. */
    GROUP_DELETE(3),
    /** A meter that it uses was deleted. */
    METER_DELETE(4),
    /** It made room for another one. */
    EVICTION(5);

    private final int number;

    RemovalReason(int number) {
        this.number = number;
    }

    /** Return the number in messages of OpenFlow 1.4 and later. */
    public int number() {
        return number;
    }
}
