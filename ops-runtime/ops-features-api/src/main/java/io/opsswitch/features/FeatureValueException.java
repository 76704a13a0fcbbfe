/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

/** A key-value was asked for that the image does not have, or as a type that it is not. */
public final class FeatureValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Create an exception; the message names symbol, value and file. */
    public FeatureValueException(String message) {
        super(message);
    }
}
