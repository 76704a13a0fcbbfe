/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

/**
 * Numbers of OpenFlow ports, as OpenFlow 1.0 has them: 16 bits, the highest of which are reserved. Later versions have 32
 * bits on the wire, of which ports use the lower half and the reserved ones begin at {@code 0xffffff00}; the codec
 * translates.
 */
public final class OfPorts {

    /** The first number that no port has. */
    public static final int MAX = 0xff00;
    /** Not in an action set (only as the value of {@code actset_output}). */
    public static final int UNSET = 0xfff7;
    /** The port that the packet came in by. */
    public static final int IN_PORT = 0xfff8;
    /** The flow tables, for a packet that a controller sends. */
    public static final int TABLE = 0xfff9;
    /** Forwarding as a switch without OpenFlow does. */
    public static final int NORMAL = 0xfffa;
    /** All ports but that of the packet and those that do not flood. */
    public static final int FLOOD = 0xfffb;
    /** All ports but that of the packet. */
    public static final int ALL = 0xfffc;
    /** The controllers. */
    public static final int CONTROLLER = 0xfffd;
    /** The bridge's own port. */
    public static final int LOCAL = 0xfffe;
    /** No port; in requests, any port. */
    public static final int NONE = 0xffff;

    private static final int OFFSET = 0xffff0000;

    private OfPorts() {}

    /** Return the 32 bits that OpenFlow 1.1 and later have for a port. */
    public static int to32(int port) {
        return port < MAX ? port : port + OFFSET;
    }

    /** Return whether 32 bits of OpenFlow 1.1 and later are a port. */
    public static boolean isPort(int number) {
        return Integer.compareUnsigned(number, MAX) < 0 || Integer.compareUnsigned(number, MAX + OFFSET) >= 0;
    }

    /**
     * Return the port for 32 bits of OpenFlow 1.1 and later.
     *
     * @throws OpenFlowException of a bad output port if they are none
     */
    public static int from32(int number) {
        if (!isPort(number)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBAC_BAD_OUT_PORT,
                    "port " + Integer.toUnsignedString(number) + " is outside the supported range 0 through "
                            + (MAX - 1) + " or 0xffffff00 through 0xffffffff");
        }
        return number & 0xffff;
    }

    /** Return the port for 32 bits of OpenFlow 1.1 and later; {@link #NONE} if they are none. */
    public static int from32OrNone(int number) {
        return isPort(number) ? number & 0xffff : NONE;
    }
}
