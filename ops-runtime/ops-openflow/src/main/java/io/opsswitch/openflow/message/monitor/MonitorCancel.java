/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.monitor;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Ends a monitor of flows.
 *
 * @param monitor its number
 */
public record MonitorCancel(int monitor) implements Body {

    /** Codec. */
    public static final BodyCodec<MonitorCancel> CODEC =
            BodyCodec.of((in, context) -> new MonitorCancel(in.i32()), (body, out, context) -> out.u32(body.monitor));
}
