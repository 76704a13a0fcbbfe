/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

/** The program is to end now with this status; a message that is not empty goes to standard error. */
public final class ExitException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    /** Create an exception for a failure. */
    public ExitException(String message) {
        this(1, message);
    }

    /** Create an exception for an end with this status. */
    public ExitException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** Return the exit status. */
    public int status() {
        return status;
    }
}
