/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.packet;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/** Packets for controllers as properties, which is also the form of those that shall go on. */
public final class PacketIn2Codec {

    /** Codec. */
    public static final BodyCodec<PacketIn> CODEC = BodyCodec.of(PacketIn2Codec::decode, PacketIn2Codec::encode);

    private static final int PACKET = 0;
    private static final int FULL_LENGTH = 1;
    private static final int BUFFER_ID = 2;
    private static final int TABLE_ID = 3;
    private static final int COOKIE = 4;
    private static final int REASON = 5;
    private static final int METADATA = 6;
    private static final int USERDATA = 7;
    private static final int CONTINUATION = 8;

    private PacketIn2Codec() {}

    private static PacketIn decode(WireReader in, WireContext context) {
        byte[] packet = {};
        byte[] userdata = {};
        byte[] continuation = {};
        int total = 0;
        int buffer = PacketIn.NO_BUFFER;
        int table = 0;
        long cookie = PacketIn.NO_COOKIE;
        int reason = 0;
        Match metadata = Match.ANY;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            switch (property.standardType()) {
                case PACKET -> packet = property.value().rest();
                case FULL_LENGTH -> total = property.i32();
                case BUFFER_ID -> buffer = property.i32();
                case TABLE_ID -> table = property.u8();
                case COOKIE -> cookie = property.i64();
                case REASON -> reason = property.u8();
                case METADATA -> metadata = context.parts().readFields(property.value(), !context.loose());
                case USERDATA -> userdata = property.value().rest();
                case CONTINUATION -> continuation = property.nested().rest();
                default -> property.unknown(context, "NX_PACKET_IN2");
            }
        }
        if (packet.length == 0) {
            throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_LEN, "NXT_PACKET_IN2 lacks packet");
        }
        if (total != 0 && Integer.compareUnsigned(total, packet.length) < 0) {
            throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_LEN, "NXT_PACKET_IN2 claimed full_len < len");
        }
        int length = total == 0 ? packet.length : total;
        return new PacketIn(metadata, reason, table, cookie, length, buffer, packet, userdata, continuation);
    }

    private static void encode(PacketIn in, WireWriter out, WireContext context) {
        PropertyWriter.bytes(out, PACKET, in.packet());
        if (in.totalLength() != in.packet().length) {
            PropertyWriter.u32(out, FULL_LENGTH, in.totalLength());
        }
        if (in.bufferId() != PacketIn.NO_BUFFER) {
            PropertyWriter.u32(out, BUFFER_ID, in.bufferId());
        }
        PropertyWriter.u8(out, TABLE_ID, in.table());
        if (in.cookie() != PacketIn.NO_COOKIE) {
            PropertyWriter.u64(out, COOKIE, in.cookie());
        }
        PropertyWriter.u8(out, REASON, PacketInCodec.wireReason(in.reason(), context.version()));
        int metadata = PropertyWriter.start(out, METADATA);
        context.parts().writeFields(in.metadata(), out, context.version());
        PropertyWriter.end(out, metadata);
        if (in.continuation().length > 0) {
            int continuation = PropertyWriter.startNested(out, CONTINUATION);
            out.bytes(in.continuation());
            PropertyWriter.end(out, continuation);
        }
        if (in.userdata().length > 0) {
            PropertyWriter.bytes(out, USERDATA, in.userdata());
        }
    }
}
