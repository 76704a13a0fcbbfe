/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.queue;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.queue.QueueConfig.Reply;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/** The configuration of queues on the wire: one message for a port, or from OpenFlow 1.4 on statistics. */
public final class QueueConfigCodec {

    /** Codec before OpenFlow 1.4. */
    public static final BodyCodec<Reply> CONFIG =
            BodyCodec.of(QueueConfigCodec::decodeConfig, QueueConfigCodec::encodeConfig);

    /** Codec from OpenFlow 1.4 on. */
    public static final ListCodec<QueueConfig, Reply> DESCRIPTION = new ListCodec<>(
            entries -> new Reply(OfPorts.NONE, entries),
            QueueConfigCodec::decodeDescription,
            QueueConfigCodec::encodeDescription);

    private static final int MIN_RATE = 1;
    private static final int MAX_RATE = 2;

    private QueueConfigCodec() {}

    private static Reply decodeConfig(WireReader in, WireContext context) {
        int port = context.atLeast(OpenFlowVersion.OF11) ? OfPorts.from32(in.i32()) : in.u16();
        in.skip(context.atLeast(OpenFlowVersion.OF11) ? 4 : 6);
        boolean withPort = context.atLeast(OpenFlowVersion.OF12);
        List<QueueConfig> queues = new ArrayList<>();
        while (in.remaining() > 0) {
            int queue = in.i32();
            in.skip(withPort ? 4 : 0);
            int length = in.u16();
            int header = withPort ? 16 : 8;
            in.skip(withPort ? 6 : 2);
            if (length % 8 != 0) {
                throw badLength(length);
            }
            queues.add(properties(in.part(length - header), port, queue));
        }
        return new Reply(port, List.copyOf(queues));
    }

    /** Reads properties in the form before OpenFlow 1.4, whose header has 8 bytes. */
    private static QueueConfig properties(WireReader in, int port, int queue) {
        int min = QueueConfig.NONE;
        int max = QueueConfig.NONE;
        while (in.remaining() > 0) {
            int type = in.u16();
            int length = in.u16();
            if (length % 8 != 0 || length < 8) {
                throw badLength(length);
            }
            WireReader value = in.part(length - 4);
            value.skip(4);
            if (type == MIN_RATE || type == MAX_RATE) {
                if (length != 16) {
                    throw badLength(length);
                }
                int rate = value.u16();
                min = type == MIN_RATE ? rate : min;
                max = type == MAX_RATE ? rate : max;
            }
        }
        return new QueueConfig(port, queue, min, max);
    }

    private static OpenFlowException badLength(int length) {
        return new OpenFlowException(
                OpenFlowError.OFPBRC_BAD_LEN, "queue or property of a queue of " + length + " bytes");
    }

    private static void encodeConfig(Reply reply, WireWriter out, WireContext context) {
        if (context.atLeast(OpenFlowVersion.OF11)) {
            out.u32(OfPorts.to32(reply.port())).zeros(4);
        } else {
            out.u16(reply.port()).zeros(6);
        }
        for (QueueConfig queue : reply.entries()) {
            int start = out.size();
            out.u32(queue.queue());
            if (context.atLeast(OpenFlowVersion.OF12)) {
                out.u32(OfPorts.to32(queue.port()));
            }
            int length = out.size();
            out.u16(0).zeros(context.atLeast(OpenFlowVersion.OF12) ? 6 : 2);
            rate(out, MIN_RATE, queue.minRate());
            rate(out, MAX_RATE, queue.maxRate());
            out.setLength(length, start);
        }
    }

    private static void rate(WireWriter out, int type, int rate) {
        if (rate != QueueConfig.NONE) {
            out.u16(type).u16(16).zeros(4).u16(rate).zeros(6);
        }
    }

    private static QueueConfig decodeDescription(WireReader in, WireContext context) {
        int port = OfPorts.from32(in.i32());
        int queue = in.i32();
        int length = in.u16();
        in.skip(6);
        if (length % 8 != 0) {
            throw badLength(length);
        }
        WireReader properties = in.part(length - 16);
        int min = QueueConfig.NONE;
        int max = QueueConfig.NONE;
        while (properties.remaining() > 0) {
            Property property = Property.pull(properties);
            if (property.type() == MIN_RATE) {
                min = property.u16();
            } else if (property.type() == MAX_RATE) {
                max = property.u16();
            }
        }
        return new QueueConfig(port, queue, min, max);
    }

    private static void encodeDescription(QueueConfig queue, WireWriter out, WireContext context) {
        int start = out.size();
        out.u32(OfPorts.to32(queue.port())).u32(queue.queue()).u16(0).zeros(6);
        if (queue.minRate() != QueueConfig.NONE) {
            PropertyWriter.u16(out, MIN_RATE, queue.minRate());
        }
        if (queue.maxRate() != QueueConfig.NONE) {
            PropertyWriter.u16(out, MAX_RATE, queue.maxRate());
        }
        out.setLength(start + 8, start);
    }
}
