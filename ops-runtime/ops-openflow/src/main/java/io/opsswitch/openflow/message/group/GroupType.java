/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;

/** What a group does with its buckets; in the order of the numbers on the wire. */
public enum GroupType {
    /** Executes all. */
    ALL("all"),
    /** Executes one, chosen by hash and weight. */
    SELECT("select"),
    /** Executes its only one. */
    INDIRECT("indirect"),
    /** Executes the first that is live. */
    FAST_FAILOVER("ff");

    /** The first number that no group has. */
    public static final int MAX = 0xffffff00;
    /** In requests: all groups. */
    public static final int ALL_GROUPS = 0xfffffffc;
    /** In requests: any group, or none; in buckets: no group is watched. */
    public static final int ANY_GROUP = 0xffffffff;

    private static final GroupType[] TYPES = values();

    private final String text;

    GroupType(String text) {
        this.text = text;
    }

    /** Return the name of flow syntax. */
    public String text() {
        return text;
    }

    static GroupType of(int number) {
        if (number >= TYPES.length) {
            throw new OpenFlowException(OpenFlowError.OFPGMFC_BAD_TYPE, "group of type " + number);
        }
        return TYPES[number];
    }
}
