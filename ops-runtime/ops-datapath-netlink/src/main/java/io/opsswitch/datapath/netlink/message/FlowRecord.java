/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/**
 * A flow as a kernel tells of it. One instance can be read into again and again; what is kept must be copied. One thread
 * at a time.
 */
public final class FlowRecord {
    private final KeyReader keys = new KeyReader();
    private final FlowKey key = new FlowKey();
    private final FlowKey mask = new FlowKey();
    private Actions actions = Actions.DROP;
    private Fitness fitness = Fitness.PERFECT;
    private boolean hasKey;
    private boolean hasMask;
    private boolean hasActions;
    private boolean hasFlowId;
    private long flowIdHigh;
    private long flowIdLow;
    private long packets;
    private long bytes;
    private long used;
    private int tcpFlags;

    /** Read a message of the family {@code ovs_flow}. */
    public void read(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, FlowTable.TABLE);
        clear();
        int maskAt = -1;
        while (reader.next()) {
            switch (reader.type()) {
                case FlowTable.KEY -> {
                    fitness = keys.key(reader, key);
                    hasKey = true;
                }
                case FlowTable.MASK -> maskAt = reader.position();
                case FlowTable.ACTIONS -> {
                    actions = ActionsReader.read(reader);
                    hasActions = true;
                }
                case FlowTable.STATS -> {
                    packets = reader.getLong(0);
                    bytes = reader.getLong(Long.BYTES);
                }
                case FlowTable.USED -> used = reader.getLong();
                case FlowTable.TCP_FLAGS -> tcpFlags = reader.getInt();
                case FlowTable.UFID -> {
                    hasFlowId = true;
                    flowIdHigh = reader.getBigLong(0);
                    flowIdLow = reader.getBigLong(Long.BYTES);
                }
                default -> {
                    // Requests have more, newer kernels too.
                }
            }
        }
        if (maskAt >= 0) {
            reader.seek(maskAt);
            reader.next();
            fitness = fitness.and(keys.mask(reader, key, mask));
            hasMask = true;
        } else if (hasKey) {
            ExactMask.of(key, mask);
        }
        if (!hasKey && !hasFlowId) {
            throw reader.fail("has neither key nor identifier");
        }
    }

    private void clear() {
        key.clear();
        mask.clear();
        actions = Actions.DROP;
        fitness = Fitness.PERFECT;
        hasKey = false;
        hasMask = false;
        hasActions = false;
        hasFlowId = false;
        flowIdHigh = 0;
        flowIdLow = 0;
        packets = 0;
        bytes = 0;
        used = 0;
        tcpFlags = 0;
    }

    /** Return what it matches; changes with the next read. */
    public FlowKey key() {
        return key;
    }

    /** Return which bits it matches, all of its key's if it came without mask; changes with the next read. */
    public FlowKey mask() {
        return mask;
    }

    /** Return what it does. */
    public Actions actions() {
        return actions;
    }

    /** Return how well key and mask fit what we know. */
    public Fitness fitness() {
        return fitness;
    }

    /** Return whether the key was there. */
    public boolean hasKey() {
        return hasKey;
    }

    /** Return whether the mask was there. */
    public boolean hasMask() {
        return hasMask;
    }

    /** Return whether actions were there, be it none. */
    public boolean hasActions() {
        return hasActions;
    }

    /** Return whether it has an identifier. */
    public boolean hasFlowId() {
        return hasFlowId;
    }

    /** Return the upper half of its identifier: the first 8 bytes on the wire. */
    public long flowIdHigh() {
        return flowIdHigh;
    }

    /** Return the lower half of its identifier. */
    public long flowIdLow() {
        return flowIdLow;
    }

    /** Return how many packets it had. */
    public long packets() {
        return packets;
    }

    /** Return how many bytes it had. */
    public long bytes() {
        return bytes;
    }

    /** Return when it was used last, in milliseconds of the kernel's monotonic clock; 0 = never. */
    public long usedMillis() {
        return used;
    }

    /** Return all TCP flags seen. */
    public int tcpFlags() {
        return tcpFlags;
    }
}
