/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Tells whether changes of flows in OpenFlow 1.0 name a table.
 *
 * @param enabled whether the upper half of the command is a table
 */
public record FlowModTableId(boolean enabled) implements Body {

    /** Codec. */
    public static final BodyCodec<FlowModTableId> CODEC = BodyCodec.of(
            (in, context) -> {
                FlowModTableId body = new FlowModTableId(in.u8() != 0);
                in.skip(7);
                return body;
            },
            (body, out, context) -> out.u8(body.enabled ? 1 : 0).zeros(7));
}
