/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

/** Tell that a command was called in a wrong way. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
