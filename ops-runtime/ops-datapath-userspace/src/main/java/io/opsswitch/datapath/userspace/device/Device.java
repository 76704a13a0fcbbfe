/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.userspace.frame.Batch;

/**
 * A device that frames come from and go to.
 *
 * <p>{@link #receive} and {@link #release} are called by one thread, {@link #transmit} by several. The owner closes it
 * when no thread can be in any of them.
 */
public interface Device extends AutoCloseable {

    /** Return the descriptor to wait for. */
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
     * Send a burst (see {@link io.opsswitch.datapath.nativelib.Burst}).
     *
     * @return as of {@link io.opsswitch.datapath.nativelib.Burst#send}
     */
    long transmit(long burst, int count);

    /** Return whether frames may be sent whose checksum or segmentation is still to be done. */
    boolean takesOffloads();

    /**
     * Take note that waiting reported an error.
     *
     * @return whether the descriptor is still of use
     */
    boolean clearError();

    /** Return how many frames were lost on their way in since the last call. */
    long takeDrops();

    @Override
    void close();
}
