/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Subfield;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An action, or an instruction, of a flow, whatever the version of OpenFlow that it came by: one list of these is all
 * that a flow does. Instructions other than "apply actions" come behind the actions in that list, in the order in which
 * OpenFlow executes them. Immutable; equal if they do the same.
 *
 * <p>Ports have 16 bits, see {@link io.opsswitch.openflow.OfPorts}. Some have a flag that only tells which of several
 * forms on the wire, or in text, they came in, so that they go out likewise.
 */
public sealed interface OfpAct {

    /** Sends to a port; to controllers at most so many bytes. */
    record Output(int port, int maxLength) implements OfpAct {}

    /** Sends to the port that bits of a field name. */
    record OutputReg(Subfield source, int maxLength, boolean isLongForm) implements OfpAct {}

    /** Sends to a port what is left of the packet after it was cut to a length. */
    record OutputTrunc(int port, int maxLength) implements OfpAct {}

    /** Hands to a group. */
    record Group(int id) implements OfpAct {}

    /** Sends to the controllers of an identifier; the meter is {@link #NO_METER} if none is named. */
    record Controller(int maxLength, int id, int reason, Bytes userdata, boolean isPause, int meter, boolean isNewForm)
            implements OfpAct {
        /** What stands for no meter. */
        public static final int NO_METER = 0;

        /** The reason of a message that an action sends. */
        public static final int REASON_ACTION = 1;
    }

    /** Sends to a queue of a port. */
    record Enqueue(int port, int queue) implements OfpAct {}

    /** Sends to one of the members that are up, or loads it into bits of a field. */
    record Bundle(
            HashFields fields,
            int basis,
            int algorithm,
            @Nullable Subfield target,
            List<Integer> members) implements OfpAct {}

    /** Sets the VLAN identifier; adds a tag if need be, unless the flow's packets have one. */
    record SetVlanVid(int vid, boolean isPushing, boolean flowHasVlan) implements OfpAct {}

    /** Sets the VLAN priority; adds a tag if need be, unless the flow's packets have one. */
    record SetVlanPcp(int pcp, boolean isPushing, boolean flowHasVlan) implements OfpAct {}

    /** Takes off the outer VLAN tag. */
    record StripVlan(boolean isPop) implements OfpAct {}

    /** Adds a VLAN tag. */
    record PushVlan(int ethType) implements OfpAct {}

    /** Sets an Ethernet address, 48 bits. */
    record SetEth(boolean isSource, long address) implements OfpAct {}

    /** Sets an IPv4 address. */
    record SetIpv4(boolean isSource, int address) implements OfpAct {}

    /** Sets DSCP, in its place in the type of service. */
    record SetDscp(int tos) implements OfpAct {}

    /** Sets ECN. */
    record SetEcn(int ecn) implements OfpAct {}

    /** Sets the time to live. */
    record SetTtl(int ttl) implements OfpAct {}

    /** Sets a port of TCP, UDP or SCTP; the protocol is that of the flow's packets, 0 if not known. */
    record SetTp(boolean isSource, int port, int protocol) implements OfpAct {}

    /** Copies bits between fields. */
    record Move(Subfield source, Subfield target, boolean isOnfForm) implements OfpAct {}

    /** Sets bits of a field: those of the mask. */
    record SetField(Field field, Bytes value, Bytes mask, Form form, boolean flowHasVlan) implements OfpAct {
        /** The form it came in. */
        public enum Form {
            /** The action of OpenFlow 1.2 and later. */
            SET_FIELD,
            /** Nicira's first one, for up to 64 bits. */
            LOAD,
            /** Nicira's second one. */
            LOAD2
        }
    }

    /** Puts bits of a field on the stack. */
    record Push(Subfield source) implements OfpAct {}

    /** Takes bits of a field from the stack. */
    record Pop(Subfield target) implements OfpAct {}

    /** Decrements the time to live; tells the controllers of these identifiers if it ran out. */
    record DecTtl(List<Integer> controllers, boolean isLongForm) implements OfpAct {}

    /** Sets the label of MPLS. */
    record SetMplsLabel(int label) implements OfpAct {}

    /** Sets the traffic class of MPLS. */
    record SetMplsTc(int trafficClass) implements OfpAct {}

    /** Sets the time to live of MPLS. */
    record SetMplsTtl(int ttl) implements OfpAct {}

    /** Decrements the time to live of MPLS. */
    record DecMplsTtl() implements OfpAct {}

    /** Adds a label of MPLS. */
    record PushMpls(int ethType) implements OfpAct {}

    /** Takes off a label of MPLS; what is left is of this type. */
    record PopMpls(int ethType) implements OfpAct {}

