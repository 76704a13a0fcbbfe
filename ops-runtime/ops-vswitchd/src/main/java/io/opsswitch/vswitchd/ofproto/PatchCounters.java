/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import java.util.concurrent.atomic.LongAdder;

/** What went through a patch port. Equal only to itself. Safe for use by several threads. */
public final class PatchCounters {
    private final LongAdder rxPackets = new LongAdder();
    private final LongAdder rxBytes = new LongAdder();
    private final LongAdder txPackets = new LongAdder();
    private final LongAdder txBytes = new LongAdder();

    /** Count packets that came into the bridge. */
    public void received(long packets, long bytes) {
        rxPackets.add(packets);
        rxBytes.add(bytes);
    }

    /** Count packets that left the bridge. */
    public void sent(long packets, long bytes) {
        txPackets.add(packets);
        txBytes.add(bytes);
    }

    /** Return the packets that came into the bridge. */
    public long rxPackets() {
        return rxPackets.sum();
    }

    /** Return the bytes that came into the bridge. */
    public long rxBytes() {
        return rxBytes.sum();
    }

    /** Return the packets that left the bridge. */
    public long txPackets() {
        return txPackets.sum();
    }

    /** Return the bytes that left the bridge. */
    public long txBytes() {
        return txBytes.sum();
    }
}
