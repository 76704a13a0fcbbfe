/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import org.jspecify.annotations.Nullable;

/** Writes lists of actions. Allocates nothing but for names of connection tracking. One thread at a time. */
public final class ActionsWriter {
    /** Kernels want the presence bit of a tag that is pushed. */
    private static final int VLAN_PRESENT = 0x1000;

    private final FlowKey value = new FlowKey();
    private final FlowKey mask = new FlowKey();

    /**
     * Write actions.
     *
     * @param attribute number of the nest they go into
     * @throws NetlinkException with EMSGSIZE if they do not fit, with EINVAL if kernels have no such action
     */
    public void write(MessageWriter writer, int attribute, Actions actions) throws NetlinkException {
        writer.open(attribute);
        list(writer, actions, 0, actions.end());
        writer.close();
    }

    private void list(MessageWriter writer, Actions actions, int from, int end) throws NetlinkException {
        for (int at = from; at < end; at = actions.next(at)) {
            one(writer, actions, at);
        }
    }

    private void one(MessageWriter writer, Actions actions, int at) throws NetlinkException {
        int opcode = actions.opcode(at);
        switch (opcode) {
            case Action.OUTPUT, Action.RECIRC, Action.TRUNC, Action.METER, Action.DROP, Action.POP_MPLS ->
                writer.put(opcode, actions.argument(at));
            case Action.POP_VLAN, Action.POP_ETH, Action.CT_CLEAR, Action.POP_NSH -> writer.putFlag(opcode);
            case Action.USERSPACE -> userspace(writer, actions.upcall(at));
            case Action.SET, Action.SET_MASKED -> set(writer, actions, at, opcode == Action.SET_MASKED);
            case Action.PUSH_VLAN ->
                writer.putPair(opcode, actions.argument(at) >>> 16, actions.argument(at) & 0xffff | VLAN_PRESENT);
            case Action.SAMPLE -> {
                writer.open(opcode);
                writer.put(ActionTable.SAMPLE_PROBABILITY, actions.argument(at));
                writer.open(ActionTable.SAMPLE_ACTIONS);
                list(writer, actions, actions.nestedStart(at), actions.next(at));
                writer.close();
                writer.close();
            }
            case Action.HASH, Action.PUSH_MPLS -> writer.putPair(opcode, actions.argument(at), actions.argument(at, 1));
            case Action.CT -> connTrack(writer, actions.connTrack(at));
            case Action.PUSH_ETH ->
                writer.putPair(opcode, actions.ethernetAddress(at, 1), actions.ethernetAddress(at, 0));
            case Action.PUSH_NSH -> nsh(writer, actions.nsh(at));
            case Action.CLONE -> {
                writer.open(opcode);
                list(writer, actions, actions.nestedStart(at), actions.next(at));
                writer.close();
            }
            case Action.CHECK_PKT_LEN -> {
                writer.open(opcode);
                writer.put(ActionTable.LENGTH_PKT_LEN, actions.argument(at));
                writer.open(ActionTable.LENGTH_GREATER);
                list(writer, actions, actions.nestedStart(at), actions.shorterStart(at));
                writer.close();
                writer.open(ActionTable.LENGTH_LESS_EQUAL);
                list(writer, actions, actions.shorterStart(at), actions.next(at));
                writer.close();
                writer.close();
            }
            case Action.ADD_MPLS -> {
                int struct = writer.putStruct(opcode);
                for (int i = 0; i < ActionTable.ADD_MPLS.count(); i++) {
                    writer.member(ActionTable.ADD_MPLS, struct, i, actions.argument(at, i));
                }
            }
            case Action.DEC_TTL -> {
                writer.open(opcode);
                writer.open(ActionTable.DEC_TTL_ACTION);
                list(writer, actions, actions.nestedStart(at), actions.next(at));
                writer.close();
                writer.close();
            }
            case Action.PSAMPLE -> {
                writer.open(opcode);
                writer.put(ActionTable.PSAMPLE_GROUP, actions.argument(at));
                if (actions.cookie(at).length > 0) {
                    writer.putBytes(ActionTable.PSAMPLE_COOKIE, actions.cookie(at));
                }
                writer.close();
            }
            default ->
                throw new NetlinkException(
                        Errno.EINVAL,
                        "actions." + opcode + ": a kernel's datapath has no such action; use another one");
        }
    }

    private static void userspace(MessageWriter writer, Action.Upcall upcall) throws NetlinkException {
        writer.open(Action.USERSPACE);
        writer.put(ActionTable.USERSPACE_PID, upcall.pid());
        if (upcall.userData().length > 0) {
            writer.putBytes(ActionTable.USERSPACE_USERDATA, upcall.userData());
        }
        if (upcall.egressTunnelPort() != -1) {
            writer.put(ActionTable.USERSPACE_EGRESS_TUN_PORT, upcall.egressTunnelPort());
        }
        if (upcall.withActions()) {
            writer.putFlag(ActionTable.USERSPACE_ACTIONS);
        }
        writer.close();
    }

