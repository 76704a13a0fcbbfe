/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.packet;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A packet of a controller for the switch to send.
 *
 * @param metadata the port that it is to be seen to come from, and from OpenFlow 1.5 on other fields that are not part of
 *     the packet
 * @param bufferId where the switch keeps it, all ones if it is in the message
 * @param actions what to do with it
 * @param packet the packet, empty if the switch keeps it; not to be changed
 */
public record PacketOut(Match metadata, int bufferId, List<OfpAct> actions, byte[] packet) implements Body {

    /** Codec of all versions. */
    public static final BodyCodec<PacketOut> CODEC =
            BodyCodec.of(PacketOut::decode, (body, out, context) -> body.encode(out, context));

    private static final int NO_BUFFER = -1;

    private static PacketOut decode(WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        int buffer = in.i32();
        Match metadata;
        int length;
        if (version.atLeast(OpenFlowVersion.OF15)) {
            length = in.u16();
            in.skip(2);
            metadata = context.parts().readMatch(in, false, true);
            if (metadata.mask().get(FlowField.IN_PORT) == 0) {
                throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_PORT, "packet-out without input port");
            }
        } else if (version.atLeast(OpenFlowVersion.OF11)) {
            metadata = PacketInCodec.port(OfPorts.from32(in.i32()));
            length = in.u16();
            in.skip(6);
        } else {
            metadata = PacketInCodec.port(in.u16());
            length = in.u16();
        }
        List<OfpAct> actions = context.parts()
                .readActions(in.orElse(OpenFlowError.OFPBAC_BAD_LEN).part(length), version);
        in.skip(length);
        int port = (int) metadata.value().get(FlowField.IN_PORT);
        if (port >= OfPorts.MAX && port != OfPorts.LOCAL && port != OfPorts.NONE && port != OfPorts.CONTROLLER) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_PORT, "packet-out has bad input port 0x" + Integer.toHexString(port));
        }
        byte[] packet = in.rest();
        return new PacketOut(metadata, buffer, actions, buffer == NO_BUFFER ? packet : new byte[0]);
    }

    private void encode(WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        int port = (int) metadata.value().get(FlowField.IN_PORT);
        out.u32(bufferId);
        int length;
        if (version.atLeast(OpenFlowVersion.OF15)) {
            length = out.size();
            out.u16(0).zeros(2);
            context.parts().writeOxm(metadata, out, version);
        } else if (version.atLeast(OpenFlowVersion.OF11)) {
            length = out.u32(OfPorts.to32(port)).size();
            out.u16(0).zeros(6);
        } else {
            length = out.u16(port).size();
            out.u16(0);
        }
        int start = out.size();
        context.parts().writeActions(actions, out, version);
        out.setLength(length, start);
        if (bufferId == NO_BUFFER) {
            out.bytes(packet);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PacketOut out
                && metadata.equals(out.metadata)
                && bufferId == out.bufferId
                && actions.equals(out.actions)
                && Arrays.equals(packet, out.packet);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metadata, bufferId, actions, Arrays.hashCode(packet));
    }
}
