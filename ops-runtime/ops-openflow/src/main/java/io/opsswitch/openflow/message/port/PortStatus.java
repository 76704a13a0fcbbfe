/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Tells that a port came, went or changed.
 *
 * @param reason which of these
 * @param port what it is now; when it went, what it was
 */
public record PortStatus(Reason reason, PortDescription port) implements Body {

    /** What happened, in the order of the numbers on the wire. */
    public enum Reason {
        /** A new port. */
        ADD,
        /** A port is gone. */
        DELETE,
        /** A port is another now. */
        MODIFY
    }

    /** Codec of all versions. */
    public static final BodyCodec<PortStatus> CODEC = BodyCodec.of(
            (in, context) -> {
                int reason = in.u8();
                if (reason >= Reason.values().length) {
                    throw new OpenFlowException(OpenFlowError.NXBRC_BAD_REASON, "port status of reason " + reason);
                }
                in.skip(7);
                return new PortStatus(Reason.values()[reason], PortDescription.decode(in, context));
            },
            (body, out, context) -> {
                out.u8(body.reason.ordinal()).zeros(7);
                body.port.encode(out, context);
            });
}
