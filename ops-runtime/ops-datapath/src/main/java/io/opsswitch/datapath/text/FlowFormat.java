/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowKey;

/**
 * Writes flow keys and matches as Open vSwitch's dpctl does, for example {@code
 * recirc_id(0),in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0800),ipv4(frag=no)}. {@link
 * FlowParser} reads these texts, {@link DatapathFormat} writes the lines of flows.
 *
 * <p>As in dpctl, some things are not written: a match on the absence of a VLAN tag, on part of what kind of fragment a
 * packet is, on part of the reserved bits of neighbour discovery, and on fields that packets of this kind do not have.
 */
public final class FlowFormat {

    private FlowFormat() {}

    /** Return the text of a key with all the fields that its protocols have, zeros too. */
    public static String key(FlowKey key) {
        StringBuilder out = new StringBuilder();
        new FlowWriter(out, key, null, true).flow(PortNames.NONE);
        return out.toString();
    }

    /** Return the text of a match: the fields of which the mask has bits. */
    public static String match(FlowKey key, FlowKey mask) {
        return match(key, mask, PortNames.NONE, false);
    }

    /**
     * Return the text of a match.
     *
     * @param names gives the name of the port
     * @param isVerbose whether fields are written too of which the mask has no bits, as {@code dpctl/dump-flows -m} does
     */
    public static String match(FlowKey key, FlowKey mask, PortNames names, boolean isVerbose) {
        StringBuilder out = new StringBuilder();
        new FlowWriter(out, key, mask, isVerbose).flow(names);
        return out.toString();
    }

    /** Return the text of a match in a kernel, which knows no types of packets. */
    static String kernelMatch(FlowKey key, FlowKey mask, PortNames names, boolean isVerbose) {
        StringBuilder out = new StringBuilder();
        new FlowWriter(out, key, mask, isVerbose).ofKernel().flow(names);
        return out.toString();
    }
}
