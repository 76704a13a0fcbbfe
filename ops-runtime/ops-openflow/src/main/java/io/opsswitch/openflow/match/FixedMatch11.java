/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static io.opsswitch.openflow.match.FixedMatch10.mac;
import static io.opsswitch.openflow.match.FixedMatch10.wild;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Prerequisite;
import java.nio.ByteBuffer;

/** The match of OpenFlow 1.1: 88 bytes, masks of addresses and of metadata inverted. */
public final class FixedMatch11 {

    /** The type in the header. */
    static final int TYPE = 0;

    /** The number of bytes. */
    public static final int LENGTH = 88;

    private static final int IN_PORT = 1;
    private static final int DL_VLAN = 1 << 1;
    private static final int DL_VLAN_PCP = 1 << 2;
    private static final int DL_TYPE = 1 << 3;
    private static final int NW_TOS = 1 << 4;
    private static final int NW_PROTO = 1 << 5;
    private static final int TP_SRC = 1 << 6;
    private static final int TP_DST = 1 << 7;
    private static final int MPLS_LABEL = 1 << 8;
    private static final int MPLS_TC = 1 << 9;

    private static final int ANY_VLAN = 0xfffe;
    private static final int NO_VLAN = 0xffff;
    private static final int VID = FlowField.VLAN_VID_MASK;
    private static final int PCP = 0xe000;
    private static final int TAG = FlowField.VLAN_PRESENT;
    private static final int DSCP = 0xfc;
    private static final long MAC = 0xffffffffffffL;
    private static final long WORD = 0xffffffffL;

    private FixedMatch11() {}

