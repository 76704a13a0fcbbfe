/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Brings attributes into a form in which those that say the same are the same: nests in the order of their numbers but for
 * actions, and without what says no more than if it were not there.
 */
final class Canonical {

    /** Groups of a key that are 0 in packets that have no such thing. */
    private static final Set<String> NOTHING_IF_ZERO = Set.of(
            "key.priority",
            "key.skb_mark",
            "key.dp_hash",
            "key.recirc_id",
            "key.ct_state",
            "key.ct_zone",
            "key.ct_mark",
            "key.ct_labels",
            "tunnel.tos",
            "tunnel.tp_src",
            "ct.zone",
            // A mask of nothing where the key has no Ethertype.
            "key.ethertype");

    /** A mask of a recirculation identifier is always whole; a tunnel of which nothing is matched is none. */
    private static final Set<String> IMPLIED = Set.of("key.recirc_id=ffffffff", "key.tunnel={tunnel.ttl=00}");

    private Canonical() {}

    /** Return the attributes between position and limit. */
    static String text(ByteBuffer attributes, AttributeTable table) throws MalformedMessageException {
        MessageReader reader = new MessageReader();
        reader.openAttributes(attributes, attributes.position(), attributes.remaining(), table);
        return level(reader, table);
    }

    private static String level(MessageReader reader, AttributeTable table) throws MalformedMessageException {
        List<String> found = new ArrayList<>();
        while (reader.next()) {
            if (!reader.isKnown()) {
                continue; // Linux tells of IPv6 extension headers, which Open vSwitch 3.7.1 does not know either
            }
            Attribute attribute = table.get(reader.type());
            String name = table.name() + "." + attribute.name();
            AttributeTable nested = attribute.nested();
            String value;
            if (nested != null && attribute.kind() == Kind.NEST) {
                reader.enter();
                value = "{" + level(reader, nested) + "}";
                reader.leave();
            } else {
                value = HexFormat.of().formatHex(reader.getBytes());
                if (NOTHING_IF_ZERO.contains(name) && value.matches("0*")) {
                    continue;
                }
                // dpctl fills user data up, for kernels before 3.14 and with an empty cookie.
                if (name.equals("userspace.userdata")) {
                    value = value.replaceFirst("(00)+$", "");
                    if (value.isEmpty()) {
                        continue;
                    }
                }
                // Of the four bytes of the IPv6 label 20 bits count.
                value = name.equals("key.ipv6") ? value.substring(0, 64) + "000" + value.substring(67) : value;
                // The operation of ARP has two bytes in the message, and one in the keys of kernels and ours.
                value = name.equals("key.arp") ? value.substring(0, 16) + "00" + value.substring(18) : value;
            }
            if (!IMPLIED.contains(name + "=" + value)) {
                found.add(name + "=" + value);
            }
        }
        if (table != ActionTable.TABLE) {
            found.sort(null);
        }
        return String.join(" ", found);
    }
}
