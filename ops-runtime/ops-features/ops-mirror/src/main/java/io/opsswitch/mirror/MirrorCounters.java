/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import java.util.concurrent.atomic.LongAdder;

/** What was sent through one mirror. Equal only to itself. Safe for use by several threads. */
final class MirrorCounters {
    private final LongAdder packets = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    void add(long morePackets, long moreBytes) {
        packets.add(morePackets);
        bytes.add(moreBytes);
    }

    long packets() {
        return packets.sum();
    }

    long bytes() {
        return bytes.sum();
    }
}
