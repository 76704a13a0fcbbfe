/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

/** Reports that there is no terminal on which a menu could be shown; the message says what to do instead. */
public final class NoTerminalException extends Exception {

    /** Create an exception with a message for the user. */
    public NoTerminalException(String message) {
        super(message);
    }
}
