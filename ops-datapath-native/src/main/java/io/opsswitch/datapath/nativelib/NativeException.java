/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/** A system call failed. The message says what was tried and why it failed. */
public final class NativeException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Operation not permitted: a capability is missing. */
    public static final int EPERM = 1;
    /** No such device or address. */
    public static final int ENXIO = 6;
    /** Permission denied. */
    public static final int EACCES = 13;
    /** Device or resource busy. */
    public static final int EBUSY = 16;

    /** No such device. */
    public static final int ENODEV = 19;
    /** Invalid argument: what is there is of another kind. */
    public static final int EINVAL = 22;

    private final int errno;
    private final String message;
    private final String reason;

    /** Create an exception. Called from native code. */
    NativeException(String tried, int errno, String reason) {
        super();
        this.message = tried + " (" + reason + ")";
        this.errno = errno;
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /** Return the system's error number. */
    public int errno() {
        return errno;
    }

    /** Return the system's text for the error number, such as {@code No such device}. */
    public String reason() {
        return reason;
    }
}
