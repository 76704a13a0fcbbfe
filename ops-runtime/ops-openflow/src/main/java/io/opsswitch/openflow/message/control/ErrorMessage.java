/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowError.Numbers;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells that a message was not accepted.
 *
 * @param numbers the error as it is told, known or not
 * @param error the error that these numbers stand for in the version of the message, or null if that is unknown
 * @param data the beginning of the message that was not accepted; text after errors of the negotiation
 */
public record ErrorMessage(Numbers numbers, @Nullable OpenFlowError error, byte[] data) implements Body {

    private static final int NICIRA_TYPE = 0xb0c2;
    private static final int EXPERIMENTER_TYPE = 0xffff;

    /** Codec. */
    public static final BodyCodec<ErrorMessage> CODEC =
            BodyCodec.of(ErrorMessage::decode, (body, out, context) -> body.encode(out, context));

    /**
     * Return one. An error that has no numbers in a version is told as one that cannot be encoded, as Open vSwitch does.
     *
     * @param data the message that is answered, or as much of it as is there
     */
    public static ErrorMessage of(OpenFlowError error, OpenFlowVersion version, byte[] data) {
        OpenFlowError told = error.numbers(version) == null ? OpenFlowError.NXBRC_UNENCODABLE_ERROR : error;
        return new ErrorMessage(Objects.requireNonNull(told.numbers(version)), told, data);
    }

    private static ErrorMessage decode(WireReader in, WireContext context) {
        Numbers numbers = new Numbers(0, in.u16(), in.u16());
        if (numbers.type() == NICIRA_TYPE && numbers.code() == 0 && in.remaining() >= 8) {
            numbers = new Numbers(in.i32(), in.u16(), in.u16());
        } else if (numbers.type() == EXPERIMENTER_TYPE && in.remaining() >= 4) {
            numbers = new Numbers(in.i32(), numbers.code(), 0);
        }
        return new ErrorMessage(numbers, OpenFlowError.of(context.version(), numbers), in.rest());
    }

    private void encode(WireWriter out, WireContext context) {
        if (numbers.vendor() == 0) {
            out.u16(numbers.type()).u16(numbers.code());
        } else if (context.atLeast(OpenFlowVersion.OF12)) {
            out.u16(EXPERIMENTER_TYPE).u16(numbers.type()).u32(numbers.vendor());
        } else {
            out.u16(NICIRA_TYPE).u16(0);
            out.u32(numbers.vendor()).u16(numbers.type()).u16(numbers.code());
        }
        out.bytes(Arrays.copyOf(data, Math.min(data.length, 0xffff - out.size())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorMessage message
                && numbers.equals(message.numbers)
                && error == message.error
                && Arrays.equals(data, message.data);
    }

    @Override
    public int hashCode() {
        return 31 * numbers.hashCode() + Arrays.hashCode(data);
    }
}
