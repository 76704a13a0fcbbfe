/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.parse;

/** Leaves the statement that does not follow the grammar; the parser reports it and goes on with the next line. */
final class SyntaxError extends Exception {

    SyntaxError() {
        super("syntax error", null, false, false);
    }
}
