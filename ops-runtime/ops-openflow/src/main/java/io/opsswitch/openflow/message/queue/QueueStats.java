/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.queue;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * What has been counted at a queue; a count of all ones is unknown.
 *
 * @param port the port that it is at
 * @param queue its number
 * @param bytes bytes sent
 * @param packets packets sent
 * @param errors packets dropped
 * @param age how long it has been there; told from OpenFlow 1.3 on
 */
public record QueueStats(int port, int queue, long bytes, long packets, long errors, Age age) {

    private static final int LENGTH14 = 48;

    /** Codec of all versions. */
    public static final ListCodec<QueueStats, Reply> REPLY =
            new ListCodec<>(Reply::new, QueueStats::decode, QueueStats::encode);

    /**
     * Statistics of queues.
     *
     * @param entries the queues
     */
    public record Reply(List<QueueStats> entries) implements MultipartBody<QueueStats> {}

    private static QueueStats decode(WireReader in, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF14)) {
            WireReader entry = in.part(in.u16() - 2);
            entry.skip(6);
            return counts(entry, OfPorts.from32(entry.i32()), context);
        }
        if (context.atLeast(OpenFlowVersion.OF11)) {
            return counts(in, OfPorts.from32(in.i32()), context);
        }
        int port = in.u16();
        in.skip(2);
        return counts(in, port, context);
    }

    private static QueueStats counts(WireReader in, int port, WireContext context) {
        return new QueueStats(
                port,
                in.i32(),
                in.i64(),
                in.i64(),
                in.i64(),
                context.atLeast(OpenFlowVersion.OF13) ? Age.read(in) : Age.UNKNOWN);
    }

    private void encode(WireWriter out, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF14)) {
            out.u16(LENGTH14).zeros(6);
        }
        if (context.atLeast(OpenFlowVersion.OF11)) {
            out.u32(OfPorts.to32(port));
        } else {
            out.u16(port).zeros(2);
        }
        out.u32(queue).u64(bytes).u64(packets).u64(errors);
        if (context.atLeast(OpenFlowVersion.OF13)) {
            age.write(out);
        }
    }
}
