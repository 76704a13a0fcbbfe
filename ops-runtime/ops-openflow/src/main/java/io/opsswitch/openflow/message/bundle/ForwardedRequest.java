/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.bundle;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tells a controller what another has changed: a message about a group or a meter.
 *
 * @param message the whole message, with its header; not to be changed
 */
public record ForwardedRequest(byte[] message) implements Body {

    private static final int HEADER = 8;

    /** Codec. */
    public static final BodyCodec<ForwardedRequest> CODEC = BodyCodec.of(
            (in, context) -> {
                byte[] bytes = in.rest();
                int length = ByteBuffer.wrap(bytes).getShort(2) & 0xffff;
                if (length < HEADER || length > bytes.length) {
                    throw new OpenFlowException(
                            OpenFlowError.OFPBFC_MSG_BAD_LEN, "forwarded message is of " + length + " bytes");
                }
                return new ForwardedRequest(Arrays.copyOf(bytes, length));
            },
            (body, out, context) -> {
                int start = out.size();
                out.bytes(body.message).pad8(start);
            });

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ForwardedRequest request && Arrays.equals(message, request.message);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(message);
    }
}
