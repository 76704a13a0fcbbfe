/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * Tells that a flow is gone.
 *
 * @param match which packets it was for
 * @param priority its priority
 * @param cookie its cookie
 * @param reason why it is gone, see {@link #IDLE_TIMEOUT} and those beside it
 * @param table its table, 255 if not told
 * @param age how long it was there
 * @param idleTimeout after how many seconds without packet it was to go
 * @param hardTimeout after how many seconds it was to go; not told in OpenFlow 1.0
 * @param packets packets, all ones if unknown
 * @param bytes bytes, all ones if unknown
 */
public record FlowRemoved(
        Match match,
        int priority,
        long cookie,
        int reason,
        int table,
        Age age,
        int idleTimeout,
        int hardTimeout,
        long packets,
        long bytes)
        implements Body {

    /** No packet came for too long. */
    public static final int IDLE_TIMEOUT = 0;
    /** Its time was over. */
    public static final int HARD_TIMEOUT = 1;
    /** It was deleted. */
    public static final int DELETE = 2;
    /** A group that it used was deleted. */
    public static final int GROUP_DELETE = 3;
    /** A meter that it used was deleted; told as a deletion before OpenFlow 1.4. */
    public static final int METER_DELETE = 4;
    /** The table was full. */
    public static final int EVICTION = 5;

    private static final int NO_TABLE = 255;

    /** Codec of OpenFlow 1.0. */
    public static final BodyCodec<FlowRemoved> OF10 =
            BodyCodec.of(FlowRemoved::decode10, (body, out, context) -> body.encode10(out, context));
    /** Codec of OpenFlow 1.1 to 1.4. */
    public static final BodyCodec<FlowRemoved> OF11 =
            BodyCodec.of(FlowRemoved::decode11, (body, out, context) -> body.encode11(out, context));
    /** Codec of OpenFlow 1.5. */
    public static final BodyCodec<FlowRemoved> OF15 =
            BodyCodec.of(FlowRemoved::decode15, (body, out, context) -> body.encode15(out, context));
    /** Codec of Nicira's form. */
    public static final BodyCodec<FlowRemoved> NICIRA =
            BodyCodec.of(FlowRemoved::decodeNicira, (body, out, context) -> body.encodeNicira(out, context));

    private static FlowRemoved decode10(WireReader in, WireContext context) {
        Match match = context.parts().readFixed(in);
        long cookie = in.i64();
        int priority = in.u16();
        int reason = in.u8();
        in.skip(1);
        Age age = Age.read(in);
        int idle = in.u16();
        in.skip(2);
        return new FlowRemoved(match, priority, cookie, reason, NO_TABLE, age, idle, 0, in.i64(), in.i64());
    }

    private void encode10(WireWriter out, WireContext context) {
        context.parts().writeFixed(match, out);
        out.u64(cookie).u16(priority).u8(wireReason(context)).u8(0);
        age.write(out);
        out.u16(idleTimeout).zeros(2);
        out.u64(FlowCounts.orZero(packets)).u64(FlowCounts.orZero(bytes));
    }

    private static FlowRemoved decode11(WireReader in, WireContext context) {
        long cookie = in.i64();
        int priority = in.u16();
        int reason = in.u8();
        int table = in.u8();
        Age age = Age.read(in);
        int idle = in.u16();
        int hard = in.u16();
        long packets = in.i64();
        long bytes = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        return new FlowRemoved(match, priority, cookie, reason, table, age, idle, hard, packets, bytes);
    }

    private void encode11(WireWriter out, WireContext context) {
        out.u64(cookie).u16(priority).u8(wireReason(context)).u8(table);
        age.write(out);
        out.u16(idleTimeout).u16(hardTimeout).u64(packets).u64(bytes);
        context.parts().writeMatch(match, out, context.version());
    }

    private static FlowRemoved decode15(WireReader in, WireContext context) {
        int table = in.u8();
        int reason = in.u8();
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        long cookie = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        FlowCounts counts = FlowCounts.read(in);
        return new FlowRemoved(
                match, priority, cookie, reason, table, counts.age(), idle, hard, counts.packets(), counts.bytes());
    }

    private void encode15(WireWriter out, WireContext context) {
        out.u8(table).u8(wireReason(context)).u16(priority);
        out.u16(idleTimeout).u16(hardTimeout).u64(cookie);
        context.parts().writeMatch(match, out, context.version());
        new FlowCounts(age, -1, -1, packets, bytes).write(out);
    }

    private static FlowRemoved decodeNicira(WireReader in, WireContext context) {
        long cookie = in.i64();
        int priority = in.u16();
        int reason = in.u8();
        int table = in.u8();
        Age age = Age.read(in);
        int idle = in.u16();
        int length = in.u16();
        long packets = in.i64();
        long bytes = in.i64();
        Match match = context.parts().readNicira(in, length, true, false).match();
        return new FlowRemoved(
                match, priority, cookie, reason, table == 0 ? NO_TABLE : table - 1, age, idle, 0, packets, bytes);
    }

    private void encodeNicira(WireWriter out, WireContext context) {
        out.u64(cookie).u16(priority).u8(wireReason(context)).u8(table + 1);
        age.write(out);
        int length = out.u16(idleTimeout).size();
        out.u16(0).u64(packets).u64(bytes);
        out.setU16(length, context.parts().writeNicira(match, 0, 0, out));
    }

    private int wireReason(WireContext context) {
        return reason == METER_DELETE && !context.atLeast(OpenFlowVersion.OF14) ? DELETE : reason;
    }
}
