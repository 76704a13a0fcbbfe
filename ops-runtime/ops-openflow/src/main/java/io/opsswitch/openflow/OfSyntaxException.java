/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

/** Tells that a text in the syntax of flows is wrong, in the words of Open vSwitch, on which scripts rely. */
public final class OfSyntaxException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Create one with a message that says what is wrong, and where. */
    public OfSyntaxException(String message) {
        super(message);
    }
}
