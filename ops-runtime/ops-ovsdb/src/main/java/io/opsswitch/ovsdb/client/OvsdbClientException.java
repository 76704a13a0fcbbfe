/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/** The server refused a request, or could not be reached; the message is the server's error and its details. */
public final class OvsdbClientException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TransactionStatus status;

    /** Create an exception for what was refused. */
    public OvsdbClientException(String message) {
        this(TransactionStatus.ERROR, message);
    }

    /** Create an exception that tells whether to try again. */
    public OvsdbClientException(TransactionStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** Return what has become of the transaction. */
    public TransactionStatus status() {
        return status;
    }
}
