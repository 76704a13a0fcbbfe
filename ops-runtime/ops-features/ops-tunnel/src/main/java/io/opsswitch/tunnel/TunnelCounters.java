/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.Port.PortStatistics;
import java.util.concurrent.atomic.LongAdder;

/** What went through a tunnel, packets as they are inside. Safe for use by several threads. */
final class TunnelCounters {
    private final LongAdder rxPackets = new LongAdder();
    private final LongAdder rxBytes = new LongAdder();
    private final LongAdder txPackets = new LongAdder();
    private final LongAdder txBytes = new LongAdder();

    void received(long packets, long bytes) {
        rxPackets.add(packets);
        rxBytes.add(bytes);
    }

    void sent(long packets, long bytes) {
        txPackets.add(packets);
        txBytes.add(bytes);
    }

    PortStatistics statistics() {
        return new PortStatistics(rxPackets.sum(), rxBytes.sum(), -1, -1, txPackets.sum(), txBytes.sum(), -1, -1);
    }
}
