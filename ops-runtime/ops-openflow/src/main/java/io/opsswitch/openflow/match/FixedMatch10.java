/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import java.nio.ByteBuffer;

/** The match of OpenFlow 1.0: 40 bytes, one bit for each field that does not count, six for those of an address. */
public final class FixedMatch10 {

    /** The number of bytes. */
    public static final int LENGTH = 40;

    private static final int IN_PORT = 1;
    private static final int DL_VLAN = 1 << 1;
    private static final int DL_SRC = 1 << 2;
    private static final int DL_DST = 1 << 3;
    private static final int DL_TYPE = 1 << 4;
    private static final int NW_PROTO = 1 << 5;
    private static final int TP_SRC = 1 << 6;
    private static final int TP_DST = 1 << 7;
    private static final int NW_SRC_SHIFT = 8;
    private static final int NW_DST_SHIFT = 14;
    private static final int DL_VLAN_PCP = 1 << 20;
    private static final int NW_TOS = 1 << 21;
    private static final int ALL = (1 << 22) - 1;
    private static final int OF_PACKET = ALL & ~IN_PORT & ~(0xfff << NW_SRC_SHIFT);

    private static final int NO_VLAN = 0xffff;
    private static final int VID = FlowField.VLAN_VID_MASK;
    private static final int PCP = 0xe000;
    private static final int TAG = FlowField.VLAN_PRESENT;
    private static final int DSCP = 0xfc;

    private FixedMatch10() {}

    /**
     * Read a match. Fields that its packets do not have are in it as they came, see {@link Normalizer}.
     *
     * @throws OpenFlowException if the buffer is too short
     */
    public static Match decode(ByteBuffer in) {
        if (in.remaining() < LENGTH) {
            throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_LEN, "the match is cut off");
        }
        int wild = in.getInt() & ALL;
        MatchBuilder match = new MatchBuilder();
        int port = in.getShort() & 0xffff;
        if ((wild & IN_PORT) == 0) {
            match.set(FlowField.IN_PORT, port);
        }
        put(match, wild, DL_SRC, FlowField.ETH_SRC, mac(in));
        put(match, wild, DL_DST, FlowField.ETH_DST, mac(in));
        int vid = in.getShort() & 0xffff;
        int pcp = in.get() & 0xff;
        in.get();
        vlan(match, wild, vid, pcp);
        put(match, wild, DL_TYPE, FlowField.ETH_TYPE, in.getShort());
        int tos = in.get();
        if ((wild & NW_TOS) == 0) {
            match.set(FlowField.IP_TOS, tos, DSCP);
        }
        put(match, wild, NW_PROTO, FlowField.IP_PROTO, in.get());
        in.getShort();
        int source = netmask(wild >> NW_SRC_SHIFT);
        int destination = netmask(wild >> NW_DST_SHIFT);
        match.set(FlowField.IPV4_SRC, in.getInt(), source & 0xffffffffL);
        match.set(FlowField.IPV4_DST, in.getInt(), destination & 0xffffffffL);
        put(match, wild, TP_SRC, FlowField.TP_SRC, in.getShort());
        put(match, wild, TP_DST, FlowField.TP_DST, in.getShort());
        if ((wild & OF_PACKET) != OF_PACKET || source != 0 || destination != 0) {
            match.defaultPacketType();
        }
        return match.build();
    }

    private static void put(MatchBuilder match, int wild, int bit, FlowField field, long value) {
        if ((wild & bit) == 0) {
            match.set(field, value);
        }
    }

    static long mac(ByteBuffer in) {
        return (in.getShort() & 0xffffL) << 32 | in.getInt() & 0xffffffffL;
    }

    private static void vlan(MatchBuilder match, int wild, int vid, int pcp) {
        if ((wild & DL_VLAN) == 0 && vid == NO_VLAN) {
            match.set(FlowField.VLAN_TCI, 0);
            return;
        }
        int mask = ((wild & DL_VLAN_PCP) == 0 ? PCP | TAG : 0) | ((wild & DL_VLAN) == 0 ? VID | TAG : 0);
        match.set(FlowField.VLAN_TCI, vid & VID | pcp << 13 & PCP | TAG, mask);
    }

    /** Return the mask of an address of which so many of the lowest bits do not count. */
    private static int netmask(int wildBits) {
        int bits = wildBits & 0x3f;
        return bits < 32 ? -1 << bits : 0;
    }

    private static int wildBits(long mask) {
        return 32 - Integer.bitCount((int) mask);
    }

    /** Return the bytes of a match; what they cannot express does not count. */
    public static byte[] encode(Match match) {
        FlowKey value = match.value();
        FlowKey mask = match.mask();
        int wild = wild(mask, FlowField.IN_PORT, IN_PORT)
                | wild(mask, FlowField.ETH_TYPE, DL_TYPE)
                | wild(mask, FlowField.IP_PROTO, NW_PROTO)
                | wild(mask, FlowField.TP_SRC, TP_SRC)
                | wild(mask, FlowField.TP_DST, TP_DST)
                | wild(mask, FlowField.ETH_SRC, DL_SRC)
                | wild(mask, FlowField.ETH_DST, DL_DST)
                | ((mask.get(FlowField.IP_TOS) & DSCP) == 0 ? NW_TOS : 0)
                | wildBits(mask.get(FlowField.IPV4_SRC)) << NW_SRC_SHIFT
                | wildBits(mask.get(FlowField.IPV4_DST)) << NW_DST_SHIFT;
        long tci = value.get(FlowField.VLAN_TCI);
        long tciMask = mask.get(FlowField.VLAN_TCI);
        int vid = 0;
        int pcp = 0;
        if (tciMask == 0) {
            wild |= DL_VLAN | DL_VLAN_PCP;
        } else if ((tciMask & TAG) != 0 && (tci & TAG) == 0) {
            vid = NO_VLAN;
        } else {
            wild |= ((tciMask & VID) == 0 ? DL_VLAN : 0) | ((tciMask & PCP) == 0 ? DL_VLAN_PCP : 0);
            vid = (tciMask & VID) == 0 ? 0 : (int) (tci & VID);
            pcp = (tciMask & PCP) == 0 ? 0 : (int) (tci >>> 13);
        }
        return ByteBuffer.allocate(LENGTH)
                .putInt(wild)
                .putShort((short) value.get(FlowField.IN_PORT))
                .put(mac(value.get(FlowField.ETH_SRC)))
                .put(mac(value.get(FlowField.ETH_DST)))
                .putShort((short) vid)
                .put((byte) pcp)
                .put((byte) 0)
                .putShort((short) value.get(FlowField.ETH_TYPE))
                .put((byte) (value.get(FlowField.IP_TOS) & DSCP))
                .put((byte) value.get(FlowField.IP_PROTO))
                .putShort((short) 0)
                .putInt((int) value.get(FlowField.IPV4_SRC))
                .putInt((int) value.get(FlowField.IPV4_DST))
                .putShort((short) value.get(FlowField.TP_SRC))
                .putShort((short) value.get(FlowField.TP_DST))
                .array();
    }

    static byte[] mac(long address) {
        return ByteBuffer.allocate(6)
                .putShort((short) (address >>> 32))
                .putInt((int) address)
                .array();
    }

    static int wild(FlowKey mask, FlowField field, int bit) {
        return mask.get(field) == 0 ? bit : 0;
    }

    /** Return whether a type of frames has addresses in the place of IPv4's. */
    static boolean isArp(long type) {
        return type == EtherType.ARP || type == EtherType.RARP;
    }
}
