/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/** The error numbers that datapaths use, as on Linux. */
public final class Errno {
    /** Operation not permitted. */
    public static final int EPERM = 1;
    /** No such file, family, flow or meter. */
    public static final int ENOENT = 2;
    /** Interrupted. */
    public static final int EINTR = 4;
    /** Input or output failed. */
    public static final int EIO = 5;
    /** Try again. */
    public static final int EAGAIN = 11;
    /** Out of memory. */
    public static final int ENOMEM = 12;
    /** Permission denied. */
    public static final int EACCES = 13;
    /** Busy. */
    public static final int EBUSY = 16;
    /** Exists. */
    public static final int EEXIST = 17;
    /** No such device. */
    public static final int ENODEV = 19;
    /** Invalid argument. */
    public static final int EINVAL = 22;
    /** Too many open files or handles. */
    public static final int EMFILE = 24;
    /** Result out of range. */
    public static final int ERANGE = 34;
    /** Function not known to the system. */
    public static final int ENOSYS = 38;
    /** Protocol error: a message that cannot be understood. */
    public static final int EPROTO = 71;
    /** Bad message. */
    public static final int EBADMSG = 74;
    /** Message too long. */
    public static final int EMSGSIZE = 90;
    /** Operation not supported. */
    public static final int EOPNOTSUPP = 95;
    /** Messages were lost for want of room. */
    public static final int ENOBUFS = 105;
    /** Timed out. */
    public static final int ETIMEDOUT = 110;
    /** Cancelled. */
    public static final int ECANCELED = 125;

    private Errno() {}
}
