/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** As much of the syntax of Open vSwitch's flows as a comparison of masks needs. */
final class PeerFields {

    private enum Style {
        DECIMAL,
        HEX,
        MAC,
        IPV4,
        IPV6
    }

    private record Field(
            String name,
            Style style,
            FlowField high,
            @Nullable FlowField low) {
        Field(String name, Style style, FlowField high) {
            this(name, style, high, null);
        }
    }

    /** By the names that Open vSwitch prints; those it prints differently for some protocols come again. */
    private static final Map<String, Field> FIELDS = new LinkedHashMap<>();

    static {
        for (Field field : new Field[] {
            new Field("tun_id", Style.HEX, FlowField.TUN_ID),
            new Field("tun_src", Style.IPV4, FlowField.TUN_IPV4_SRC),
            new Field("tun_dst", Style.IPV4, FlowField.TUN_IPV4_DST),
            new Field("pkt_mark", Style.HEX, FlowField.PKT_MARK),
            new Field("in_port", Style.DECIMAL, FlowField.IN_PORT),
            new Field("dl_src", Style.MAC, FlowField.ETH_SRC),
            new Field("dl_dst", Style.MAC, FlowField.ETH_DST),
            new Field("nw_src", Style.IPV4, FlowField.IPV4_SRC),
            new Field("nw_dst", Style.IPV4, FlowField.IPV4_DST),
            new Field("ipv6_src", Style.IPV6, FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW),
            new Field("ipv6_dst", Style.IPV6, FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW),
            new Field("nw_proto", Style.DECIMAL, FlowField.IP_PROTO),
            new Field("nw_ttl", Style.DECIMAL, FlowField.IP_TTL),
            new Field("tp_src", Style.HEX, FlowField.TP_SRC),
            new Field("tp_dst", Style.HEX, FlowField.TP_DST),
            new Field("arp_sha", Style.MAC, FlowField.ARP_SHA),
            new Field("arp_tha", Style.MAC, FlowField.ARP_THA),
            new Field("arp_spa", Style.IPV4, FlowField.IPV4_SRC),
            new Field("arp_tpa", Style.IPV4, FlowField.IPV4_DST),
            new Field("arp_op", Style.DECIMAL, FlowField.IP_PROTO),
        }) {
            FIELDS.put(field.name, field);
        }
    }

    private static final FlowField[] COMPARED = FIELDS.values().stream()
            .flatMap(field -> field.low == null
                    ? java.util.stream.Stream.of(field.high)
                    : java.util.stream.Stream.of(field.high, field.low))
            .distinct()
            .toArray(FlowField[]::new);

    /** Words that stand for an Ethertype and a protocol; only the protocol is in the mask because of rules. */
    private static final List<String> PROTOCOLS = List.of("tcp", "udp", "icmp", "tcp6", "udp6", "icmp6");

    private static final long VLAN_ALL = 0xffff;

    private PeerFields() {}

    /** Return the text of a match on the fields of packets of an Ethertype. */
    static String text(FlowKey value, FlowKey mask, long ethType) {
        List<String> parts = new ArrayList<>();
        if (ethType != 0) {
            parts.add("dl_type=0x" + Long.toHexString(ethType));
        }
        for (Field field : FIELDS.values()) {
            boolean isArp = field.name.startsWith("arp_");
            boolean isIp = field.name.startsWith("nw_");
            if (isArp && ethType != 0x0806 || isIp && ethType == 0x0806) {
                continue;
            }
            long high = mask.get(field.high);
            long low = field.low == null ? 0 : mask.get(field.low);
            if (high != 0 || low != 0) {
                parts.add(name(field, value) + "=" + item(field, value) + mask(field, mask, high));
            }
        }
        long vlan = mask.get(FlowField.VLAN_TCI);
        if (vlan != 0) {
            parts.add(String.format(Locale.ROOT, "vlan_tci=0x%x/0x%x", value.get(FlowField.VLAN_TCI), vlan));
        }
        return String.join(",", parts);
    }

    private static String name(Field field, FlowKey value) {
        return field.name.startsWith("tp_")
                ? (value.get(FlowField.IP_PROTO) == 6 ? "tcp" : "udp") + field.name.substring(2)
                : field.name;
    }

    private static String mask(Field field, FlowKey mask, long high) {
        boolean isFull = high == full(field.high) && (field.low == null || mask.get(field.low) == full(field.low));
        return field.style == Style.DECIMAL || isFull
                ? ""
                : "/"
                        + (field.low == null
                                ? item(field, mask)
                                : Long.bitCount(high) + Long.bitCount(mask.get(field.low)));
    }

    private static long full(FlowField field) {
        return field.wordMask() >>> field.shift();
    }

