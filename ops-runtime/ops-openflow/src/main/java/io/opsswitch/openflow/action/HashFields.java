/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfSyntaxException;
import java.util.Locale;

/** The fields that a hash is made of; in the order of their numbers on the wire. */
public enum HashFields {
    /** Ethernet source. */
    ETH_SRC("eth_src"),
    /** Ethernet addresses, VLAN, type, addresses, protocol and ports, the same in both directions. */
    SYMMETRIC_L4("symmetric_l4"),
    /** Addresses, protocol, ports of TCP and SCTP. */
    SYMMETRIC_L3L4("symmetric_l3l4"),
    /** Addresses, protocol, ports of TCP, SCTP and UDP. */
    SYMMETRIC_L3L4_UDP("symmetric_l3l4+udp"),
    /** Network source. */
    NW_SRC("nw_src"),
    /** Network destination. */
    NW_DST("nw_dst"),
    /** Addresses. */
    SYMMETRIC_L3("symmetric_l3");

    private final String text;

    HashFields(String text) {
        this.text = text;
    }

    /** Return the name in flows. */
    public String text() {
        return text;
    }

    static HashFields parse(String text, String whole) {
        for (HashFields fields : values()) {
            if (fields.text.equals(text.toLowerCase(Locale.ROOT))) {
                return fields;
            }
        }
        throw new OfSyntaxException(whole + ": unknown fields `" + text + "'");
    }
}
