/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import io.opsswitch.vswitchd.maclearning.MacAddresses;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which packets pass for in-band control, as "In-Band Control" of Open vSwitch's design document says: DHCP and ARP of
 * the bridge's own host, ARP of the next hops and about the remotes, TCP from and to the remotes. All of them have the same
 * action; priorities differ only so that people see what a flow is for. Stateless.
 */
final class InBandRules {

    /** More than a controller can give. */
    private static final int LOWEST = 180_000;

    private InBandRules() {}

    /** Return the matches in the syntax of ovs-ofctl, with their priorities. */
    static Map<String, Integer> of(long localMac, Collection<InBandRemote> remotes, Collection<Long> nextHops) {
        Map<String, Integer> rules = new LinkedHashMap<>();
        if (!remotes.isEmpty() && localMac != 0) {
            String mac = MacAddresses.format(localMac);
            rules.put("udp,in_port=LOCAL,dl_src=" + mac + ",tp_src=68,tp_dst=67", LOWEST);
            rules.put("arp,dl_dst=" + mac + ",arp_op=2", LOWEST + 1);
            rules.put("arp,dl_src=" + mac + ",arp_op=1", LOWEST + 2);
        }
        for (long hop : nextHops) {
            String mac = MacAddresses.format(hop);
            rules.putIfAbsent("arp,dl_dst=" + mac + ",arp_op=2", LOWEST + 3);
            rules.putIfAbsent("arp,dl_src=" + mac + ",arp_op=1", LOWEST + 4);
        }
        for (InBandRemote remote : remotes) {
            rules.put("arp,arp_op=2,arp_tpa=" + remote.address(), LOWEST + 5);
            rules.put("arp,arp_op=1,arp_spa=" + remote.address(), LOWEST + 6);
            rules.put("tcp,nw_dst=" + remote.address() + ",tp_dst=" + remote.port(), LOWEST + 7);
            rules.put("tcp,nw_src=" + remote.address() + ",tp_src=" + remote.port(), LOWEST + 8);
        }
        return rules;
    }
}
