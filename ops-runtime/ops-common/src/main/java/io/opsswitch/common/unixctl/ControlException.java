/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

/** A control command failed; the message is what the user reads. */
public final class ControlException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public ControlException(String message) {
        super(message);
    }
}
