/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/** The server refused a request, or could not be reached; the message is the server's error and its details. */
public final class OvsdbClientException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public OvsdbClientException(String message) {
        super(message);
    }
}
