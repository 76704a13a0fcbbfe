/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import java.util.List;

/**
 * A network device at frame level. One thread at a time reads each of its {@link #sources}; {@link #transmit} may be called
 * by several threads. The owner closes it when no thread can be in any of them.
 */
public interface Device extends AutoCloseable {

    /** Return where its frames come in: one for each receive queue, in the order of their numbers, always the same. */
    List<? extends FrameSource> sources();

    /**
     * Send a burst (see {@link io.opsswitch.datapath.nativelib.Burst}).
     *
     * @return as of {@link io.opsswitch.datapath.nativelib.Burst#send}
     */
    long transmit(long burst, int count);

    /** Return whether frames may be sent whose checksum or segmentation is still to be done. */
    boolean takesOffloads();

    /** Return how many frames were lost on their way in since the last call. */
    long takeDrops();

    @Override
    void close();
}
