/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

/** Text that is not JSON, or JSON beyond a limit; the message says what and where. */
public final class JsonException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public JsonException(String message) {
        super(message);
    }
}
