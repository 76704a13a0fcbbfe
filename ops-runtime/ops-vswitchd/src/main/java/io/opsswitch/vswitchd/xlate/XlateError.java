/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;

/** Why a packet is dropped whose translation could not be brought to an end. */
enum XlateError {
    BRIDGE_NOT_FOUND("Bridge not found", 1),
    RECURSION_TOO_DEEP("Recursion too deep", 2),
    TOO_MANY_RESUBMITS("Too many resubmits", 3),
    STACK_TOO_DEEP("Stack too deep", 4),
    NO_RECIRCULATION_CONTEXT("No recirculation context", 5),
    TOO_MANY_MPLS_LABELS("Too many MPLS labels", 7),
    INVALID_TUNNEL_METADATA("Invalid tunnel metadata", 8),
    UNSUPPORTED_ACTION("Unsupported action", XlateError.NO_REASON);

    private static final int NO_REASON = -1;

    private final String text;
    private final Actions countedDrop;

    XlateError(String text, int dropReason) {
        this.text = text;
        this.countedDrop = dropReason == NO_REASON
                ? Actions.DROP
                : Actions.builder().drop(dropReason).build();
    }

    /** Return what a datapath that counts dropped packets by their reasons shall do with them. */
    Actions countedDrop() {
        return countedDrop;
    }

    /** Return the words of Open vSwitch. */
    String text() {
        return text;
    }
}
