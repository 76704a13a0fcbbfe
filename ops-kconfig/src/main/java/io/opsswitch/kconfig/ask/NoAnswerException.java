/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

/** Reports that there is no answer to a question: input ended and there is no valid default, or nobody may be asked. */
public final class NoAnswerException extends Exception {

    /** Create an exception; the message is empty when the user has been told. */
    public NoAnswerException(String message) {
        super(message);
    }
}
