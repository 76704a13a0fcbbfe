/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.MatchBits;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.field.TlvLayout;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads matches in the syntax of flows, key by key, so that what else a flow has can stand between them. */
public final class MatchParser {

    /** Ethertype, and the protocol of IP or 0. */
    private record Kind(int type, int protocol) {}

    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("ip", new Kind(EtherType.IPV4, 0)),
            Map.entry("ipv4", new Kind(EtherType.IPV4, 0)),
            Map.entry("ip4", new Kind(EtherType.IPV4, 0)),
            Map.entry("arp", new Kind(EtherType.ARP, 0)),
            Map.entry("icmp", new Kind(EtherType.IPV4, IpProtocol.ICMP)),
            Map.entry("tcp", new Kind(EtherType.IPV4, IpProtocol.TCP)),
            Map.entry("udp", new Kind(EtherType.IPV4, IpProtocol.UDP)),
            Map.entry("sctp", new Kind(EtherType.IPV4, IpProtocol.SCTP)),
            Map.entry("ipv6", new Kind(EtherType.IPV6, 0)),
            Map.entry("ip6", new Kind(EtherType.IPV6, 0)),
            Map.entry("icmp6", new Kind(EtherType.IPV6, IpProtocol.ICMPV6)),
            Map.entry("tcp6", new Kind(EtherType.IPV6, IpProtocol.TCP)),
            Map.entry("udp6", new Kind(EtherType.IPV6, IpProtocol.UDP)),
            Map.entry("sctp6", new Kind(EtherType.IPV6, IpProtocol.SCTP)),
            Map.entry("rarp", new Kind(EtherType.RARP, 0)),
            Map.entry("mpls", new Kind(EtherType.MPLS, 0)),
            Map.entry("mplsm", new Kind(EtherType.MPLS_MULTICAST, 0)));

    private MatchParser() {}

    /**
     * Read a text that is a match and nothing else.
     *
     * @throws OfSyntaxException if it is not
     */
    public static Match parse(String text, OfNames names) {
        return parse(text, names, null);
    }

    /**
     * Read a text that is a match and nothing else, for a switch.
     *
     * @param table where the switch has the fields {@code tun_metadata}; null if no switch is known
     * @throws OfSyntaxException if it is not
     */
    public static Match parse(String text, OfNames names, @Nullable TlvLayout table) {
        MatchBuilder match = new MatchBuilder(table);
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            if (!accept(match, pair.key(), pair.value(), names)) {
                throw new OfSyntaxException("unknown keyword " + pair.key());
            }
        }
        return match.build();
    }

    /**
     * Add to a match what one key of a flow says.
     *
     * @return false if the key is none of a match
     * @throws OfSyntaxException if its value is wrong
     */
    public static boolean accept(MatchBuilder match, String key, String value, OfNames names) {
        Kind kind = KINDS.get(key);
        Field field = Fields.byFlowName(key);
        if (kind != null) {
            match.set(FlowField.ETH_TYPE, kind.type());
            if (kind.protocol() != 0) {
                match.set(FlowField.IP_PROTO, kind.protocol());
            }
            match.defaultPacketType();
        } else if (key.equals("eth")) {
            match.set(FlowField.PACKET_TYPE, 0);
        } else if (field != null) {
            field(match, field, value, names);
        } else if (key.indexOf('[') >= 0) {
            subfield(match, key, value, names);
        } else {
            return false;
        }
        return true;
    }

    private static void field(MatchBuilder match, Field field, String text, OfNames names) {
        FieldText.Masked parsed = FieldText.parse(field, text.isEmpty() ? "0/0" : text, names);
        set(match, field, parsed.value(), parsed.mask());
    }

    private static void set(MatchBuilder match, Field field, byte[] value, byte[] mask) {
        try {
            match.set(field, value, mask).impliedBy(field);
        } catch (IllegalArgumentException e) {
            throw new OfSyntaxException(String.valueOf(e.getMessage()));
        }
    }

    private static void subfield(MatchBuilder match, String key, String text, OfNames names) {
        Subfield subfield = Subfield.parse(key);
        Field field = subfield.field();
        byte[] number = FieldText.number(field, text);
        if (number.length == 0) {
            throw new OfSyntaxException(key + ": cannot parse integer value: " + text);
        }
        if (ByteBits.width(number) > subfield.bits()) {
            throw new OfSyntaxException(key + ": value " + FieldText.format(field, number, null, names)
                    + " does not fit into " + subfield.bits() + " bits");
        }
        byte[] value = field.tunnelIndex() >= 0 ? new byte[field.bytes()] : field.value(match.value());
        byte[] mask = field.tunnelIndex() >= 0 ? new byte[field.bytes()] : MatchBits.mask(field, match.mask());
        ByteBits.copy(number, 0, value, subfield.from(), subfield.bits());
        ByteBits.fill(mask, subfield.from(), subfield.bits());
        set(match, field, value, mask);
    }
}
