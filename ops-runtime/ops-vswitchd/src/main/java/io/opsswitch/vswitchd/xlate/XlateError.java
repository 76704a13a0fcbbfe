/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

/** Why a packet is dropped whose translation could not be brought to an end. */
enum XlateError {
    BRIDGE_NOT_FOUND("Bridge not found"),
    RECURSION_TOO_DEEP("Recursion too deep"),
    TOO_MANY_RESUBMITS("Too many resubmits"),
    STACK_TOO_DEEP("Stack too deep"),
    NO_RECIRCULATION_CONTEXT("No recirculation context"),
    TOO_MANY_MPLS_LABELS("Too many MPLS labels"),
    INVALID_TUNNEL_METADATA("Invalid tunnel metadata"),
    UNSUPPORTED_ACTION("Unsupported action");

    private final String text;

    XlateError(String text) {
        this.text = text;
    }

    /** Return the words of Open vSwitch. */
    String text() {
        return text;
    }
}
