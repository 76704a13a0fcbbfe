/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.userspace.frame.Batch;

/** Where received frames wait: a device, or one of its queues. Read by one thread at a time. */
public interface FrameSource {

    /** What {@link #fd} returns if there is no descriptor: who has a frame for this source wakes the thread that reads it. */
    int NO_DESCRIPTOR = -1;

    /** Return the descriptor to wait for, or {@link #NO_DESCRIPTOR}. */
    int fd();

    /**
     * Add frames that wait to a batch.
     *
     * @return whether there may be more; when not, the descriptor tells
     */
    boolean receive(Batch batch);

    /** Give back the memory of the frames of the last {@link #receive}. */
    void release();

    /** Return whether a frame waits, as far as that can be known without a system call. */
    boolean hasFrame();

    /**
     * Take note that waiting reported an error.
     *
     * @return whether the descriptor is still of use
     */
    boolean clearError();
}
