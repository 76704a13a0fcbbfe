/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

/**
 * The device control codes of the driver: device type 45000, function from 0x100 on. The lowest two bits say how buffers
 * travel, the next ones of each code are its function.
 */
final class Ioctl {
    /** Tells the number of the handle: 4 bytes. */
    static final int GET_PID = 0xAFC88400;
    /** Gives the next part of the dump; no bytes at its end. */
    static final int READ = 0xAFC84406;
    /** Gives one event; no bytes if there is none. */
    static final int READ_EVENT = 0xAFC8440A;
    /** Gives one upcall; no bytes if there is none. */
    static final int READ_PACKET = 0xAFC8440E;
    /** Takes one message: a request for a dump, for events, for upcalls, or one to be kept. */
    static final int WRITE = 0xAFC84411;
    /** Takes a request and gives its reply; no bytes if there is none. */
    static final int TRANSACT = 0xAFC88416;

    private Ioctl() {}
}
