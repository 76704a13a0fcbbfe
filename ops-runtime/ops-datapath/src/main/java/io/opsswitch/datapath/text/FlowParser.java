/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** Reads matches as Open vSwitch's dpctl takes and writes them. */
public final class FlowParser {

    private FlowParser() {}

    /**
     * Read a match, with or without a {@code ufid:} in front.
     *
     * <p>What the text does not name may be anything, except, as in Open vSwitch: {@code recirc_id} is 0 then, and
     * without {@code vlan} there is no tag. A packet has no Ethernet header if neither {@code eth} nor {@code packet_type}
     * is named, but {@code eth_type} is.
     *
     * @param names the names that may stand in {@code in_port(...)}
     * @throws FlowTextException if the text is wrong, or names fields that packets of its protocols do not have
     */
    public static FlowMatch match(String text, PortNames names) throws FlowTextException {
        return new FlowReader(new Cursor(text), names).read();
    }
}
