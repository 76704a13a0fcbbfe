/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * What a switch can do with meters.
 *
 * @param maxMeters how many it can have
 * @param bandTypes a bit for each type of band
 * @param capabilities bits of flags of {@link MeterConfig}
 * @param maxBands how many bands a meter can have
 * @param maxColor how many colors it knows
 */
public record MeterFeatures(int maxMeters, int bandTypes, int capabilities, int maxBands, int maxColor)
        implements Body {

    /** Codec. */
    public static final BodyCodec<MeterFeatures> CODEC = BodyCodec.of(
            (in, context) -> {
                MeterFeatures features = new MeterFeatures(in.i32(), in.i32(), in.i32(), in.u8(), in.u8());
                in.skip(2);
                return features;
            },
            (body, out, context) -> {
                out.u32(body.maxMeters).u32(body.bandTypes).u32(body.capabilities);
                out.u8(body.maxBands).u8(body.maxColor).zeros(2);
            });
}
