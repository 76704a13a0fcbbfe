/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.FlowKey;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** What tells flows of a datapath apart: the masked key and the mask. Immutable. */
public final class FlowId {

    /** Keeps those who choose packets from choosing flows of the same hash. */
    private static final long SEED = ThreadLocalRandom.current().nextLong();

    private final FlowKey maskedKey;
    private final FlowKey mask;
    private final int hash;

    private FlowId(FlowKey maskedKey, FlowKey mask) {
        this.maskedKey = maskedKey;
        this.mask = mask;
        this.hash = Long.hashCode(maskedKey.hash(mask.hash(SEED)));
    }

    /**
     * Return the identity of the flow for a key.
     *
     * @param mask kept, and not to be changed any more
     */
    public static FlowId of(FlowKey key, FlowKey mask) {
        return new FlowId(key.masked(mask), mask);
    }

    /** Return the masked key; not to be changed. */
    public FlowKey maskedKey() {
        return maskedKey;
    }

    /** Return the mask; not to be changed. */
    public FlowKey mask() {
        return mask;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FlowId id && hash == id.hash && maskedKey.equals(id.maskedKey) && mask.equals(id.mask);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
