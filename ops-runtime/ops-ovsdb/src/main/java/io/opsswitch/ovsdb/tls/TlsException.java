/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

/** Says in a sentence for the user what is wrong with a TLS file, option or connection. */
public final class TlsException extends Exception {

    private static final long serialVersionUID = 1;

    TlsException(String message) {
        super(message);
    }
}