    /**
     * Read a match.
     *
     * @throws OpenFlowException if it is not one
     */
    public static Match decode(ByteBuffer in) {
        if (in.remaining() < LENGTH || in.getShort(in.position()) != TYPE || in.getShort(in.position() + 2) != LENGTH) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBMC_BAD_LEN, "a match of type 0 has " + LENGTH + " bytes, and says so");
        }
        in.getInt();
        MatchBuilder match = new MatchBuilder();
        int port = in.getInt();
        int wild = in.getInt() & 0xffff;
        if ((wild & IN_PORT) == 0) {
            require(OfPorts.isPort(port), "port " + Integer.toUnsignedString(port));
            match.set(FlowField.IN_PORT, OfPorts.from32OrNone(port));
        }
        ethernet(match, in);
        int vid = in.getShort() & 0xffff;
        int pcp = in.get() & 0xff;
        in.get();
        if ((wild & DL_VLAN) == 0) {
            vlan(match, vid, (wild & DL_VLAN_PCP) == 0 ? pcp : -1);
        }
        int type = in.getShort() & 0xffff;
        if ((wild & DL_TYPE) == 0) {
            match.set(FlowField.ETH_TYPE, type).defaultPacketType();
        }
        network(match, in, wild);
        int label = in.getInt();
        int trafficClass = in.get();
        in.get();
        in.getShort();
        if (match.meets(Prerequisite.MPLS)) {
            if ((wild & MPLS_LABEL) == 0) {
                match.set(Fields.MPLS_LABEL, label);
            }
            if ((wild & MPLS_TC) == 0) {
                match.set(Fields.MPLS_TC, trafficClass);
            }
        }
        long metadata = in.getLong();
        long counts = ~in.getLong();
        match.value().setWord(FlowKey.PIPELINE_WORD, metadata & counts);
        match.mask().setWord(FlowKey.PIPELINE_WORD, counts);
        return match.build();
    }

    private static void require(boolean isRight, String what) {
        if (!isRight) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_VALUE, "no packet has " + what);
        }
    }

    private static void ethernet(MatchBuilder match, ByteBuffer in) {
        long source = mac(in);
        long sourceMask = ~mac(in) & MAC;
        long destination = mac(in);
        long destinationMask = ~mac(in) & MAC;
        if ((sourceMask | destinationMask) != 0) {
            match.set(FlowField.ETH_SRC, source, sourceMask)
                    .set(FlowField.ETH_DST, destination, destinationMask)
                    .defaultPacketType();
        }
    }

    private static void vlan(MatchBuilder match, int vid, int pcp) {
        match.defaultPacketType();
        if (vid == NO_VLAN) {
            match.set(FlowField.VLAN_TCI, 0);
            return;
        }
        require(vid == ANY_VLAN || vid <= VID, "VLAN identifier " + vid);
        require(pcp <= 7, "VLAN priority " + pcp);
        int value = TAG | (vid == ANY_VLAN ? 0 : vid) | Math.max(0, pcp) << 13;
        match.set(FlowField.VLAN_TCI, value, TAG | (vid == ANY_VLAN ? 0 : VID) | (pcp < 0 ? 0 : PCP));
    }

    private static void network(MatchBuilder match, ByteBuffer in, int wild) {
        int tos = in.get() & 0xff;
        int protocol = in.get() & 0xff;
        long source = in.getInt();
        long sourceMask = ~in.getInt() & WORD;
        long destination = in.getInt();
        long destinationMask = ~in.getInt() & WORD;
        int tpSource = in.getShort() & 0xffff;
        int tpDestination = in.getShort() & 0xffff;
        boolean isIpv4 = match.value().get(FlowField.ETH_TYPE) == EtherType.IPV4;
        if (isIpv4 && (wild & NW_TOS) == 0) {
            require((tos & ~DSCP) == 0, "type of service " + tos + " of which only DSCP counts");
            match.set(FlowField.IP_TOS, tos, DSCP);
        }
        if (isIpv4 || FixedMatch10.isArp(match.value().get(FlowField.ETH_TYPE))) {
            if ((wild & NW_PROTO) == 0) {
                match.set(FlowField.IP_PROTO, protocol);
            }
            match.set(FlowField.IPV4_SRC, source & sourceMask, sourceMask);
            match.set(FlowField.IPV4_DST, destination & destinationMask, destinationMask);
        }
        if (isIpv4) {
            transport(match, FlowField.TP_SRC, (wild & TP_SRC) == 0, tpSource);
            transport(match, FlowField.TP_DST, (wild & TP_DST) == 0, tpDestination);
        }
    }

    private static void transport(MatchBuilder match, FlowField field, boolean counts, int value) {
        switch ((int) match.value().get(FlowField.IP_PROTO)) {
            case 1 -> {
                if (counts && value > 0xff) {
                    throw new OpenFlowException(
                            OpenFlowError.OFPBMC_BAD_FIELD, "type and code of ICMP have 8 bits, no value " + value);
                }
            }
            case 6, 17, 132 -> {}
            default -> {
                return;
            }
        }
        if (counts) {
            match.set(field, value);
        }
    }

    /** Return the bytes of a match; what they cannot express does not count. */
    public static byte[] encode(Match match) {
        FlowKey value = match.value();
        FlowKey mask = match.mask();
        long tci = value.get(FlowField.VLAN_TCI);
        long tciMask = mask.get(FlowField.VLAN_TCI);
        int vid = 0;
        int pcp = 0;
        int wild = wild(mask, FlowField.IN_PORT, IN_PORT)
                | wild(mask, FlowField.ETH_TYPE, DL_TYPE)
                | wild(mask, FlowField.IP_PROTO, NW_PROTO)
                | wild(mask, FlowField.TP_SRC, TP_SRC)
                | wild(mask, FlowField.TP_DST, TP_DST)
                | ((mask.get(FlowField.IP_TOS) & DSCP) == 0 ? NW_TOS : 0)
                | (Fields.MPLS_LABEL.isWild(mask) ? MPLS_LABEL : 0)
                | (Fields.MPLS_TC.isWild(mask) ? MPLS_TC : 0);
        if (tciMask == 0) {
            wild |= DL_VLAN | DL_VLAN_PCP;
        } else if ((tciMask & TAG) != 0 && (tci & TAG) == 0) {
            vid = NO_VLAN;
            wild |= DL_VLAN_PCP;
        } else {
            vid = (tciMask & VID) == 0 ? ANY_VLAN : (int) (tci & VID);
            wild |= (tciMask & PCP) == 0 ? DL_VLAN_PCP : 0;
            pcp = (tciMask & PCP) == 0 ? 0 : (int) (tci >>> 13);
        }
        boolean hasPort = mask.get(FlowField.IN_PORT) != 0;
        return ByteBuffer.allocate(LENGTH)
                .putShort((short) TYPE)
                .putShort((short) LENGTH)
                .putInt(hasPort ? OfPorts.to32((int) value.get(FlowField.IN_PORT)) : 0)
                .putInt(wild)
                .put(mac(value.get(FlowField.ETH_SRC)))
                .put(mac(~mask.get(FlowField.ETH_SRC)))
                .put(mac(value.get(FlowField.ETH_DST)))
                .put(mac(~mask.get(FlowField.ETH_DST)))
                .putShort((short) vid)
                .put((byte) pcp)
                .put((byte) 0)
                .putShort((short) value.get(FlowField.ETH_TYPE))
                .put((byte) (value.get(FlowField.IP_TOS) & DSCP))
                .put((byte) value.get(FlowField.IP_PROTO))
                .putInt((int) value.get(FlowField.IPV4_SRC))
                .putInt((int) ~mask.get(FlowField.IPV4_SRC))
                .putInt((int) value.get(FlowField.IPV4_DST))
                .putInt((int) ~mask.get(FlowField.IPV4_DST))
                .putShort((short) value.get(FlowField.TP_SRC))
                .putShort((short) value.get(FlowField.TP_DST))
                .putInt((int) Fields.MPLS_LABEL.get(value, 0, 20))
                .put((byte) Fields.MPLS_TC.get(value, 0, 3))
                .put(new byte[3])
                .putLong(value.word(FlowKey.PIPELINE_WORD))
                .putLong(~mask.word(FlowKey.PIPELINE_WORD))
                .array();
    }
}
