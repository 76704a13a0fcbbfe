/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/**
 * Decides what a bridge does with a packet. A bridge that is not told otherwise has one rule, {@link NormalPipeline};
 * tables of OpenFlow rules stand in front of it in the same place.
 */
public interface Pipeline {

    /** Decide about a packet that is where {@link Translating#place} says. */
    void process(Translating packet);

    /** Return what this pipeline does, for the log. */
    String describe();
}
