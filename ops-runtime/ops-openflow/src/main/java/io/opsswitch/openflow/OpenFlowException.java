/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

/**
 * Tells that a message, or a part of one, is not accepted, and with which of the protocol's errors the sender is to be
 * told so.
 */
public final class OpenFlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final OpenFlowError error;

    /**
     * Create one.
     *
     * @param error what the sender of the message is told
     * @param message what, where and why, for the log
     */
    public OpenFlowException(OpenFlowError error, String message) {
        super(error + ": " + message);
        this.error = error;
    }

    /** Return what the sender of the message is told. */
    public OpenFlowError error() {
        return error;
    }
}