    /** Sets the identifier of the tunnel. */
    record SetTunnel(long id, boolean isLongForm) implements OfpAct {}

    /** Takes an option out of the tunnel. */
    record DeleteField(Field field) implements OfpAct {}

    /** Sets the queue for what is sent from here on. */
    record SetQueue(int queue) implements OfpAct {}

    /** Goes back to the usual queue. */
    record PopQueue() implements OfpAct {}

    /** Shortens the timeouts of the flow when TCP ends, in seconds; 0 leaves one as it is. */
    record FinTimeout(int idle, int hard) implements OfpAct {}

    /** Looks up a table, 255 for the present one, as if the packet had come by a port. */
    record Resubmit(int port, int table, boolean withCtOriginal, boolean isShortForm) implements OfpAct {}

    /** Adds or changes a flow. */
    record Learn(
            int idle,
            int hard,
            int finIdle,
            int finHard,
            int priority,
            long cookie,
            int flags,
            int table,
            int limit,
            @Nullable Subfield result,
            List<LearnSpec> specs,
            boolean isNewForm)
            implements OfpAct {
        /** Flag: tell controllers when the flow is gone. */
        public static final int SEND_FLOW_REM = 1;
        /** Flag: the flow goes with the one that learned it. */
        public static final int DELETE_LEARNED = 2;
        /** Flag: tell in bits of a field whether the flow is there. */
        public static final int WRITE_RESULT = 4;
    }

    /** One clause of a conjunctive match: number, from 0, of so many. */
    record Conjunction(int id, int clause, int clauses) implements OfpAct {}

    /** Loads the number of a link, from a hash. */
    record Multipath(HashFields fields, int basis, int algorithm, int maxLink, int argument, Subfield target)
            implements OfpAct {}

    /** Does nothing; carries bytes. */
    record Note(Bytes bytes) implements OfpAct {}

    /** Ends the translation. */
    record Exit() implements OfpAct {}

    /** Sends the packet through the datapath once more before it goes on; for tests of switches. */
    record DebugRecirc() implements OfpAct {}

    /** Does as if the datapath could not do the actions of the packet; for tests of switches. */
    record DebugSlow() implements OfpAct {}

    /** Does actions on a copy. */
    record Clone(List<OfpAct> actions) implements OfpAct {}

    /** Sends samples to collectors; domain and point come from bits of fields where these are not null. */
    record Sample(
            int probability,
            int collectors,
            int domain,
            @Nullable Subfield domainSource,
            int point,
            @Nullable Subfield pointSource,
            int port,
            int direction,
            int form)
            implements OfpAct {}

    /** Sends through connection tracking; the zone comes from bits of a field where that is not null. */
    record Ct(
            boolean isCommit,
            boolean isForce,
            int zone,
            @Nullable Subfield zoneSource,
            int table,
            int alg,
            List<OfpAct> actions)
            implements OfpAct {
        /** The table that stands for none. */
        public static final int NO_TABLE = 255;
    }

    /** Forgets the state of the connection. */
    record CtClear() implements OfpAct {}

    /** Translates addresses, in connection tracking; those of 16 bytes are IPv6, none stands for none. */
    record Nat(int flags, Bytes minimum, Bytes maximum, int minimumPort, int maximumPort) implements OfpAct {
        /** Flag: the source. */
        public static final int SOURCE = 1;
        /** Flag: the destination. */
        public static final int DESTINATION = 2;
        /** Flag: the same mapping for a host each time. */
        public static final int PERSISTENT = 4;
        /** Flag: ports by a hash. */
        public static final int HASH = 8;
        /** Flag: ports by chance. */
        public static final int RANDOM = 16;
    }

    /** Tells in one bit whether the packet is longer than a number of bytes. */
    record CheckPktLarger(int length, Subfield target) implements OfpAct {}

    /** Puts the packet into one of a type; the properties as they are on the wire. */
    record Encap(int packetType, int headerSize, Bytes properties) implements OfpAct {}

    /** Takes the outer header off; what is left is of this type, or of what the header tells. */
    record Decap(int packetType) implements OfpAct {}

    /** Limits the rate. */
    record Meter(int id) implements OfpAct {}

    /** Empties the action set. */
    record ClearActions() implements OfpAct {}

    /** Adds to the action set. */
    record WriteActions(List<OfpAct> actions) implements OfpAct {}

    /** Sets bits of the metadata. */
    record WriteMetadata(long metadata, long mask) implements OfpAct {}

    /** Goes on in a later table. */
    record GotoTable(int table) implements OfpAct {}
}
