/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/** Reads and changes the settings of network devices by name. Safe for use by several threads. */
public final class NetworkLinks {

    /** The longest name of a device. */
    public static final int MAX_NAME = 15;

    static final int INDEX = 0;
    static final int ADMIN_UP = 1;
    static final int LINK_UP = 2;
    static final int MAC = 3;
    static final int MTU = 4;
    static final int CARRIER_CHANGES = 5;
    static final int SPEED = 6;
    static final int FULL_DUPLEX = 7;
    static final int MEDIUM = 8;
    static final int ADVERTISED = 9;
    static final int SUPPORTED = 10;
    static final int PEER = 11;
    static final int SLOTS = 12;

    private NetworkLinks() {}

    /** Ask the system for the state of a device. {@link NativeException#ENODEV}: there is none of this name. */
    public static NetworkLink query(String name) throws NativeException {
        long[] state = new long[SLOTS];
        query0(name, state);
        return new NetworkLink(
                (int) state[INDEX],
                state[ADMIN_UP] != 0,
                state[LINK_UP] != 0,
                state[MAC],
                (int) state[MTU],
                state[CARRIER_CHANGES],
                state[SPEED],
                state[FULL_DUPLEX] != 0,
                (int) state[MEDIUM],
                (int) state[ADVERTISED],
                (int) state[SUPPORTED],
                (int) state[PEER]);
    }

    /** Set the MTU of a device. */
    public static void setMtu(String name, int mtu) throws NativeException {
        setMtu0(name, mtu);
    }

    /** Set the Ethernet address of a device. */
    public static void setMac(String name, long mac) throws NativeException {
        setMac0(name, mac);
    }

    /** Configure a device up or down. */
    public static void setUp(String name, boolean isUp) throws NativeException {
        setUp0(name, isUp);
    }

    private static native void query0(String name, long[] state) throws NativeException;

    private static native void setMtu0(String name, int mtu) throws NativeException;

    private static native void setMac0(String name, long mac) throws NativeException;

    private static native void setUp0(String name, boolean isUp) throws NativeException;
}
