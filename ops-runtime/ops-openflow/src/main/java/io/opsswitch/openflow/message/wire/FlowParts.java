/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.ActionCodec;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.FixedMatch10;
import io.opsswitch.openflow.match.FixedMatch11;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.Oxm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes what messages about flows are made of: matches and actions. Immutable.
 *
 * @param options where a switch has its options of tunnels, null if there is no switch: then each match has its own places
 */
public record FlowParts(@Nullable TlvLayout options) {

    /** Those of no switch. */
    public static final FlowParts OF_NO_SWITCH = new FlowParts(null);

    /** Read a match of OpenFlow 1.0, 40 bytes. */
    public Match readFixed(WireReader in) {
        return FixedMatch10.decode(in.part(FixedMatch10.LENGTH).buffer());
    }

    /** Append a match of OpenFlow 1.0. */
    public void writeFixed(Match match, WireWriter out) {
        out.bytes(FixedMatch10.encode(match));
    }

    /**
     * Read a match of OpenFlow 1.1 and later, with its header and padding.
     *
     * @param strict whether fields that are not known, or whose prerequisites are not there, are refused
     * @param pipelineOnly whether only fields that are not part of the packet are allowed
     */
    public Match readMatch(WireReader in, boolean strict, boolean pipelineOnly) {
        return Oxm.decode(in.buffer(), options, strict, pipelineOnly);
    }

    /** Append a match in the form of a version from OpenFlow 1.1 on; 1.1 has one of fixed length. */
    public void writeMatch(Match match, WireWriter out, OpenFlowVersion version) {
        if (version == OpenFlowVersion.OF11) {
            out.bytes(FixedMatch11.encode(match));
        } else {
            writeOxm(match, out, version);
        }
    }

    /** Append a match as a list of fields with its header and padding. */
    public void writeOxm(Match match, WireWriter out, OpenFlowVersion version) {
        out.bytes(Oxm.encode(match, version));
    }

    /** Read a list of fields, without header and padding, to the end. */
    public Match readFields(WireReader in, boolean strict) {
        return Oxm.decodeFields(in.buffer(), options, strict, false, false).match();
    }

    /** Append a list of fields, without header and padding. */
    public void writeFields(Match match, WireWriter out, OpenFlowVersion version) {
        out.bytes(Oxm.encodeFields(match, version));
    }

    /** Read a match of Nicira's and its padding. */
    public Oxm.Decoded readNicira(WireReader in, int length, boolean strict, boolean withCookie) {
        return Oxm.decodeNxm(in.buffer(), length, options, strict, withCookie);
    }

    /** Append a match of Nicira's and its padding; returns its length without the padding. */
    public int writeNicira(Match match, long cookie, long cookieMask, WireWriter out) {
        byte[] fields = Oxm.encodeNxm(match, cookie, cookieMask);
        int start = out.size();
        out.bytes(fields).pad8(start);
        return fields.length;
    }

    /** Read actions to the end. */
    public List<OfpAct> readActions(WireReader in, OpenFlowVersion version) {
        return ActionCodec.decode(in.buffer(), version, options);
    }

    /** Append actions. */
    public void writeActions(List<OfpAct> actions, WireWriter out, OpenFlowVersion version) {
        out.bytes(ActionCodec.encode(actions, version, options));
    }

    /** Read instructions to the end; in OpenFlow 1.0 these are actions. */
    public List<OfpAct> readInstructions(WireReader in, OpenFlowVersion version) {
        return ActionCodec.decodeInstructions(in.buffer(), version, options);
    }

    /** Append instructions; in OpenFlow 1.0 these are actions. */
    public void writeInstructions(List<OfpAct> actions, WireWriter out, OpenFlowVersion version) {
        out.bytes(ActionCodec.encodeInstructions(actions, version, options));
    }
}
