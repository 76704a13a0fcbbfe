/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/** A datapath could not do what it was asked; the message is a sentence for {@code Interface.error} or the log. */
public final class DatapathException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public DatapathException(String message) {
        super(message);
    }

    /** Create an exception with its cause. */
    public DatapathException(String message, Throwable cause) {
        super(message, cause);
    }
}
