/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

/** Reports that input ended before a question was answered that has no valid default. */
public final class NoAnswerException extends Exception {

    NoAnswerException(String message) {
        super(message);
    }
}
