/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.vswitchd.xlate.ActionList.Position;
import io.opsswitch.vswitchd.xlate.ActionList.Step;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;

/** Actions that set fields of headers without naming them, and those on VLAN tags. Stateless. */
final class HeaderWrites {

    private static final int PRESENT = FlowField.VLAN_PRESENT;

    private HeaderWrites() {}

    static void ethernet(Journey journey, OfpAct.SetEth action) {
        FlowField field = action.isSource() ? FlowField.ETH_SRC : FlowField.ETH_DST;
        journey.mask.matchAll(field);
        journey.flow.set(field, action.address());
    }

    static void ipv4(Journey journey, OfpAct.SetIpv4 action) {
        if (Prerequisite.IPV4.isMet(journey.flow, null)) {
            FlowField field = action.isSource() ? FlowField.IPV4_SRC : FlowField.IPV4_DST;
            journey.mask.matchAll(field).matchAll(FlowField.IP_PROTO);
            journey.flow.set(field, action.address());
        }
    }

    /** Set bits of the type of service. */
    static void tos(Journey journey, int bits, int value) {
        FlowKey flow = journey.flow;
        FlowKey mask = journey.mask;
        if (isIp(flow)) {
            mask.matchAll(FlowField.IP_PROTO);
            mask.set(FlowField.IP_TOS, mask.get(FlowField.IP_TOS) | bits);
            flow.set(FlowField.IP_TOS, flow.get(FlowField.IP_TOS) & ~bits | value & bits);
        }
    }

    static void ttl(Journey journey, int ttl) {
        if (isIp(journey.flow)) {
            journey.mask.matchAll(FlowField.IP_PROTO).matchAll(FlowField.IP_TTL);
            journey.flow.set(FlowField.IP_TTL, ttl);
        }
    }

    static void port(Journey journey, OfpAct.SetTp action) {
        boolean isLater = (journey.flow.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) != 0;
        if (isIp(journey.flow) && !isLater) {
            FlowField field = action.isSource() ? FlowField.TP_SRC : FlowField.TP_DST;
            journey.mask.matchAll(FlowField.IP_PROTO).matchAll(field);
            journey.flow.set(field, action.port());
        }
    }

    private static boolean isIp(FlowKey flow) {
        return Prerequisite.IP.isMet(flow, null);
    }

    /** Take one off the time to live; if it has run out, the packet ends here, and controllers may want to know. */
    static Step decrementTtl(TableWalk walk, OfpAct.DecTtl action, Position at) {
        Journey journey = walk.journey;
        FlowKey flow = journey.flow;
        journey.mask.matchAll(FlowField.IP_TTL).matchAll(FlowField.IP_PROTO);
        if (!isIp(flow)) {
            return Step.NEXT;
        }
        long ttl = flow.get(FlowField.IP_TTL);
        if (ttl > 1) {
            flow.set(FlowField.IP_TTL, ttl - 1);
            return Step.NEXT;
        }
        action.controllers().forEach(id -> ActionHandlers.sendExpired(walk, id));
        int version = flow.get(FlowField.ETH_TYPE) == EtherType.IPV4 ? 4 : 6;
        journey.warn("IPv" + version + " decrement TTL exception");
        return Step.STOP;
    }

    /** Set bits of the outermost tag; without one, add one or do nothing. */
    static void vlan(Journey journey, int bits, int value, boolean isPushing) {
        FlowKey flow = journey.flow;
        FlowKey mask = journey.mask;
        mask.set(FlowField.VLAN_TCI, mask.get(FlowField.VLAN_TCI) | bits | PRESENT);
        int tci = (int) flow.get(FlowField.VLAN_TCI);
        if ((tci & PRESENT) == 0 && !isPushing) {
            return;
        }
        int tpid = (int) flow.get(FlowField.VLAN_TPID);
        VlanStack.setOutermost(flow, tpid == 0 ? EtherType.VLAN : tpid, tci & ~bits | value | PRESENT);
    }

    static void popVlan(Journey journey) {
        if ((journey.flow.get(FlowField.VLAN_TCI) & PRESENT) == 0) {
            // With one that has a tag, which is taken off, this packet cannot share a flow.
            journey.mask.set(FlowField.VLAN_TCI, journey.mask.get(FlowField.VLAN_TCI) | PRESENT);
        }
        VlanStack.pop(journey.flow, journey.mask);
    }

    static void pushVlan(Journey journey, int ethType) {
        VlanStack.push(journey.flow, journey.mask);
        VlanStack.setOutermost(journey.flow, ethType, PRESENT);
    }
}
