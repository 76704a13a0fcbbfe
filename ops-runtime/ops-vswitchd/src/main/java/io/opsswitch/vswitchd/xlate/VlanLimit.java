/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;
import java.util.stream.Stream;

/**
 * How many tags of a packet bridges look at: {@code vlan-limit} of ovs-vswitchd.conf.db(5). What is behind the last of them
 * is payload, and the type of that is the TPID of the next tag. Datapaths know nothing of this, so that masks must keep the
 * packets apart that have another tag and those that have none. Stateless.
 */
final class VlanLimit {

    /** Fields of what is behind the tags. */
    private static final FlowField[] PAYLOAD = Stream.of(
                    KeyGroup.IPV4,
                    KeyGroup.IPV6,
                    KeyGroup.TCP,
                    KeyGroup.TCP_FLAGS,
                    KeyGroup.ARP,
                    KeyGroup.ND,
                    KeyGroup.ND_EXTENSIONS,
                    KeyGroup.MPLS,
                    KeyGroup.NSH)
            .flatMap(group -> group.fields().stream())
            .distinct()
            .toArray(FlowField[]::new);

    private VlanLimit() {}

    /** Return the packet that bridges get to see: the same key if they see all of it. */
    static FlowKey apply(FlowKey key, int limit) {
        if (limit >= VlanStack.MAX || VlanStack.count(key) < VlanStack.MAX) {
            return key;
        }
        FlowKey seen = key.copy()
                .set(FlowField.ETH_TYPE, key.get(FlowField.INNER_VLAN_TPID))
                .set(FlowField.INNER_VLAN_TPID, 0)
                .set(FlowField.INNER_VLAN_TCI, 0);
        for (FlowField field : PAYLOAD) {
            seen.set(field, 0);
        }
        return seen;
    }

    /**
     * Have a mask say what was behind the tag that was looked at: another tag, or something else.
     *
     * @param key the packet as the datapath knows it
     */
    static void finish(FlowKey mask, FlowKey key, int limit) {
        int tags = VlanStack.count(key);
        if (limit < VlanStack.MAX && tags > 0) {
            mask.set(FlowField.INNER_VLAN_TCI, mask.get(FlowField.INNER_VLAN_TCI) | FlowField.VLAN_PRESENT);
            if (tags == VlanStack.MAX) {
                mask.matchAll(FlowField.INNER_VLAN_TPID);
            }
        }
    }
}
