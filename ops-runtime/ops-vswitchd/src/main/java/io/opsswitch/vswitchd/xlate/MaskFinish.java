/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;

/**
 * The last step of a mask: bits that were set while the packet was changed, but that the packet as it came in does not
 * have, and those that only OpenFlow knows, are taken out. Stateless.
 */
final class MaskFinish {

    private static final int ICMP_BITS = 0xff;
    private static final FlowField[] LABELS = {FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2};

    private MaskFinish() {}

    /**
     * Finish a mask.
     *
     * @param flow the packet as translation leaves it
     * @param original the packet as it came in
     */
    static void finish(FlowKey mask, FlowKey flow, FlowKey original) {
        // Of a packet that somebody asks about, options of tunnels are in the form of a bridge; a datapath's are not.
        boolean hasFields =
                original.get(FlowField.TUN_OPTIONS_LENGTH) == 0 && mask.get(FlowField.TUN_OPTIONS_LENGTH) == 0;
        for (int word = FlowKey.PIPELINE_WORD; word < FlowKey.WORDS; word++) {
            if (word != TunnelOptions.PRESENT || !hasFields || !SwitchSnapshot.isTunnelled(original)) {
                mask.setWord(word, 0);
            }
        }
        long type = flow.get(FlowField.ETH_TYPE);
        long protocol = flow.get(FlowField.IP_PROTO);
        if (type == EtherType.IPV4 && protocol == IpProtocol.ICMP
                || type == EtherType.IPV6 && protocol == IpProtocol.ICMPV6) {
            mask.set(FlowField.TP_SRC, mask.get(FlowField.TP_SRC) & ICMP_BITS);
            mask.set(FlowField.TP_DST, mask.get(FlowField.TP_DST) & ICMP_BITS);
        }
        tag(mask, original, FlowField.VLAN_TCI, FlowField.VLAN_TPID);
        tag(mask, original, FlowField.INNER_VLAN_TCI, FlowField.INNER_VLAN_TPID);
        if ((flow.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) != 0) {
            mask.set(FlowField.TP_SRC, 0).set(FlowField.TP_DST, 0);
        }
        if (!EtherType.isMpls((int) original.get(FlowField.ETH_TYPE))) {
            for (FlowField label : LABELS) {
                mask.set(label, 0);
            }
        }
        if (!SwitchSnapshot.isTunnelled(original)) {
            clearTunnel(mask);
        }
    }

    /** Of a tag that is not there only that counts; of one that is there, that it is counts too. */
    private static void tag(FlowKey mask, FlowKey original, FlowField tci, FlowField tpid) {
        if (mask.get(tci) == 0 && mask.get(tpid) == 0) {
            return;
        }
        boolean isTagged = (original.get(tci) & FlowField.VLAN_PRESENT) != 0;
        mask.set(tci, isTagged ? mask.get(tci) | FlowField.VLAN_PRESENT : FlowField.VLAN_PRESENT);
        if (!isTagged) {
            mask.set(tpid, 0);
        }
    }

    /** Set all fields of the tunnel to zero. */
    static void clearTunnel(FlowKey key) {
        for (int word = FlowField.TUN_ID.word(); word < FlowKey.PIPELINE_WORD; word++) {
            key.setWord(word, 0);
        }
    }

    /** Give a key the fields of another one's tunnel. */
    static void copyTunnel(FlowKey from, FlowKey to) {
        for (int word = FlowField.TUN_ID.word(); word < FlowKey.PIPELINE_WORD; word++) {
            to.setWord(word, from.word(word));
        }
    }
}