    private void set(MessageWriter writer, Actions actions, int at, boolean masked) throws NetlinkException {
        KeyGroup group = actions.setGroup(at);
        value.clear();
        mask.clear();
        for (int i = 0; i < actions.setCount(at); i++) {
            value.setWord(actions.setWord(at, i), actions.setValue(at, i));
            mask.setWord(actions.setWord(at, i), actions.setMask(at, i));
        }
        writer.open(masked ? Action.SET_MASKED : Action.SET);
        switch (group) {
            case TUNNEL -> {
                if (masked) {
                    throw new NetlinkException(
                            Errno.EINVAL,
                            "actions.set_masked.tunnel: kernels set the header of a tunnel only as a whole; use set");
                }
                TunnelCodec.write(writer, group.number(), value, value, false);
            }
            case NSH -> {
                if (masked) {
                    writer.open(group.number());
                    pair(writer, KeyTable.NSH_BASE, KeyTable.BASE);
                    pair(writer, KeyTable.NSH_MD1, KeyTable.MD1);
                    writer.close();
                } else {
                    KeyWriter.nsh(writer, value, value, false);
                }
            }
            case MPLS -> {
                int struct = writer.putStructs(group.number(), masked ? 2 : 1);
                StructCodec.write(writer.buffer(), struct, KeyTable.LSE, value, false);
                if (masked) {
                    StructCodec.write(writer.buffer(), struct + KeyTable.LSE.size(), KeyTable.LSE, mask, true);
                }
            }
            default -> {
                if (masked) {
                    StructLayout layout = KeyTable.MASKED.get(group.number()).layout();
                    if (layout != null) {
                        pair(writer, group.number(), layout);
                    }
                } else {
                    writer.putStruct(group.number(), value, false);
                }
            }
        }
        writer.close();
    }

    private void pair(MessageWriter writer, int number, StructLayout layout) throws NetlinkException {
        int struct = writer.putStructs(number, 2);
        StructCodec.write(writer.buffer(), struct, layout, value, false);
        StructCodec.write(writer.buffer(), struct + layout.size(), layout, mask, true);
    }

    private static void connTrack(MessageWriter writer, Action.ConnTrack ct) throws NetlinkException {
        writer.open(Action.CT);
        if (ct.force()) {
            writer.putFlag(ActionTable.CT_FORCE_COMMIT);
        } else if (ct.commit()) {
            writer.putFlag(ActionTable.CT_COMMIT);
        }
        if (ct.eventMask() != 0) {
            writer.put(ActionTable.CT_EVENTMASK, ct.eventMask());
        }
        text(writer, ActionTable.CT_TIMEOUT, ct.timeout());
        writer.put(ActionTable.CT_ZONE, ct.zone());
        if (ct.markMask() != 0) {
            writer.putPair(ActionTable.CT_MARK, ct.mark() & ct.markMask(), ct.markMask());
        }
        if ((ct.labelsMaskHigh() | ct.labelsMaskLow()) != 0) {
            int struct = writer.putStruct(ActionTable.CT_LABELS);
            writer.member(ActionTable.LABELS, struct, 0, ct.labelsLow() & ct.labelsMaskLow());
            writer.member(ActionTable.LABELS, struct, 1, ct.labelsHigh() & ct.labelsMaskHigh());
            writer.member(ActionTable.LABELS, struct, 2, ct.labelsMaskLow());
            writer.member(ActionTable.LABELS, struct, 3, ct.labelsMaskHigh());
        }
        text(writer, ActionTable.CT_HELPER, ct.helper());
        Action.Nat nat = ct.nat();
        if (nat != null) {
            nat(writer, nat);
        }
        writer.close();
    }

    private static void text(MessageWriter writer, int number, @Nullable String text) throws NetlinkException {
        if (text != null) {
            writer.putString(number, text);
        }
    }

    private static void nat(MessageWriter writer, Action.Nat nat) throws NetlinkException {
        writer.open(ActionTable.CT_NAT);
        switch (nat.direction()) {
            case SOURCE -> writer.putFlag(ActionTable.NAT_SRC);
            case DESTINATION -> writer.putFlag(ActionTable.NAT_DST);
            case EXISTING -> {
                // Neither: what the connection has.
            }
        }
        if (nat.direction() != Action.Nat.Direction.EXISTING) {
            address(writer, ActionTable.NAT_IP_MIN, nat.isIpv6(), nat.minHigh(), nat.minLow());
            address(writer, ActionTable.NAT_IP_MAX, nat.isIpv6(), nat.maxHigh(), nat.maxLow());
            if (nat.portMin() != 0) {
                writer.put(ActionTable.NAT_PROTO_MIN, nat.portMin());
            }
            if (nat.portMax() != 0) {
                writer.put(ActionTable.NAT_PROTO_MAX, nat.portMax());
            }
            if (nat.persistent()) {
                writer.putFlag(ActionTable.NAT_PERSISTENT);
            }
            if (nat.hash()) {
                writer.putFlag(ActionTable.NAT_PROTO_HASH);
            }
            if (nat.random()) {
                writer.putFlag(ActionTable.NAT_PROTO_RANDOM);
            }
        }
        writer.close();
    }

    private static void address(MessageWriter writer, int number, boolean ipv6, long high, long low)
            throws NetlinkException {
        if ((high | low) == 0) {
            return;
        }
        if (ipv6) {
            writer.putHalves(number, high, low);
        } else {
            Numbers.write(writer.buffer(), writer.putRoom(number, 4), 4, true, low);
        }
    }

    private static void nsh(MessageWriter writer, Action.Nsh nsh) throws NetlinkException {
        writer.open(Action.PUSH_NSH);
        writer.open(KeyGroup.NSH.number());
        int struct = writer.putStruct(KeyTable.NSH_BASE);
        writer.member(KeyTable.BASE, struct, 0, nsh.flags());
        writer.member(KeyTable.BASE, struct, 1, nsh.ttl());
        writer.member(KeyTable.BASE, struct, 2, nsh.mdType());
        writer.member(KeyTable.BASE, struct, 3, nsh.nextProtocol());
        writer.member(KeyTable.BASE, struct, 4, nsh.path());
        if (nsh.mdType() == 1) {
            writer.putBytes(KeyTable.NSH_MD1, nsh.metadata());
        } else if (nsh.metadata().length > 0) {
            writer.putBytes(KeyTable.NSH_MD2, nsh.metadata());
        }
        writer.close();
        writer.close();
    }
}
