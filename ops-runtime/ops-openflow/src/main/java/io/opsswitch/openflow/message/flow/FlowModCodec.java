/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.Oxm;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/** Changes of flows on the wire: three forms. */
public final class FlowModCodec {

    /** Codec of OpenFlow 1.0. */
    public static final BodyCodec<FlowMod> OF10 = BodyCodec.of(FlowModCodec::decode10, FlowModCodec::encode10);
    /** Codec of OpenFlow 1.1 and later. */
    public static final BodyCodec<FlowMod> OF11 = BodyCodec.of(FlowModCodec::decode11, FlowModCodec::encode11);
    /** Codec of Nicira's form. */
    public static final BodyCodec<FlowMod> NICIRA =
            BodyCodec.of(FlowModCodec::decodeNicira, FlowModCodec::encodeNicira);

    private static final int ALL_WILDCARDS = (1 << 22) - 1;
    private static final int HIGHEST = 0xffff;

    private FlowModCodec() {}

    private static FlowMod decode10(WireReader in, WireContext context) {
        boolean exact = (in.buffer().getInt(in.position()) & ALL_WILDCARDS) == 0;
        Match match = context.parts().readFixed(in);
        long cookie = in.i64();
        int command = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        return rest(
                in,
                context,
                new Oxm.Decoded(match, 0, 0),
                cookie,
                command,
                idle,
                hard,
                exact ? HIGHEST : priority,
                in.i32(),
                in.u16(),
                in.u16());
    }

    private static FlowMod decodeNicira(WireReader in, WireContext context) {
        long cookie = in.i64();
        int command = in.u16();
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        int buffer = in.i32();
        int outPort = in.u16();
        int flags = in.u16();
        int length = in.u16();
        in.skip(6);
        Oxm.Decoded match = context.parts().readNicira(in, length, true, true);
        if ((command & 0xff) == 0 && match.cookieMask() != 0) {
            throw new OpenFlowException(
                    OpenFlowError.NXBRC_NXM_INVALID, "a flow that is added cannot match on a cookie");
        }
        return rest(in, context, match, cookie, command, idle, hard, priority, buffer, outPort, flags);
    }

    private static FlowMod rest(
            WireReader in,
            WireContext context,
            Oxm.Decoded match,
            long cookie,
            int commandAndTable,
            int idle,
            int hard,
            int priority,
            int buffer,
            int outPort,
            int flags) {
        FlowCommand command = FlowCommand.of(commandAndTable & 0xff);
        return checked(new FlowMod(
                command,
                commandAndTable >> 8,
                match.match(),
                priority,
                match.cookie(),
                match.cookieMask(),
                cookie,
                cookie != FlowMod.NO_COOKIE,
                idle,
                hard,
                0,
                buffer,
                outPort,
                FlowMod.ANY_GROUP,
                FlowFlags.fromWire(flags, command == FlowCommand.ADD, context.version()),
                context.parts().readInstructions(in, context.version())));
    }

    private static FlowMod decode11(WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        long cookie = in.i64();
        long mask = in.i64();
        int table = in.u8();
        FlowCommand command = FlowCommand.of(in.u8());
        int idle = in.u16();
        int hard = in.u16();
        int priority = in.u16();
        int buffer = in.i32();
        int outPort32 = in.i32();
        int outGroup = in.i32();
        int flags = in.u16();
        int importance = in.u16();
        Match match = context.parts().readMatch(in, true, false);
        if (table == FlowMod.ALL_TABLES && (version == OpenFlowVersion.OF11 || !command.deletes())) {
            throw new OpenFlowException(
                    OpenFlowError.OFPFMFC_BAD_TABLE_ID, "only deletions, from OpenFlow 1.2 on, can be for all tables");
        }
        boolean sets = command == FlowCommand.ADD || addsIfMissing(command, mask, version);
        return checked(new FlowMod(
                command,
                table,
                match,
                priority,
                sets ? 0 : cookie,
                sets ? 0 : mask,
                sets ? cookie : FlowMod.NO_COOKIE,
                false,
                idle,
                hard,
                version.atLeast(OpenFlowVersion.OF14) && command == FlowCommand.ADD ? importance : 0,
                buffer,
                OfPorts.from32(outPort32),
                command.deletes() ? outGroup : FlowMod.ANY_GROUP,
                FlowFlags.fromWire(flags, command == FlowCommand.ADD, version),
                context.parts().readInstructions(in, version)));
    }

    /** In OpenFlow 1.1 alone, a change that matches no cookie adds the flow if it is not there. */
    private static boolean addsIfMissing(FlowCommand command, long cookieMask, OpenFlowVersion version) {
        return version == OpenFlowVersion.OF11 && command.modifies() && cookieMask == 0;
    }

    private static FlowMod checked(FlowMod mod) {
        if ((mod.flags() & FlowFlags.EMERGENCY) != 0) {
            throw new OpenFlowException(
                    mod.idleTimeout() != 0 || mod.hardTimeout() != 0
                            ? OpenFlowError.OFPFMFC_BAD_EMERG_TIMEOUT
                            : OpenFlowError.OFPFMFC_TABLE_FULL,
                    "there is no table for emergencies");
        }
        return mod;
    }

    private static void encode10(FlowMod mod, WireWriter out, WireContext context) {
        context.parts().writeFixed(mod.match(), out);
        out.u64(mod.newCookie()).u16(mod.table() << 8 | mod.command().ordinal());
        encodeCommon(mod, out);
        out.u16(mod.outPort()).u16(FlowFlags.toWire(mod.flags(), context.version()));
        context.parts().writeInstructions(mod.actions(), out, context.version());
    }

    private static void encodeNicira(FlowMod mod, WireWriter out, WireContext context) {
        out.u64(mod.newCookie()).u16(mod.table() << 8 | mod.command().ordinal());
        encodeCommon(mod, out);
        out.u16(mod.outPort()).u16(FlowFlags.toWire(mod.flags(), context.version()));
        int length = out.size();
        out.u16(0).zeros(6);
        out.setU16(length, context.parts().writeNicira(mod.match(), mod.cookie(), mod.cookieMask(), out));
        context.parts().writeInstructions(mod.actions(), out, context.version());
    }

    private static void encodeCommon(FlowMod mod, WireWriter out) {
        out.u16(mod.idleTimeout()).u16(mod.hardTimeout()).u16(mod.priority()).u32(mod.bufferId());
    }

    private static void encode11(FlowMod mod, WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        FlowCommand command = mod.command();
        boolean sets = command == FlowCommand.ADD || addsIfMissing(command, mod.cookieMask(), version);
        out.u64(sets ? mod.newCookie() : mod.cookie() & mod.cookieMask()).u64(mod.cookieMask());
        boolean allTables =
                mod.table() == FlowMod.ALL_TABLES && (version == OpenFlowVersion.OF11 || !command.deletes());
        out.u8(allTables ? 0 : mod.table()).u8(command.ordinal());
        encodeCommon(mod, out);
        out.u32(OfPorts.to32(mod.outPort())).u32(mod.outGroup());
        out.u16(FlowFlags.toWire(mod.flags(), version));
        out.u16(version.atLeast(OpenFlowVersion.OF14) && command == FlowCommand.ADD ? mod.importance() : 0);
        context.parts().writeMatch(mod.match(), out, version);
        context.parts().writeInstructions(mod.actions(), out, version);
    }
}