    private static String item(Field field, FlowKey from) {
        long value = from.get(field.high);
        return switch (field.style) {
            case DECIMAL -> Long.toString(value);
            case HEX -> "0x" + Long.toHexString(value);
            case MAC ->
                String.format(
                        Locale.ROOT,
                        "%02x:%02x:%02x:%02x:%02x:%02x",
                        value >> 40 & 255,
                        value >> 32 & 255,
                        value >> 24 & 255,
                        value >> 16 & 255,
                        value >> 8 & 255,
                        value & 255);
            case IPV4 ->
                String.format(
                        Locale.ROOT,
                        "%d.%d.%d.%d",
                        value >> 24 & 255,
                        value >> 16 & 255,
                        value >> 8 & 255,
                        value & 255);
            case IPV6 -> ipv6(value) + ":" + ipv6(from.get(field.low));
        };
    }

    private static String ipv6(long half) {
        return String.format(
                Locale.ROOT,
                "%x:%x:%x:%x",
                half >> 48 & 0xffff,
                half >> 32 & 0xffff,
                half >> 16 & 0xffff,
                half & 0xffff);
    }

    /** Return which bits of the compared fields a mask has, by the names of fields. */
    static Map<String, String> bits(FlowKey mask) {
        Map<String, String> bits = new TreeMap<>();
        for (FlowField field : COMPARED) {
            if (mask.get(field) != 0) {
                bits.put(field.name(), Long.toHexString(mask.get(field)));
            }
        }
        if (mask.get(FlowField.VLAN_TCI) != 0) {
            bits.put("VLAN_TCI", Long.toHexString(mask.get(FlowField.VLAN_TCI)));
        }
        return bits;
    }

    /** Return the mask of a megaflow in the form that Open vSwitch's trace prints. */
    static FlowKey parseMask(String text) throws UnknownHostException {
        FlowKey mask = new FlowKey();
        for (String part : text.split(",")) {
            int equals = part.indexOf('=');
            if (equals < 0) {
                if (PROTOCOLS.contains(part)) {
                    mask.matchAll(FlowField.IP_PROTO);
                }
                continue;
            }
            String name = part.substring(0, equals);
            String value = part.substring(equals + 1);
            switch (name) {
                case "vlan_tci" -> addTo(mask, FlowField.VLAN_TCI, slash(value, VLAN_ALL));
                case "dl_vlan" -> addTo(mask, FlowField.VLAN_TCI, 0x1fff);
                case "dl_vlan_pcp" -> addTo(mask, FlowField.VLAN_TCI, 0xf000);
                case "icmp_type" -> mask.matchAll(FlowField.TP_SRC);
                case "icmp_code" -> mask.matchAll(FlowField.TP_DST);
                case "recirc_id", "eth_type", "dl_type", "nw_frag", "packet_type" -> {}
                default -> addField(mask, name, value);
            }
        }
        return mask;
    }

    private static void addField(FlowKey mask, String name, String value) throws UnknownHostException {
        Field field = FIELDS.get(name);
        if (field == null) {
            throw new IllegalArgumentException("the megaflow has a field that is not compared: " + name + "=" + value);
        }
        int slash = value.indexOf('/');
        if (slash < 0) {
            mask.matchAll(field.high);
            if (field.low != null) {
                mask.matchAll(field.low);
            }
            return;
        }
        String bits = value.substring(slash + 1);
        switch (field.style) {
            case MAC -> mask.set(field.high, Long.parseLong(bits.replace(":", ""), 16));
            case IPV4 -> mask.set(field.high, bits.contains(".") ? address(bits)[0] : prefix(32, bits));
            case IPV6 -> {
                long[] halves = bits.contains(":") ? address(bits) : halves(Integer.parseInt(bits));
                mask.set(field.high, halves[0]);
                mask.set(field.low, halves[1]);
            }
            default -> mask.set(field.high, Long.decode(bits));
        }
    }

    private static void addTo(FlowKey mask, FlowField field, long bits) {
        mask.set(field, mask.get(field) | bits);
    }

    private static long slash(String value, long all) {
        int slash = value.indexOf('/');
        return slash < 0 ? all : Long.decode(value.substring(slash + 1));
    }

    private static long prefix(int width, String length) {
        return -1L << width - Integer.parseInt(length);
    }

    private static long[] halves(int length) {
        return new long[] {PrefixTrie.highMask(length), PrefixTrie.lowMask(length)};
    }

    private static long[] address(String text) throws UnknownHostException {
        byte[] bytes = text.contains(":")
                ? ipv6Bytes(text)
                : InetAddress.getByName(text).getAddress();
        long[] halves = new long[2];
        for (int i = 0; i < bytes.length; i++) {
            halves[i / 8] = halves[i / 8] << 8 | bytes[i] & 255;
        }
        return halves;
    }

    /** Java makes IPv4 addresses of some IPv6 ones. */
    private static byte[] ipv6Bytes(String text) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(text).getAddress();
        if (bytes.length == 16) {
            return bytes;
        }
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        System.arraycopy(bytes, 0, mapped, 12, 4);
        return mapped;
    }
}
