/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.packet;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/** Packets for controllers on the wire, in the forms of fixed layout; see {@link PacketIn2Codec} for the other. */
public final class PacketInCodec {

    /** Codec of OpenFlow 1.0. */
    public static final BodyCodec<PacketIn> OF10 = BodyCodec.of(PacketInCodec::decode10, PacketInCodec::encode10);
    /** Codec of OpenFlow 1.1. */
    public static final BodyCodec<PacketIn> OF11 = BodyCodec.of(PacketInCodec::decode11, PacketInCodec::encode11);
    /** Codec of OpenFlow 1.2 and later. */
    public static final BodyCodec<PacketIn> OF12 = BodyCodec.of(PacketInCodec::decode12, PacketInCodec::encode12);
    /** Codec of Nicira's first form. */
    public static final BodyCodec<PacketIn> NICIRA =
            BodyCodec.of(PacketInCodec::decodeNicira, PacketInCodec::encodeNicira);

    private static final byte[] NONE = {};
    private static final int ALL_PORT_BITS = 0xffff;

    private PacketInCodec() {}

    /** Return a match on a port alone. */
    static Match port(int port) {
        FlowKey value = new FlowKey().set(FlowField.IN_PORT, port);
        return Match.of(value, new FlowKey().set(FlowField.IN_PORT, ALL_PORT_BITS));
    }

    /** Return the number of a reason that a version has. */
    static int wireReason(int reason, OpenFlowVersion version) {
        return switch (reason) {
            case PacketIn.ACTION_SET, PacketIn.GROUP, PacketIn.PACKET_OUT ->
                version.atLeast(OpenFlowVersion.OF14) ? reason : PacketIn.ACTION;
            case PacketIn.EXPLICIT_MISS -> version.atLeast(OpenFlowVersion.OF13) ? PacketIn.NO_MATCH : PacketIn.ACTION;
            case PacketIn.IMPLICIT_MISS -> PacketIn.NO_MATCH;
            default -> reason;
        };
    }

    private static int port(PacketIn in) {
        return (int) in.metadata().value().get(FlowField.IN_PORT);
    }

    private static PacketIn decode10(WireReader in, WireContext context) {
        int buffer = in.i32();
        int total = in.u16();
        Match metadata = port(in.u16());
        int reason = in.u8();
        in.skip(1);
        return new PacketIn(metadata, reason, 0, PacketIn.NO_COOKIE, total, buffer, in.rest(), NONE, NONE);
    }

    private static void encode10(PacketIn in, WireWriter out, WireContext context) {
        out.u32(in.bufferId()).u16(in.totalLength()).u16(port(in));
        out.u8(wireReason(in.reason(), context.version())).u8(0).bytes(in.packet());
    }

    private static PacketIn decode11(WireReader in, WireContext context) {
        int buffer = in.i32();
        Match metadata = port(OfPorts.from32(in.i32()));
        in.skip(4);
        int total = in.u16();
        int reason = in.u8();
        int table = in.u8();
        return new PacketIn(metadata, reason, table, PacketIn.NO_COOKIE, total, buffer, in.rest(), NONE, NONE);
    }

    private static void encode11(PacketIn in, WireWriter out, WireContext context) {
        int port = OfPorts.to32(port(in));
        out.u32(in.bufferId()).u32(port).u32(port).u16(in.totalLength());
        out.u8(wireReason(in.reason(), context.version())).u8(in.table()).bytes(in.packet());
    }

    private static PacketIn decode12(WireReader in, WireContext context) {
        int buffer = in.i32();
        int total = in.u16();
        int reason = in.u8();
        int table = in.u8();
        long cookie = context.atLeast(OpenFlowVersion.OF13) ? in.i64() : PacketIn.NO_COOKIE;
        Match metadata = context.parts().readMatch(in, false, false);
        in.skip(2);
        return new PacketIn(metadata, reason, table, cookie, total, buffer, in.rest(), NONE, NONE);
    }

    private static void encode12(PacketIn in, WireWriter out, WireContext context) {
        out.u32(in.bufferId()).u16(in.totalLength());
        out.u8(wireReason(in.reason(), context.version())).u8(in.table());
        if (context.atLeast(OpenFlowVersion.OF13)) {
            out.u64(in.cookie());
        }
        context.parts().writeOxm(in.metadata(), out, context.version());
        out.zeros(2).bytes(in.packet());
    }

    private static PacketIn decodeNicira(WireReader in, WireContext context) {
        int buffer = in.i32();
        int total = in.u16();
        int reason = in.u8();
        int table = in.u8();
        long cookie = in.i64();
        int length = in.u16();
        in.skip(6);
        Match metadata = context.parts().readNicira(in, length, false, false).match();
        in.skip(2);
        return new PacketIn(metadata, reason, table, cookie, total, buffer, in.rest(), NONE, NONE);
    }

    private static void encodeNicira(PacketIn in, WireWriter out, WireContext context) {
        out.u32(in.bufferId()).u16(in.totalLength());
        out.u8(wireReason(in.reason(), context.version())).u8(in.table()).u64(in.cookie());
        int length = out.size();
        out.u16(0).zeros(6);
        out.setU16(length, context.parts().writeNicira(in.metadata(), 0, 0, out));
        out.zeros(2).bytes(in.packet());
    }
}
