/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Bytes that do not change and are equal by their contents. */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Return a copy of some bytes. */
    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
    }

    /** Return them as an array of the caller's own. */
    public byte[] toArray() {
        return bytes.clone();
    }

    /** Return how many there are. */
    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return ByteBits.hex(bytes);
    }
}
