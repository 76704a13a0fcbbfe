/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowField;

/**
 * A packet on its way through the switch: what pipelines and extensions may ask about it and do with it. Every question
 * about the packet's contents is recorded in the mask of the flow to be installed. Used by one thread, during one call.
 */
public interface Translating {

    /**
     * Return the bridge the packet is in now, and the port by which it came into this bridge: one that is on no bundle of
     * the bridge for a packet that a controller has made.
     */
    Place place();

    /** Return a field of the packet as it came into the switch, and record that all of it was looked at. */
    long field(FlowField field);

    /** Return the VLAN identifier of the packet's tag as it stands now; 0 without a tag. Recorded. */
    int vid();

    /** Return whether the packet has a VLAN tag, and record that this was looked at. */
    boolean isTagged();

    /** Return whether this translation may change the switch's tables: false when one is only being checked again. */
    boolean mayLearn();

    /** Return the switch's time in milliseconds. */
    long now();

    /**
     * Send the packet out of a bundle, tagged as the bundle's settings ask for a VLAN; nothing happens when the packet
     * came in by that very port or no port of the bundle works.
     */
    default void output(Bundle to, int vlan) {
        output(to, vlan, false);
    }

    /**
     * Send the packet out as {@link #output(Bundle, int)} does.
     *
     * @param isLast whether nothing else follows of what the pipeline does with the packet
     */
    void output(Bundle to, int vlan, boolean isLast);

    /** Return whether nothing follows what the pipeline does now. */
    boolean isLast();

    /** Add an effect. */
    void effect(Effect effect);

    /** Record that a decision was made with the answer of a table that has this tag. */
    void depend(long tag);

    /** Return the bits that an extension has kept about this packet in this bridge; 0 at first. */
    long bits(BridgeExtension extension);

    /** Keep bits about this packet in this bridge. */
    void setBits(BridgeExtension extension, long bits);

    /** Note something for people who ask what happened to the packet. */
    void note(String text);

    /** Note something that people will not have wanted: why a packet is dropped. */
    void warn(String text);
}
