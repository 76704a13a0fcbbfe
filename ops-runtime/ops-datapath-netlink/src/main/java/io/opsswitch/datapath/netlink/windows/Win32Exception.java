/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

/** Windows or the driver failed a call. Never leaves this package: {@link WindowsErrors} turns it into advice. */
final class Win32Exception extends Exception {
    private static final long serialVersionUID = 1L;

    static final int FILE_NOT_FOUND = 2;
    static final int PATH_NOT_FOUND = 3;
    static final int ACCESS_DENIED = 5;
    static final int NOT_ENOUGH_MEMORY = 8;
    static final int OUT_OF_MEMORY = 14;
    static final int BAD_LENGTH = 24;
    static final int NOT_SUPPORTED = 50;
    static final int INVALID_PARAMETER = 87;
    static final int INSUFFICIENT_BUFFER = 122;
    static final int BUSY = 170;
    static final int WAIT_TIMEOUT = 258;
    /** What a status of NDIS that has no number of its own becomes: a buffer or message too short. */
    static final int MR_MID_NOT_FOUND = 317;

    static final int OPERATION_ABORTED = 995;
    static final int NOT_FOUND = 1168;
    static final int NO_SYSTEM_RESOURCES = 1450;

    private final int code;

    Win32Exception(int code, String text) {
        super(text);
        this.code = code;
    }

    /** Return the Win32 error number. */
    int code() {
        return code;
    }
}
