/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.TlvLayout;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists of actions on the wire, and lists of instructions in OpenFlow 1.1 and later. */
public final class ActionCodec {

    /** The length of the header of actions of experimenters. */
    static final int EXPERIMENTER_HEADER = 10;

    private static final int HEADER = 4;
    private static final int EXPERIMENTER = 0xffff;
    /** How deep actions may be in others. */
    private static final int MAX_DEPTH = 100;

    private ActionCodec() {}

    /**
     * Read actions to the end of a buffer.
     *
     * @param table where the switch has the fields {@code tun_metadata}, null if none is known
     * @throws OpenFlowException if they are wrong, or not known
     */
    public static List<OfpAct> decode(ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table) {
        List<OfpAct> actions = read(in, version, table, 0);
        ActionVerifier.verify(actions, version.number(), true, null);
        return actions;
    }

    static List<OfpAct> read(ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table, int depth) {
        if (in.remaining() % 8 != 0) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_LEN, in.remaining() + " bytes of actions are not a multiple of 8");
        }
        if (depth > MAX_DEPTH) {
            throw new OpenFlowException(OpenFlowError.OFPBAC_TOO_MANY, "actions are nested too deeply");
        }
        List<OfpAct> actions = new ArrayList<>();
        while (in.hasRemaining()) {
            one(in, version, table, depth, actions);
        }
        return List.copyOf(actions);
    }

    private static void one(
            ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table, int depth, List<OfpAct> out) {
        int start = in.position();
        int type = in.getShort(start) & 0xffff;
        int length = in.getShort(start + 2) & 0xffff;
        int vendor = 0;
        int header = HEADER;
        if (type == EXPERIMENTER) {
            vendor = in.getInt(start + 4);
            if (vendor != OpenFlowError.NICIRA && vendor != OpenFlowError.ONF) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBAC_BAD_VENDOR,
                        "no actions of 0x" + Integer.toHexString(vendor) + " are known");
            }
            if (in.remaining() < 16) {
                throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_LEN, "an action is cut off");
            }
            type = in.getShort(start + 8) & 0xffff;
            header = EXPERIMENTER_HEADER;
        }
        RawAction raw = RawAction.of(version, vendor, type);
        if (raw == null) {
            throw new OpenFlowException(
                    vendor == 0 ? OpenFlowError.OFPBAC_BAD_TYPE : OpenFlowError.OFPBAC_BAD_VENDOR_TYPE,
                    version + " has no action " + type + (vendor == 0 ? "" : " of 0x" + Integer.toHexString(vendor)));
        }
        int least = raw.length(version);
        if (length > in.remaining() || length < least || length > least && !raw.isVariable() || length % 8 != 0) {
            throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_LEN, raw + " has not " + length + " bytes");
        }
        ByteBuffer body = in.slice(start, length).position(header);
        in.position(start + length);
        try {
            ActionTable.decoder(raw).decode(new ActionIn(raw, body, version, table, depth), out);
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_LEN, raw + " is cut off");
        }
    }

    /** Read the rest of an action as actions. */
    static List<OfpAct> nested(ActionIn in, String outer) {
        List<OfpAct> actions = read(in.buffer(), in.version, in.table, in.depth + 1);
        ActionVerifier.verify(actions, in.version.number(), true, outer);
        return actions;
    }

    /** Return the bytes of actions in a version; those that it cannot say are left out, as Open vSwitch does. */
    public static byte[] encode(List<OfpAct> actions, OpenFlowVersion version, @Nullable TlvLayout table) {
        ActionOut out = new ActionOut(version, table);
        encode(actions, out);
        return out.toArray();
    }

    static void encode(List<OfpAct> actions, ActionOut out) {
        for (OfpAct action : actions) {
            ActionTable.kind(action).encode(action, out);
        }
    }

    /**
     * Read instructions to the end of a buffer; in OpenFlow 1.0, which has none, actions.
     *
     * @throws OpenFlowException if they are wrong, or not known
     */
    public static List<OfpAct> decodeInstructions(ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table) {
        List<OfpAct> actions = version == OpenFlowVersion.OF10
                ? read(in, version, table, 0)
                : InstructionActions.read(in, version, table);
        ActionVerifier.verify(actions, version.number(), false, null);
        return actions;
    }

    /** Return the bytes of instructions; in OpenFlow 1.0, which has none, of actions. */
    public static byte[] encodeInstructions(List<OfpAct> actions, OpenFlowVersion version, @Nullable TlvLayout table) {
        ActionOut out = new ActionOut(version, table);
        if (version == OpenFlowVersion.OF10) {
            encode(actions, out);
        } else {
            InstructionActions.write(actions, out);
        }
        return out.toArray();
    }
}
