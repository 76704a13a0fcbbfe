/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The opcodes of {@link Actions}: the numbers {@code OVS_ACTION_ATTR_*} of the kernels' datapaths. */
public final class Action {

    /** Send the packet out of the port whose number is the argument. */
    public static final int OUTPUT = 1;
    /** Hand the packet to user space; see {@link Upcall}. */
    public static final int USERSPACE = 2;
    /** Set all fields of one group; see {@link Actions#setCount}. */
    public static final int SET = 3;
    /** Put a VLAN tag in front; the argument is TPID &lt;&lt; 16 | TCI (without the presence bit). */
    public static final int PUSH_VLAN = 4;
    /** Remove the outermost VLAN tag. */
    public static final int POP_VLAN = 5;
    /** Do the nested actions with a probability: the argument, as a fraction of 2^32 - 1. */
    public static final int SAMPLE = 6;
    /** Look the packet up again with the argument as {@link FlowField#RECIRC_ID}. */
    public static final int RECIRC = 7;
    /** Compute {@link FlowField#DP_HASH}; the arguments are the algorithm and its basis. */
    public static final int HASH = 8;
    /** Put an MPLS label stack entry in front; the arguments are the entry and the Ethertype. */
    public static final int PUSH_MPLS = 9;
    /** Remove the outermost MPLS label stack entry; the argument is the Ethertype of what it held. */
    public static final int POP_MPLS = 10;
    /** Set some bits of one group of fields; see {@link Actions#setCount}. */
    public static final int SET_MASKED = 11;
    /** Pass the packet through the connection tracker; see {@link ConnTrack}. */
    public static final int CT = 12;
    /** Cut the packet at the next output to as many bytes as the argument says. */
    public static final int TRUNC = 13;
    /** Put an Ethernet header in front; the arguments are destination and source, an upper and a lower word each. */
    public static final int PUSH_ETH = 14;
    /** Remove the Ethernet header. */
    public static final int POP_ETH = 15;
    /** Forget the state of the connection. */
    public static final int CT_CLEAR = 16;
    /** Put a network service header in front; see {@link Nsh}. */
    public static final int PUSH_NSH = 17;
    /** Remove the network service header. */
    public static final int POP_NSH = 18;
    /** Let the meter of the argument pass or drop the packet. */
    public static final int METER = 19;
    /** Do the nested actions on a copy. */
    public static final int CLONE = 20;
    /** Do the first nested actions if the packet is longer than the argument, else the second ones. */
    public static final int CHECK_PKT_LEN = 21;
    /** Add an MPLS label stack entry; the arguments are the entry, the Ethertype and the flags. */
    public static final int ADD_MPLS = 22;
    /** Lower the time to live; if it has run out, do the nested actions instead of what follows. */
    public static final int DEC_TTL = 23;
    /** Drop the packet; the argument is the reason. */
    public static final int DROP = 24;
    /** Give a sample to the kernel's psample group of the argument; see {@link Actions#cookie}. */
    public static final int PSAMPLE = 25;
    /** Put the outer headers of a tunnel in front; see {@link TunnelPush}. Datapaths in user space only. */
    public static final int TUNNEL_PUSH = 26;
    /** Take the outer headers of a tunnel off, and look the packet up again as one of the port of the argument. */
    public static final int TUNNEL_POP = 27;

    /** Algorithm of {@link #HASH}: addresses and ports. */
    public static final int HASH_L4 = 0;
    /** Algorithm of {@link #HASH}: the same for both directions of a connection. */
    public static final int HASH_SYMMETRIC_L4 = 1;

    private static final String[] NAMES = {
        "",
        "output",
        "userspace",
        "set",
        "push_vlan",
        "pop_vlan",
        "sample",
        "recirc",
        "hash",
        "push_mpls",
        "pop_mpls",
        "set_masked",
        "ct",
        "trunc",
        "push_eth",
        "pop_eth",
        "ct_clear",
        "push_nsh",
        "pop_nsh",
        "meter",
        "clone",
        "check_pkt_len",
        "add_mpls",
        "dec_ttl",
        "drop",
        "psample",
        "tnl_push",
        "tnl_pop"
    };

    private Action() {}

    /** Return the name of an opcode for messages, such as {@code push_vlan}; {@code action 99} for an unknown one. */
    public static String name(int opcode) {
        return opcode > 0 && opcode < NAMES.length ? NAMES[opcode] : "action " + opcode;
    }

