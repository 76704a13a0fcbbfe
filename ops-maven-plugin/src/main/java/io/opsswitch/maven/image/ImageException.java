/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

/**
 * What the user gave does not make an image: an unknown platform, a broken configuration, a missing artifact. The
 * message says what, where, and what to do.
 */
public final class ImageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Create an exception. */
    public ImageException(String message) {
        super(message);
    }

    /** Create an exception with its cause. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Pass on what another part of the build says in its own sentence. */
    public ImageException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
