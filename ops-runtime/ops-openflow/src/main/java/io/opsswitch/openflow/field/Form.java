/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

/** How the value of a field is written. */
public enum Form {
    /** A decimal number. */
    DECIMAL,
    /** A hexadecimal number. */
    HEX,
    /** An Ethernet address. */
    ETHERNET,
    /** An IPv4 address. */
    IPV4,
    /** An IPv6 address. */
    IPV6,
    /** A port with the numbers of OpenFlow 1.0. */
    PORT,
    /** A port with the numbers of OpenFlow 1.1 and later. */
    PORT32,
    /** Whether and how the packet is a fragment. */
    FRAG,
    /** Flags of TCP. */
    TCP_FLAGS,
    /** Flags of a tunnel. */
    TUNNEL_FLAGS,
    /** The state of a connection. */
    CT_STATE,
    /** A name space and a type. */
    PACKET_TYPE
}
