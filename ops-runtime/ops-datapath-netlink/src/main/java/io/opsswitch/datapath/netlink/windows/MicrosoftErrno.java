/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.Errno;

/** The error numbers of Microsoft's C library (errno.h): as Linux' up to 34, then different. */
final class MicrosoftErrno {
    private static final int LAST_COMMON = 34;
    private static final int FIRST_NETWORK = 100;

    /** Linux' numbers for 35 to 42; 35 and 37 do not exist. */
    private static final int[] FROM_35 = {5, 35, 5, 36, 37, 38, 39, 84};

    /** Linux' numbers for 100 (address in use) to 140 (would block); 131 means "something else". */
    private static final int[] FROM_100 = {
        98, 99, 97, 114, 74, 125, 103, 111, 104, 89, 113, 43, 115, 106, 40, 90, 100, 102, 101, 105, 61, 67, 42, 92, 63,
        60, 107, 131, 88, 95, 95, 5, 75, 130, 71, 93, 91, 62, 110, 26, 11
    };

    private MicrosoftErrno() {}

    /** Return Linux' number; EIO for a number that does not exist. */
    static int toLinux(int errno) {
        if (errno >= 0 && errno <= LAST_COMMON) {
            return errno;
        }
        if (errno > LAST_COMMON && errno <= LAST_COMMON + FROM_35.length) {
            return FROM_35[errno - LAST_COMMON - 1];
        }
        if (errno >= FIRST_NETWORK && errno < FIRST_NETWORK + FROM_100.length) {
            return FROM_100[errno - FIRST_NETWORK];
        }
        return Errno.EIO;
    }

    /** Return words for one of Linux' numbers, those that Linux uses; the system at hand knows its own numbers only. */
    static String text(int linux) {
        return switch (linux) {
            case Errno.EPERM -> "Operation not permitted";
            case Errno.ENOENT -> "No such file or directory";
            case Errno.EIO -> "Input/output error";
            case Errno.EAGAIN -> "Resource temporarily unavailable";
            case Errno.ENOMEM -> "Cannot allocate memory";
            case Errno.EACCES -> "Permission denied";
            case Errno.EBUSY -> "Device or resource busy";
            case Errno.EEXIST -> "File exists";
            case Errno.ENODEV -> "No such device";
            case Errno.EINVAL -> "Invalid argument";
            case Errno.ERANGE -> "Numerical result out of range";
            case Errno.ENOSYS -> "Function not implemented";
            case Errno.EBADMSG -> "Bad message";
            case Errno.EMSGSIZE -> "Message too long";
            case Errno.EOPNOTSUPP -> "Operation not supported";
            case Errno.ENOBUFS -> "No buffer space available";
            case Errno.ETIMEDOUT -> "Connection timed out";
            case Errno.ECANCELED -> "Operation canceled";
            default -> "see errno(3)";
        };
    }
}
