/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * The sums of what flows counted; all ones if unknown.
 *
 * @param packets packets
 * @param bytes bytes
 * @param flows how many flows
 */
public record AggregateStats(long packets, long bytes, int flows) implements Body {

    /** Codec of OpenFlow 1.0 to 1.4, and of Nicira. */
    public static final BodyCodec<AggregateStats> FIXED = BodyCodec.of(
            (in, context) -> {
                AggregateStats stats = new AggregateStats(in.i64(), in.i64(), in.i32());
                in.skip(4);
                return stats;
            },
            (body, out, context) ->
                    out.u64(body.packets).u64(body.bytes).u32(body.flows).zeros(4));

    /** Codec of OpenFlow 1.5. */
    public static final BodyCodec<AggregateStats> OF15 = BodyCodec.of(
            (in, context) -> {
                FlowCounts counts = FlowCounts.read(in);
                return new AggregateStats(counts.packets(), counts.bytes(), counts.flows());
            },
            (body, out, context) -> new FlowCounts(Age.UNKNOWN, -1, body.flows, body.packets, body.bytes).write(out));
}
