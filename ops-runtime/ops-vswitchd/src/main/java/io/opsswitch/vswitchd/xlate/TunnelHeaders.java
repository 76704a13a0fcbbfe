/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;

/** Moves the fields of tunnels between the packet's key, its metadata and its outer headers. Stateless. */
final class TunnelHeaders {

    private static final FlowField[] OUTER = {
        FlowField.ETH_DST,
        FlowField.ETH_SRC,
        FlowField.ETH_TYPE,
        FlowField.VLAN_TCI,
        FlowField.VLAN_TPID,
        FlowField.INNER_VLAN_TCI,
        FlowField.INNER_VLAN_TPID,
        FlowField.PACKET_TYPE,
        FlowField.IPV4_SRC,
        FlowField.IPV4_DST,
        FlowField.IPV6_SRC_HIGH,
        FlowField.IPV6_SRC_LOW,
        FlowField.IPV6_DST_HIGH,
        FlowField.IPV6_DST_LOW,
        FlowField.IP_PROTO,
        FlowField.IP_TOS,
        FlowField.IP_TTL,
        FlowField.IP_FRAG,
        FlowField.TP_SRC,
        FlowField.TP_DST
    };

    private TunnelHeaders() {}

    /** Give a key the outer headers that another one has; what only the packet inside has stays as it is. */
    static void copyOuter(FlowKey outer, FlowKey to) {
        for (FlowField field : OUTER) {
            to.set(field, outer.get(field));
        }
    }

    /** Write the action that gives the packet in the datapath the metadata of the tunnel that it is to leave by. */
    static void commit(FlowKey flow, FlowKey base, PipelineSettings settings, Actions.Builder actions) {
        if (!SwitchSnapshot.isTunnelled(flow) || isSameTunnel(flow, base)) {
            return;
        }
        FlowKey written = flow.copy();
        TunnelOptions.toWire(written, settings);
        actions.set(KeyGroup.TUNNEL, written);
        MaskFinish.copyTunnel(flow, base);
        base.setWord(TunnelOptions.PRESENT, flow.word(TunnelOptions.PRESENT));
    }

    private static boolean isSameTunnel(FlowKey a, FlowKey b) {
        for (int word = FlowField.TUN_ID.word(); word < FlowKey.PIPELINE_WORD; word++) {
            if (a.word(word) != b.word(word)) {
                return false;
            }
        }
        return a.word(TunnelOptions.PRESENT) == b.word(TunnelOptions.PRESENT);
    }
}
