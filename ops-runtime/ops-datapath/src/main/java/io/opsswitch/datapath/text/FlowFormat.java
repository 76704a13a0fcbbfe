/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import java.util.List;

/**
 * Writes flow keys, matches and flows as Open vSwitch's dpctl does, for example {@code
 * recirc_id(0),in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x0800),ipv4(frag=no), packets:3,
 * bytes:294, used:0.120s, actions:2}. Fields that a mask leaves out are not written.
 *
 * <p>As in dpctl, a match on the absence of a VLAN tag is not written either.
 */
public final class FlowFormat {

    private static final FlowKey EXACT = new FlowKey();

    static {
        for (FlowField field : FlowField.values()) {
            EXACT.matchAll(field);
        }
    }

    private FlowFormat() {}

    /** Return the text of a key with all the fields that its protocols have. */
    public static String key(FlowKey key) {
        return match(key, EXACT);
    }

    /** Return the text of a match. */
    public static String match(FlowKey key, FlowKey mask) {
        Writer writer = new Writer(key, mask);
        writer.flow();
        return writer.out.toString();
    }

    /**
     * Return the line of a flow.
     *
     * @param nowMillis the time on the scale of {@link FlowEntry#usedMillis}
     */
    public static String flow(FlowEntry flow, long nowMillis) {
        String used = flow.usedMillis() == 0 ? "never" : String.format("%.3fs", (nowMillis - flow.usedMillis()) / 1e3);
        return "recirc_id(0)," + match(flow.key(), flow.mask()) + ", packets:" + flow.packets() + ", bytes:"
                + flow.bytes() + ", used:" + used + ", actions:" + ActionFormat.text(flow.actions());
    }

    /** Writes one flow. */
    private static final class Writer {
        private final StringBuilder out = new StringBuilder();
        private final FlowKey key;
        private final FlowKey mask;

        Writer(FlowKey key, FlowKey mask) {
            this.key = key;
            this.mask = mask;
        }

        void flow() {
            single("in_port", FlowField.IN_PORT, FieldStyle.DECIMAL);
            group(FieldGroup.ETHERNET);
            int closing = tag(FlowField.VLAN_TCI);
            if (closing > 0) {
                closing += tag(FlowField.INNER_VLAN_TCI);
            }
            single("eth_type", FlowField.ETH_TYPE, FieldStyle.ETHERTYPE);
            group(FieldGroup.ARP);
            group(FieldGroup.IPV4);
            if (FieldGroup.type(key) == EtherType.IPV6) {
                ipv6();
            }
            FieldGroup.TRANSPORT.forEach(this::group);
            out.append(")".repeat(closing));
        }

        private void separate() {
            if (out.length() > 0 && out.charAt(out.length() - 1) != '(') {
                out.append(',');
            }
        }

        private void single(String name, FlowField field, FieldStyle style) {
            if (mask.get(field) != 0) {
                separate();
                out.append(name).append('(');
                item(new FieldGroup.Item(null, field, style));
                out.append(')');
            }
        }

        private void group(FieldGroup group) {
            if (group.applies().test(key)) {
                int start = open(group.name());
                items(group.items());
                close(start);
            }
        }

        private void items(List<FieldGroup.Item> items) {
            for (FieldGroup.Item item : items) {
                if ((mask.get(item.field()) & item.exact()) != 0) {
                    separate();
                    item(item);
                }
            }
        }

        private void item(FieldGroup.Item item) {
            if (item.label() != null) {
                out.append(item.label()).append('=');
            }
            item.style().masked(out, key.get(item.field()), mask.get(item.field()) & item.exact(), item.exact());
        }

        /** Begin a group and return where, for {@link #close} to take it back if nothing was written into it. */
        private int open(String name) {
            int start = out.length();
            separate();
            out.append(name).append('(');
            return start;
        }

        private void close(int start) {
            if (out.charAt(out.length() - 1) == '(') {
                out.setLength(start);
            } else {
                out.append(')');
            }
        }

        /** Write a tag up to the opening parenthesis around what it encapsulates; return how many to close. */
        private int tag(FlowField field) {
            long tci = key.get(field);
            long bits = mask.get(field);
            if (bits == 0 || (tci & FlowField.VLAN_PRESENT) == 0) {
                return 0;
            }
            separate();
            out.append("eth_type(0x8100),vlan(");
            long vidMask = bits & FlowField.VLAN_VID_MASK;
            if (vidMask != 0) {
                out.append("vid=");
                FieldStyle.DECIMAL.masked(out, tci & FlowField.VLAN_VID_MASK, vidMask, FlowField.VLAN_VID_MASK);
            }
            long pcpMask = bits >>> 13;
            if (pcpMask != 0) {
                separate();
                out.append("pcp=");
                FieldStyle.DECIMAL.masked(out, tci >>> 13, pcpMask, 7);
            }
            out.append("),encap(");
            return 1;
        }

        private void ipv6() {
            int start = open("ipv6");
            address("src", FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW);
            address("dst", FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW);
            items(FieldGroup.IP_ITEMS);
            close(start);
        }

        private void address(String label, FlowField high, FlowField low) {
            long maskHigh = mask.get(high);
            long maskLow = mask.get(low);
            if ((maskHigh | maskLow) == 0) {
                return;
            }
            separate();
            out.append(label).append('=').append(ipv6Text(key.get(high), key.get(low)));
            int prefix = Long.bitCount(maskHigh) + Long.bitCount(maskLow);
            boolean isPrefix = prefix <= 64
                    ? maskLow == 0 && maskHigh == (prefix == 0 ? 0 : -1L << 64 - prefix)
                    : maskHigh == -1L && maskLow == -1L << 128 - prefix;
            if (prefix < 128) {
                out.append('/').append(isPrefix ? Integer.toString(prefix) : ipv6Text(maskHigh, maskLow));
            }
        }
    }

    /** Return the canonical text of an address (RFC 5952). */
    static String ipv6Text(long high, long low) {
        String[] groups = new String[8];
        for (int i = 0; i < 8; i++) {
            groups[i] = Long.toHexString((i < 4 ? high : low) >>> 48 - 16 * (i & 3) & 0xffff);
        }
        int bestStart = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; ) {
            int end = i;
            while (end < 8 && groups[end].equals("0")) {
                end++;
            }
            if (end - i > bestLength) {
                bestStart = i;
                bestLength = end - i;
            }
            i = Math.max(end, i + 1);
        }
        if (bestStart < 0) {
            return String.join(":", groups);
        }
        return String.join(":", List.of(groups).subList(0, bestStart)) + "::"
                + String.join(":", List.of(groups).subList(bestStart + bestLength, 8));
    }
}
