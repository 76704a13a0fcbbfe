/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.monitor;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Abbreviated;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Event;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Full;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Paused;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Reply;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Resumed;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/** Updates of monitors on the wire: the form of OpenFlow 1.4, and Nicira's, which the ONF's for 1.3 is like. */
public final class FlowUpdateCodec {

    /** Codec of OpenFlow 1.4 and later. */
    public static final ListCodec<FlowUpdate, Reply> OF14 =
            new ListCodec<>(Reply::new, FlowUpdateCodec::decode14, FlowUpdateCodec::encode14);
    /** Codec of Nicira's and the ONF's form. */
    public static final ListCodec<FlowUpdate, Reply> NICIRA =
            new ListCodec<>(Reply::new, FlowUpdateCodec::decodeNicira, FlowUpdateCodec::encodeNicira);

    private static final int SHORT = 8;
    private static final int ABBREVIATED = 4;
    private static final int PAUSED = 5;
    private static final int RESUMED = 6;
    private static final int NICIRA_ABBREVIATED = 3;

    private FlowUpdateCodec() {}

    private static WireReader entry(WireReader in, int length) {
        if (length % 8 != 0) {
            throw badLength(length);
        }
        return in.part(length - 4);
    }

    private static OpenFlowException badLength(int length) {
        return new OpenFlowException(OpenFlowError.OFPBRC_BAD_LEN, "flow update of " + length + " bytes");
    }

    private static WireReader ofShort(WireReader in, int length) {
        if (length != SHORT) {
            throw badLength(length);
        }
        return in;
    }

    private static FlowUpdate decode14(WireReader source, WireContext context) {
        int length = source.u16();
        int event = source.u16();
        WireReader in = entry(source, length);
        switch (event) {
            case ABBREVIATED -> {
                return new Abbreviated(ofShort(in, length).i32());
            }
            case PAUSED -> {
                ofShort(in, length);
                return new Paused();
            }
            case RESUMED -> {
                ofShort(in, length);
                return new Resumed();
            }
            default -> {
                if (event >= Event.values().length) {
                    throw badEvent(event);
                }
            }
        }
        int table = in.u8();
        int reason = in.u8();
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        in.skip(4);
        long cookie = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        List<OfpAct> actions = context.parts().readInstructions(in, context.version());
        return new Full(Event.values()[event], reason, priority, idle, hard, table, cookie, match, actions);
    }

    private static OpenFlowException badEvent(int event) {
        return new OpenFlowException(
                OpenFlowError.NXBRC_FM_BAD_EVENT, "NXST_FLOW_MONITOR reply has bad event " + event);
    }

    private static void encode14(FlowUpdate update, WireWriter out, WireContext context) {
        int start = out.size();
        if (update instanceof Abbreviated own) {
            out.u16(SHORT).u16(ABBREVIATED).u32(own.transaction());
        } else if (update instanceof Full full) {
            out.u16(0).u16(full.event().ordinal()).u8(full.table()).u8(full.reason());
            out.u16(full.idleTimeout())
                    .u16(full.hardTimeout())
                    .u16(full.priority())
                    .zeros(4);
            out.u64(full.cookie());
            context.parts().writeOxm(full.match(), out, context.version());
            context.parts().writeInstructions(full.actions(), out, context.version());
            out.setLength(start, start);
        } else {
            out.u16(SHORT).u16(update instanceof Paused ? PAUSED : RESUMED).zeros(4);
        }
    }

    private static FlowUpdate decodeNicira(WireReader source, WireContext context) {
        int length = source.u16();
        int event = source.u16();
        WireReader in = entry(source, length);
        if (event == NICIRA_ABBREVIATED) {
            return new Abbreviated(ofShort(in, length).i32());
        }
        if (event > NICIRA_ABBREVIATED) {
            throw badEvent(event);
        }
        int reason = in.u16();
        int priority = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int matchLength = in.u16();
        int table = in.u8();
        in.skip(1);
        long cookie = in.i64();
        boolean onf = context.atLeast(OpenFlowVersion.OF13);
        Match match = onf
                ? context.parts().readMatch(in, true, false)
                : context.parts().readNicira(in, matchLength, true, false).match();
        List<OfpAct> actions = onf
                ? context.parts().readInstructions(in, context.version())
                : context.parts().readActions(in, context.version());
        return new Full(Event.values()[event + 1], reason, priority, idle, hard, table, cookie, match, actions);
    }

    private static void encodeNicira(FlowUpdate update, WireWriter out, WireContext context) {
        if (update instanceof Abbreviated own) {
            out.u16(SHORT).u16(NICIRA_ABBREVIATED).u32(own.transaction());
            return;
        }
        if (!(update instanceof Full full)) {
            throw new IllegalArgumentException("pauses are messages of their own before OpenFlow 1.4");
        }
        int start = out.size();
        out.u16(0)
                .u16(Math.max(0, full.event().ordinal() - 1))
                .u16(full.reason())
                .u16(full.priority());
        int length = out.u16(full.idleTimeout()).u16(full.hardTimeout()).size();
        out.u16(0).u8(full.table()).u8(0).u64(full.cookie());
        int match = out.size();
        if (context.atLeast(OpenFlowVersion.OF13)) {
            context.parts().writeOxm(full.match(), out, context.version());
            out.setU16(length, MonitorRequest.lengthAt(out, match));
            context.parts().writeInstructions(full.actions(), out, context.version());
        } else {
            out.setU16(length, context.parts().writeNicira(full.match(), 0, 0, out));
            context.parts().writeActions(full.actions(), out, context.version());
        }
        out.setLength(start, start);
    }
}
