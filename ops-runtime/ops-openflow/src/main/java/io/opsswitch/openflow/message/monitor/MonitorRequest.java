/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.monitor;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * Asks to be told of changes of flows, or not any more.
 *
 * @param monitor the number by which the controller knows the monitor
 * @param command {@link #ADD}, {@link #MODIFY} or {@link #DELETE}; before OpenFlow 1.4 always the first
 * @param flags what is told, see {@link #INITIAL} and those beside it
 * @param table the table, 255 for all
 * @param outPort flows that do not send packets to this port are not meant; {@link OfPorts#NONE} for any
 * @param outGroup flows that do not send packets to this group are not meant; all ones for any
 * @param match flows that are not for a part of these packets are not meant
 */
public record MonitorRequest(int monitor, int command, int flags, int table, int outPort, int outGroup, Match match) {

    /** A new monitor. */
    public static final int ADD = 0;
    /** A monitor that is another now. */
    public static final int MODIFY = 1;
    /** The end of a monitor. */
    public static final int DELETE = 2;

    /** Flows that are there. */
    public static final int INITIAL = 1;
    /** Flows that are added. */
    public static final int ADDED = 1 << 1;
    /** Flows that go. */
    public static final int REMOVED = 1 << 2;
    /** Flows that change. */
    public static final int MODIFIED = 1 << 3;
    /** What flows do is told. */
    public static final int INSTRUCTIONS = 1 << 4;
    /** Changes by this controller are told in full; before OpenFlow 1.4 this bit is {@link #ONLY_OWN}. */
    public static final int NO_ABBREVIATION = 1 << 5;
    /** Changes by other controllers are not told. */
    public static final int ONLY_OWN = 1 << 6;

    private static final int CHANGES = ADDED | REMOVED | MODIFIED;
    private static final int SHARED = INITIAL | CHANGES | INSTRUCTIONS;
    private static final int NICIRA_OWN = 1 << 5;
    private static final int ANY_GROUP = -1;

    /** Codec of OpenFlow 1.4 and later. */
    public static final ListCodec<MonitorRequest, Request> OF14 =
            new ListCodec<>(Request::new, MonitorRequest::decode14, MonitorRequest::encode14);
    /** Codec of the ONF's form, for OpenFlow 1.3. */
    public static final ListCodec<MonitorRequest, Request> ONF =
            new ListCodec<>(Request::new, MonitorRequest::decodeOnf, MonitorRequest::encodeOnf);
    /** Codec of Nicira's form. */
    public static final ListCodec<MonitorRequest, Request> NICIRA =
            new ListCodec<>(Request::new, MonitorRequest::decodeNicira, MonitorRequest::encodeNicira);

    /**
     * Requests for monitors.
     *
     * @param entries the requests
     */
    public record Request(List<MonitorRequest> entries) implements MultipartBody<MonitorRequest> {}

    private static MonitorRequest decode14(WireReader in, WireContext context) {
        int monitor = in.i32();
        int outPort = in.i32();
        int outGroup = in.i32();
        int flags = in.u16();
        int table = in.u8();
        int command = in.u8();
        if (command == DELETE) {
            Match match = context.parts().readMatch(in, true, false);
            return new MonitorRequest(monitor, command, 0, table, OfPorts.NONE, ANY_GROUP, match);
        }
        if ((flags & CHANGES) == 0
                || (flags & ~(SHARED | NO_ABBREVIATION | ONLY_OWN)) != 0
                || (flags & NO_ABBREVIATION) != 0) {
            throw badFlags(flags);
        }
        int port = OfPorts.from32(outPort);
        return new MonitorRequest(
                monitor, command, flags, table, port, outGroup, context.parts().readMatch(in, true, false));
    }

    private void encode14(WireWriter out, WireContext context) {
        out.u32(monitor).u32(OfPorts.to32(outPort)).u32(outGroup);
        out.u16(flags).u8(table).u8(command);
        context.parts().writeOxm(match, out, context.version());
    }

    private static int fromNicira(int flags) {
        if ((flags & CHANGES) == 0 || (flags & ~(SHARED | NICIRA_OWN)) != 0) {
            throw badFlags(flags);
        }
        return flags & SHARED | ((flags & NICIRA_OWN) != 0 ? ONLY_OWN : 0);
    }

    private int toNicira() {
        return flags & SHARED | ((flags & ONLY_OWN) != 0 ? NICIRA_OWN : 0);
    }

    private static OpenFlowException badFlags(int flags) {
        return new OpenFlowException(
                OpenFlowError.OFPMOFC_BAD_FLAGS, "flow monitor has bad flags 0x" + Integer.toHexString(flags));
    }

    private static void mustBeZero(WireReader in, int bytes) {
        for (int i = 0; i < bytes; i++) {
            if (in.u8() != 0) {
                throw new OpenFlowException(OpenFlowError.NXBRC_MUST_BE_ZERO, "the padding is not all 0");
            }
        }
    }

    private static MonitorRequest decodeOnf(WireReader in, WireContext context) {
        int monitor = in.i32();
        int flags = fromNicira(in.u16());
        in.skip(2);
        int outPort = in.i32();
        int table = in.u8();
        mustBeZero(in, 3);
        int port = OfPorts.from32(outPort);
        return new MonitorRequest(
                monitor, ADD, flags, table, port, ANY_GROUP, context.parts().readMatch(in, true, false));
    }

    private void encodeOnf(WireWriter out, WireContext context) {
        int start = out.size();
        out.u32(monitor)
                .u16(toNicira())
                .u16(0)
                .u32(OfPorts.to32(outPort))
                .u8(table)
                .zeros(3);
        int match = out.size();
        context.parts().writeOxm(this.match, out, context.version());
        out.setU16(start + 6, lengthAt(out, match));
    }

    /** Return the length that the header of a match says, without padding. */
    static int lengthAt(WireWriter out, int match) {
        return out.u16At(match + 2);
    }

    private static MonitorRequest decodeNicira(WireReader in, WireContext context) {
        int monitor = in.i32();
        int flags = fromNicira(in.u16());
        int outPort = in.u16();
        int length = in.u16();
        int table = in.u8();
        mustBeZero(in, 5);
        Match match = context.parts().readNicira(in, length, true, false).match();
        return new MonitorRequest(monitor, ADD, flags, table, outPort, ANY_GROUP, match);
    }

    private void encodeNicira(WireWriter out, WireContext context) {
        out.u32(monitor).u16(toNicira()).u16(outPort);
        int length = out.size();
        out.u16(0).u8(table).zeros(5);
        out.setU16(length, context.parts().writeNicira(match, 0, 0, out));
    }
}
