/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/**
 * Decides what a bridge does with a packet.
 */
public interface Pipeline {

    /** Decide about a packet that is where {@link Translating#place} says. */
    void process(Translating packet);
}
