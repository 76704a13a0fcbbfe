/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import java.util.function.LongSupplier;

/**
 * Translates packets: asks the pipelines of the bridges that a packet passes through, and writes their decisions down as
 * actions of a datapath. Stateless; safe for use by several threads.
 */
public final class Translator {
    private final LongSupplier clock;

    /** Create a translator; the clock gives milliseconds and never goes back. */
    public Translator(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Translate a packet.
     *
     * @param key the packet's fields; not kept
     * @param learn whether a packet is there that may change tables, or a decision is only being checked again
     */
    public Translation translate(SwitchSnapshot snapshot, FlowKey key, boolean learn) {
        return new Journey(snapshot, key, learn, false, clock.getAsLong()).run();
    }

    /** Translate a packet that does not exist, and note what is found on the way for people to read. */
    public Translation explain(SwitchSnapshot snapshot, FlowKey key) {
        return new Journey(snapshot, key, false, true, clock.getAsLong()).run();
    }
}
