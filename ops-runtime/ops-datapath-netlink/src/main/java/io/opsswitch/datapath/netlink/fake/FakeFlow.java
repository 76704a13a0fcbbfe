/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.FlowRecord;

/** A flow of the kernel in memory. Guarded by the kernel's lock. */
final class FakeFlow {
    final FlowKey key;
    final FlowKey mask;
    final FlowKey masked;
    final boolean hasId;
    final long idHigh;
    final long idLow;
    Actions actions;
    long packets;
    long bytes;
    long used;
    int tcpFlags;

    FakeFlow(FlowRecord record) {
        key = record.key().copy();
        mask = record.mask().copy();
        masked = key.masked(mask);
        hasId = record.hasFlowId();
        idHigh = record.flowIdHigh();
        idLow = record.flowIdLow();
        actions = record.actions();
    }

    boolean matches(FlowKey packet) {
        for (int i = 0; i < mask.extent(); i++) {
            if ((packet.word(i) & mask.word(i)) != masked.word(i)) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        packets = 0;
        bytes = 0;
        used = 0;
        tcpFlags = 0;
    }
}
