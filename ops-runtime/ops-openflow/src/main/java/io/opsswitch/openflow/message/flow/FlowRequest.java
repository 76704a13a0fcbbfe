/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.Oxm;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * Asks for flows, or for the sums of what they counted.
 *
 * @param table the table, or {@link FlowMod#ALL_TABLES}
 * @param match flows that are not for a part of these packets are not meant
 * @param cookie flows whose cookie is another one are not meant
 * @param cookieMask which bits of the cookie count, 0 for none
 * @param outPort flows that do not send packets to this port are not meant; {@link io.opsswitch.openflow.OfPorts#NONE} for
 *     any
 * @param outGroup flows that do not send packets to this group are not meant; all ones for any
 */
public record FlowRequest(int table, Match match, long cookie, long cookieMask, int outPort, int outGroup)
        implements Body {

    /** Codec of OpenFlow 1.0. */
    public static final BodyCodec<FlowRequest> OF10 =
            BodyCodec.of(FlowRequest::decode10, (body, out, context) -> body.encode10(out, context));
    /** Codec of OpenFlow 1.1 and later. */
    public static final BodyCodec<FlowRequest> OF11 =
            BodyCodec.of(FlowRequest::decode11, (body, out, context) -> body.encode11(out, context));
    /** Codec of Nicira's form. */
    public static final BodyCodec<FlowRequest> NICIRA =
            BodyCodec.of(FlowRequest::decodeNicira, (body, out, context) -> body.encodeNicira(out, context));

    private static FlowRequest decode10(WireReader in, WireContext context) {
        Match match = context.parts().readFixed(in);
        int table = in.u8();
        in.skip(1);
        return new FlowRequest(table, match, 0, 0, in.u16(), FlowMod.ANY_GROUP);
    }

    private void encode10(WireWriter out, WireContext context) {
        context.parts().writeFixed(match, out);
        out.u8(table).u8(0).u16(outPort);
    }

    private static FlowRequest decode11(WireReader in, WireContext context) {
        int table = in.u8();
        in.skip(3);
        int outPort = OfPorts.from32(in.i32());
        int outGroup = in.i32();
        in.skip(4);
        long cookie = in.i64();
        long cookieMask = in.i64();
        Match match = context.parts().readMatch(in, true, false);
        return new FlowRequest(table, match, cookie, cookieMask, outPort, outGroup);
    }

    private void encode11(WireWriter out, WireContext context) {
        out.u8(table).zeros(3).u32(OfPorts.to32(outPort)).u32(outGroup).zeros(4);
        out.u64(cookie).u64(cookieMask);
        context.parts().writeMatch(match, out, context.version());
    }

    private static FlowRequest decodeNicira(WireReader in, WireContext context) {
        int outPort = in.u16();
        int length = in.u16();
        int table = in.u8();
        in.skip(3);
        Oxm.Decoded match = context.parts().readNicira(in, length, true, true);
        return new FlowRequest(table, match.match(), match.cookie(), match.cookieMask(), outPort, FlowMod.ANY_GROUP);
    }

    private void encodeNicira(WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(outPort).u16(0).u8(table).zeros(3);
        out.setU16(start + 2, context.parts().writeNicira(match, cookie, cookieMask, out));
    }
}
