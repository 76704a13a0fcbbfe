/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;

/** What all kinds of descriptors share. */
public final class Descriptors {

    private Descriptors() {}

    /** Close a descriptor. The caller sees to it that no thread uses its number any more. */
    static native void close(int fd);

    /** Return the error number that a socket has pending, 0 if none, and clear it. */
    public static native int takeSocketError(int fd);

    /** Return the address of byte 0 of a direct buffer. */
    public static native long addressOf(ByteBuffer directBuffer);
}