    /**
     * Handing a packet to user space.
     *
     * @param pid the socket it goes to; the kernels' number, 0 in user space
     * @param userData opaque bytes that come back with the packet; not to be changed
     * @param egressTunnelPort a tunnel port of which the packet shall carry the outer header, or -1
     * @param withActions whether the flow's actions shall come with the packet
     */
    public record Upcall(int pid, byte[] userData, int egressTunnelPort, boolean withActions) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Upcall upcall
                    && pid == upcall.pid
                    && egressTunnelPort == upcall.egressTunnelPort
                    && withActions == upcall.withActions
                    && Arrays.equals(userData, upcall.userData);
        }

        @Override
        public int hashCode() {
            return 31 * pid + Arrays.hashCode(userData);
        }
    }

    /**
     * Outer headers of a tunnel.
     *
     * @param tunnelPort the datapath's number of the port whose {@link TunnelCodec} completes the headers
     * @param outPort the port by which it comes into the bridge below: where it is found if it is looked up again
     * @param type number of the kind of tunnel, for people: {@code OVS_VPORT_TYPE_*} of the kernels' datapaths
     * @param header the headers from Ethernet on, without lengths and checksums; not to be changed
     * @param text what {@code ovs-dpctl} writes for all that is behind the IP header
     */
    public record TunnelPush(int tunnelPort, int outPort, int type, byte[] header, String text) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof TunnelPush push
                    && tunnelPort == push.tunnelPort
                    && outPort == push.outPort
                    && type == push.type
                    && Arrays.equals(header, push.header);
        }

        @Override
        public int hashCode() {
            return 31 * tunnelPort + Arrays.hashCode(header);
        }
    }

    /**
     * Connection tracking.
     *
     * @param commit whether the connection is kept
     * @param force whether a connection in the other direction is replaced; implies commit
     * @param zone its zone
     * @param mark value for its mark, within the mask
     * @param markMask the bits of the mark that are set; 0 = none
     * @param labelsHigh value for its labels, upper half
     * @param labelsLow value for its labels, lower half
     * @param labelsMaskHigh the bits of the labels that are set
     * @param labelsMaskLow the bits of the labels that are set
     * @param eventMask which changes are reported, or 0: all
     * @param helper name of the application-level gateway, such as {@code ftp}, or null
     * @param timeout name of the timeout policy, or null
     * @param nat address translation, or null
     */
    public record ConnTrack(
            boolean commit,
            boolean force,
            int zone,
            int mark,
            int markMask,
            long labelsHigh,
            long labelsLow,
            long labelsMaskHigh,
            long labelsMaskLow,
            int eventMask,
            @Nullable String helper,
            @Nullable String timeout,
            @Nullable Nat nat) {}

    /**
     * Address translation of a connection. Without source and destination, that of the connection is applied.
     *
     * @param direction what is translated
     * @param isIpv6 the family of the addresses
     * @param minHigh lowest address: upper half of IPv6, 0 for IPv4
     * @param minLow lowest address: lower half of IPv6, or the IPv4 address; 0 with minHigh 0 = none
     * @param maxHigh highest address, as minHigh
     * @param maxLow highest address, as minLow
     * @param portMin lowest port, 0 = none
     * @param portMax highest port, 0 = none
     * @param persistent whether a client keeps its address over its connections
     * @param hash whether ports are chosen by hash
     * @param random whether ports are chosen at random
     */
    public record Nat(
            Direction direction,
            boolean isIpv6,
            long minHigh,
            long minLow,
            long maxHigh,
            long maxLow,
            int portMin,
            int portMax,
            boolean persistent,
            boolean hash,
            boolean random) {

        /** What is translated. */
        public enum Direction {
            /** What the connection has. */
            EXISTING,
            /** The source. */
            SOURCE,
            /** The destination. */
            DESTINATION
        }
    }

    /**
     * A network service header (RFC 8300).
     *
     * @param flags its flags, 2 bits
     * @param ttl its time to live
     * @param mdType type of its metadata: 1 or 2
     * @param nextProtocol what it carries
     * @param path service path identifier (24 bits) and index (8 bits)
     * @param metadata 16 bytes of context headers for type 1, or variable-length headers for type 2; not to be changed
     */
    public record Nsh(int flags, int ttl, int mdType, int nextProtocol, int path, byte[] metadata) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Nsh nsh
                    && flags == nsh.flags
                    && ttl == nsh.ttl
                    && mdType == nsh.mdType
                    && nextProtocol == nsh.nextProtocol
                    && path == nsh.path
                    && Arrays.equals(metadata, nsh.metadata);
        }

        @Override
        public int hashCode() {
            return 31 * path + Arrays.hashCode(metadata);
        }
    }
}
