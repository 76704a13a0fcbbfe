/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * Sends many frames with one native call.
 *
 * <p>A burst is an array in native memory with one entry of two 64-bit words for each frame, address and length. Address
 * and length include the {@link OffloadHeader} in front of the frame. A frame that cannot be sent is skipped.
 */
public final class Burst {

    /** The largest number of frames in a burst. */
    public static final int MAX = 64;

    /** Bytes of one entry of a burst. */
    public static final int ENTRY_BYTES = 16;

    private Burst() {}

    /**
     * Send frames by a packet socket.
     *
     * @return number of frames sent in the lower 32 bits, and in the upper ones the last error number, 0 if none
     */
    public static native long send(int fd, long burstAddress, int count);

    /** Send frames into a tap device, so that its host receives them. Result as of {@link #send}. */
    public static native long write(int fd, long burstAddress, int count);

    /** Return the number of frames sent. */
    public static int sent(long result) {
        return (int) result;
    }

    /** Return the last error number. */
    public static int errno(long result) {
        return (int) (result >>> 32);
    }
}
