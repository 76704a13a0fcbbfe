/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import java.util.function.LongConsumer;

/**
 * Collects the tags of changes in tables that translations depend on, between one revalidation and the next.
 *
 * <p>Each change counts up a sequence number. A translation notes the number before it starts, so that it is known later
 * which changes it cannot have seen. Safe for use by several threads.
 */
public final class ChangeLog implements LongConsumer {
    private final Runnable wakeUp;
    private long sequence;
    private long takenAt;
    private long tags;

    /** Create a log; {@code wakeUp} is called after the first change since the last {@link #take}, and must not block. */
    public ChangeLog(Runnable wakeUp) {
        this.wakeUp = wakeUp;
    }

    /**
     * Changes with a sequence number greater than {@code from}, up to {@code to}.
     *
     * @param tags the tags of all of them
     */
    public record Changes(long from, long to, long tags) {

        /** Return whether a decision taken at {@code sequence} with these tags may be wrong by now. */
        public boolean concern(long sequence, long decisionTags) {
            if (sequence >= to) {
                return false;
            }
            return sequence < from || (tags & decisionTags) != 0;
        }
    }

    /** Note a change. */
    @Override
    public void accept(long changedTags) {
        boolean first;
        synchronized (this) {
            sequence++;
            first = tags == 0;
            tags |= changedTags;
        }
        if (first) {
            wakeUp.run();
        }
    }

    /** Return the number of changes so far. */
    public synchronized long sequence() {
        return sequence;
    }

    /** Return whether there were changes since the last {@link #take}. */
    public synchronized boolean isPending() {
        return tags != 0;
    }

    /** Return the changes since the last call. */
    public synchronized Changes take() {
        Changes changes = new Changes(takenAt, sequence, tags);
        takenAt = sequence;
        tags = 0;
        return changes;
    }
}
