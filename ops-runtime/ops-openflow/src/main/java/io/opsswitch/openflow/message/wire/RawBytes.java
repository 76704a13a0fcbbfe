/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that mean something only to who wrote them, such as what an echo brings back.
 *
 * @param data the bytes, not to be changed
 */
public record RawBytes(byte[] data) implements Body {

    /** No bytes. */
    public static final RawBytes NONE = new RawBytes(new byte[0]);

    /** Codec of all bytes of the body. */
    public static final BodyCodec<RawBytes> CODEC =
            BodyCodec.of((in, context) -> new RawBytes(in.rest()), (body, out, context) -> out.bytes(body.data));

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawBytes bytes && Arrays.equals(data, bytes.data);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return java.util.HexFormat.of().formatHex(data);
    }
}
