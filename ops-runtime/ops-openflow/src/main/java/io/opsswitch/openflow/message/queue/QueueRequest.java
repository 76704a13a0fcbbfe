/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.queue;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * Asks for the statistics, or the configuration, of queues.
 *
 * @param port the port that they are at, or {@link OfPorts#NONE} for all
 * @param queue the number of the queue, or {@link #ALL}
 */
public record QueueRequest(int port, int queue) implements Body {

    /** All queues. */
    public static final int ALL = -1;

    /** Codec of requests for statistics. */
    public static final BodyCodec<QueueRequest> STATS =
            BodyCodec.of(QueueRequest::decodeStats, (body, out, context) -> body.encodeStats(out, context));

    /** Codec of requests for the configuration before OpenFlow 1.4, which are for all queues of a port. */
    public static final BodyCodec<QueueRequest> CONFIG =
            BodyCodec.of(QueueRequest::decodeConfig, (body, out, context) -> body.encodeConfig(out, context));

    /** Codec of requests for the configuration from OpenFlow 1.4 on. */
    public static final BodyCodec<QueueRequest> DESCRIPTION = BodyCodec.of(
            (in, context) -> new QueueRequest(OfPorts.from32(in.i32()), in.i32()),
            (body, out, context) -> out.u32(OfPorts.to32(body.port)).u32(body.queue));

    private static QueueRequest decodeStats(WireReader in, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF11)) {
            return new QueueRequest(OfPorts.from32(in.i32()), in.i32());
        }
        int port = in.u16();
        in.skip(2);
        return new QueueRequest(port == OfPorts.ALL ? OfPorts.NONE : port, in.i32());
    }

    private void encodeStats(WireWriter out, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF11)) {
            out.u32(OfPorts.to32(port)).u32(queue);
        } else {
            out.u16(port == OfPorts.NONE ? OfPorts.ALL : port).zeros(2).u32(queue);
        }
    }

    private static QueueRequest decodeConfig(WireReader in, WireContext context) {
        boolean later = context.atLeast(OpenFlowVersion.OF11);
        int port = later ? OfPorts.from32(in.i32()) : in.u16();
        if (port >= OfPorts.MAX && !(later && port == OfPorts.NONE)) {
            throw new OpenFlowException(OpenFlowError.OFPQOFC_BAD_PORT, "port " + port + " has no queues");
        }
        in.skip(in.remaining());
        return new QueueRequest(port, ALL);
    }

    private void encodeConfig(WireWriter out, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF11)) {
            out.u32(OfPorts.to32(port)).zeros(4);
        } else {
            out.u16(port).zeros(2);
        }
    }
}
