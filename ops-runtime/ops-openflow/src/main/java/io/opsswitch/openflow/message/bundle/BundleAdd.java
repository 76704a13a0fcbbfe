/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.bundle;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Puts a message into a bundle.
 *
 * @param bundle the number of the bundle
 * @param flags those of {@link BundleControl}
 * @param message the whole message, with its header; not to be changed
 */
public record BundleAdd(int bundle, int flags, byte[] message) implements Body {

    private static final int HEADER = 8;

    /** Codec; properties are passed over. */
    public static final BodyCodec<BundleAdd> CODEC = BodyCodec.of(
            BundleAdd::decode,
            (body, out, context) ->
                    out.u32(body.bundle).zeros(2).u16(body.flags).bytes(body.message));

    private static BundleAdd decode(WireReader in, WireContext context) {
        int bundle = in.i32();
        in.skip(2);
        int flags = in.u16();
        byte[] rest = in.rest();
        if (rest.length < HEADER) {
            throw badLength(rest.length);
        }
        ByteBuffer header = ByteBuffer.wrap(rest);
        if (header.get(0) != context.version().number()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBFC_BAD_VERSION, "message in a bundle is of version " + header.get(0));
        }
        int length = header.getShort(2) & 0xffff;
        if (length < HEADER || length > rest.length) {
            throw badLength(length);
        }
        return new BundleAdd(bundle, flags, Arrays.copyOf(rest, length));
    }

    /** Return the number of the transaction in the header of the message. */
    public int transaction() {
        return ByteBuffer.wrap(message).getInt(4);
    }

    private static OpenFlowException badLength(int length) {
        return new OpenFlowException(
                OpenFlowError.OFPBFC_MSG_BAD_LEN, "message in a bundle is of " + length + " bytes");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BundleAdd add
                && bundle == add.bundle
                && flags == add.flags
                && Arrays.equals(message, add.message);
    }

    @Override
    public int hashCode() {
        return 31 * bundle + Arrays.hashCode(message);
    }
}
