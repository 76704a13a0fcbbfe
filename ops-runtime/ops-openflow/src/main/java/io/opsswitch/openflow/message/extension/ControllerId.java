/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * A number of 16 bits behind six bytes that have to be 0: who a controller is, so that flows can send packets to it alone;
 * or the zone of connection tracking that is flushed.
 *
 * @param id the number
 */
public record ControllerId(int id) implements Body {

    /** Codec. */
    public static final BodyCodec<ControllerId> CODEC = BodyCodec.of(
            (in, context) -> {
                if (in.u48() != 0) {
                    throw new OpenFlowException(
                            OpenFlowError.NXBRC_MUST_BE_ZERO, "the bytes before the number are not all 0");
                }
                return new ControllerId(in.u16());
            },
            (body, out, context) -> out.zeros(6).u16(body.id));
}
