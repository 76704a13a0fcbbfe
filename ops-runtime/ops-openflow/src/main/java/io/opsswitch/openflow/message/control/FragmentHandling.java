/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

/** What a switch does with fragments of IP; in the order of the numbers on the wire. */
public enum FragmentHandling {
    /** Looks them up like others, with ports that are 0. */
    NORMAL("normal"),
    /** Drops them. */
    DROP("drop"),
    /** Puts them together first. */
    REASSEMBLE("reassemble"),
    /** Lets first fragments match on their ports, and all on what fragment they are; an extension of Nicira. */
    NX_MATCH("nx-match");

    private final String text;

    FragmentHandling(String text) {
        this.text = text;
    }

    /** Return the name that {@code ovs-ofctl} prints. */
    public String text() {
        return text;
    }
}
