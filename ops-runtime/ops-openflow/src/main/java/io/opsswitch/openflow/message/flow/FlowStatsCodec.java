/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowStats.Reply;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/** Flows and what they counted on the wire: four forms. */
public final class FlowStatsCodec {

    /** Codec of OpenFlow 1.0. */
    public static final ListCodec<FlowStats, Reply> OF10 =
            new ListCodec<>(Reply::new, FlowStatsCodec::decode10, FlowStatsCodec::encode10);
    /** Codec of OpenFlow 1.1 to 1.4. */
    public static final ListCodec<FlowStats, Reply> OF11 =
            new ListCodec<>(Reply::new, FlowStatsCodec::decode11, FlowStatsCodec::encode11);
    /** Codec of OpenFlow 1.5. */
    public static final ListCodec<FlowStats, Reply> OF15 =
            new ListCodec<>(Reply::new, FlowStatsCodec::decode15, FlowStatsCodec::encode15);
    /** Codec of Nicira's form. */
    public static final ListCodec<FlowStats, Reply> NICIRA =
            new ListCodec<>(Reply::new, FlowStatsCodec::decodeNicira, FlowStatsCodec::encodeNicira);

    private FlowStatsCodec() {}

    private static WireReader entry(WireReader in) {
        return in.part(in.u16() - 2);
    }

    private static FlowStats decode10(WireReader source, WireContext context) {
        WireReader in = entry(source);
        int table = in.u8();
        in.skip(1);
        Match match = context.parts().readFixed(in);
        Age age = Age.read(in);
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        in.skip(6);
        long cookie = in.i64();
        long packets = in.i64();
        long bytes = in.i64();
        return new FlowStats(
                table, match, priority, cookie, age, idle, hard, -1, -1, 0, 0, packets, bytes, acts(in, context));
    }

    private static List<OfpAct> acts(WireReader in, WireContext context) {
        return context.parts().readInstructions(in, context.version());
    }

    private static void encode10(FlowStats stats, WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).u8(stats.table()).u8(0);
        context.parts().writeFixed(stats.match(), out);
        stats.age().write(out);
        out.u16(stats.priority())
                .u16(stats.idleTimeout())
                .u16(stats.hardTimeout())
                .zeros(6);
        out.u64(stats.cookie()).u64(FlowCounts.orZero(stats.packets())).u64(FlowCounts.orZero(stats.bytes()));
        end(stats, start, out, context);
    }

    private static void end(FlowStats stats, int start, WireWriter out, WireContext context) {
        context.parts().writeInstructions(stats.actions(), out, context.version());
        out.setLength(start, start);
    }

    private static FlowStats decode11(WireReader source, WireContext context) {
        WireReader in = entry(source);
        OpenFlowVersion version = context.version();
        int table = in.u8();
        in.skip(1);
        Age age = Age.read(in);
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int flags = in.u16();
        int importance = in.u16();
        in.skip(2);
        long cookie = in.i64();
        long packets = in.i64();
        long bytes = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        return new FlowStats(
                table,
                match,
                priority,
                cookie,
                age,
                idle,
                hard,
                -1,
                -1,
                version.atLeast(OpenFlowVersion.OF14) ? importance : 0,
                version.atLeast(OpenFlowVersion.OF13) ? FlowFlags.fromWire(flags, false, version) : 0,
                packets,
                bytes,
                acts(in, context));
    }

    private static void encode11(FlowStats stats, WireWriter out, WireContext context) {
        int start = out.size();
        OpenFlowVersion version = context.version();
        out.u16(0).u8(stats.table()).u8(0);
        stats.age().write(out);
        out.u16(stats.priority()).u16(stats.idleTimeout()).u16(stats.hardTimeout());
        out.u16(version.atLeast(OpenFlowVersion.OF13) ? FlowFlags.toWire(stats.flags(), version) : 0);
        out.u16(version.atLeast(OpenFlowVersion.OF14) ? stats.importance() : 0).zeros(2);
        out.u64(stats.cookie()).u64(FlowCounts.orZero(stats.packets())).u64(FlowCounts.orZero(stats.bytes()));
        context.parts().writeOxm(stats.match(), out, version);
        end(stats, start, out, context);
    }

    private static FlowStats decode15(WireReader source, WireContext context) {
        WireReader in = entry(source);
        in.skip(2);
        int table = in.u8();
        in.skip(1);
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int flags = FlowFlags.fromWire(in.u16(), false, context.version());
        int importance = in.u16();
        long cookie = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        FlowCounts counts = FlowCounts.read(in);
        return new FlowStats(
                table,
                match,
                priority,
                cookie,
                counts.age(),
                idle,
                hard,
                counts.idleAge(),
                -1,
                importance,
                flags,
                counts.packets(),
                counts.bytes(),
                acts(in, context));
    }

    private static void encode15(FlowStats stats, WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).zeros(2).u8(stats.table()).u8(0).u16(stats.priority());
        out.u16(stats.idleTimeout()).u16(stats.hardTimeout());
        out.u16(FlowFlags.toWire(stats.flags(), context.version())).u16(stats.importance());
        out.u64(stats.cookie());
        context.parts().writeOxm(stats.match(), out, context.version());
        new FlowCounts(stats.age(), stats.idleAge(), -1, stats.packets(), stats.bytes()).write(out);
        end(stats, start, out, context);
    }

    private static FlowStats decodeNicira(WireReader source, WireContext context) {
        WireReader in = entry(source);
        int table = in.u8();
        in.skip(1);
        Age age = Age.read(in);
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int length = in.u16();
        int idleAge = in.u16() - 1;
        int hardAge = in.u16() - 1;
        long cookie = in.i64();
        long packets = in.i64();
        long bytes = in.i64();
        Match match = context.parts().readNicira(in, length, true, false).match();
        return new FlowStats(
                table,
                match,
                priority,
                cookie,
                age,
                idle,
                hard,
                idleAge,
                hardAge,
                0,
                0,
                packets,
                bytes,
                acts(in, context));
    }

    private static void encodeNicira(FlowStats stats, WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).u8(stats.table()).u8(0);
        stats.age().write(out);
        int length = out.u16(stats.priority())
                .u16(stats.idleTimeout())
                .u16(stats.hardTimeout())
                .size();
        out.u16(0).u16(plusOne(stats.idleAge())).u16(plusOne(stats.hardAge()));
        out.u64(stats.cookie()).u64(stats.packets()).u64(stats.bytes());
        out.setU16(length, context.parts().writeNicira(stats.match(), 0, 0, out));
        end(stats, start, out, context);
    }

    private static int plusOne(int age) {
        return Math.min(age + 1, 0xffff);
    }
}
