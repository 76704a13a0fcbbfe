/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

/** A symbol that no feature of the daemon has; the message names those that there are. */
public final class UnknownFeatureException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public UnknownFeatureException(String message) {
        super(message);
    }
}
