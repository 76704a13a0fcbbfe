/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import org.jspecify.annotations.Nullable;

/** Ends the command with a message for the user. */
final class Failure extends Exception {

    Failure(@Nullable String message) {
        super(message);
    }
}
