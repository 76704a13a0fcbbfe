/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Asks for the statistics, or the configuration, of a meter.
 *
 * @param meter its number, or {@link MeterConfig#ALL}
 */
public record MeterRequest(int meter) implements Body {

    /** Codec. */
    public static final BodyCodec<MeterRequest> CODEC = BodyCodec.of(
            (in, context) -> {
                MeterRequest request = new MeterRequest(in.i32());
                in.skip(4);
                return request;
            },
            (body, out, context) -> out.u32(body.meter).zeros(4));
}
