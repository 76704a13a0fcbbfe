/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;

/**
 * Asks for the statistics, or the description, of a port or of all.
 *
 * @param port its number, or {@link OfPorts#NONE} for all
 */
public record PortRequest(int port) implements Body {

    /** Codec of requests for statistics, and from OpenFlow 1.5 on for descriptions. */
    public static final BodyCodec<PortRequest> CODEC = BodyCodec.of(
            (in, context) -> {
                PortRequest request = new PortRequest(first(context) ? in.u16() : OfPorts.from32(in.i32()));
                in.skip(in.remaining());
                return request;
            },
            (body, out, context) -> {
                if (first(context)) {
                    out.u16(body.port).zeros(6);
                } else {
                    out.u32(OfPorts.to32(body.port)).zeros(4);
                }
            });

    /** Codec of requests that have no body, for all ports. */
    public static final BodyCodec<PortRequest> ALL =
            BodyCodec.of((in, context) -> new PortRequest(OfPorts.NONE), (body, out, context) -> {});

    private static boolean first(WireContext context) {
        return context.version() == OpenFlowVersion.OF10;
    }
}
