/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a tunnel's outer header: {@code tunnel(tun_id=0x7,src=10.0.0.1,dst=10.0.0.2,ttl=64,flags(df|key))}. Fields
 * that the key does not have are left out, but for the time to live.
 */
final class TunnelText {

    static final Item ID = Item.of("tun_id=", FlowField.TUN_ID, FieldStyle.HEX_ALWAYS);

    /** In the order of the text, up to the flags and what depends on the kind of tunnel. */
    static final List<Item> OUTER = List.of(
            Item.of("src=", FlowField.TUN_IPV4_SRC, FieldStyle.IPV4),
            Item.of("dst=", FlowField.TUN_IPV4_DST, FieldStyle.IPV4),
            Item.wide("ipv6_src=", FlowField.TUN_IPV6_SRC_HIGH, FlowField.TUN_IPV6_SRC_LOW, FieldStyle.IPV6),
            Item.wide("ipv6_dst=", FlowField.TUN_IPV6_DST_HIGH, FlowField.TUN_IPV6_DST_LOW, FieldStyle.IPV6),
            Item.of("tos=", FlowField.TUN_TOS, FieldStyle.HEX),
            Item.of("ttl=", FlowField.TUN_TTL, FieldStyle.DECIMAL),
            Item.of("tp_src=", FlowField.TUN_TP_SRC, FieldStyle.DECIMAL),
            Item.of("tp_dst=", FlowField.TUN_TP_DST, FieldStyle.DECIMAL));

    static final List<Item> GROUP_POLICY = List.of(
            Item.of("id=", FlowField.TUN_GBP_ID, FieldStyle.DECIMAL),
            Item.of("flags=", FlowField.TUN_GBP_FLAGS, FieldStyle.HEX));

    /** The version, what version 1 has, and what version 2 has. */
    static final List<Item> ERSPAN = List.of(
            Item.of("ver=", FlowField.TUN_ERSPAN_VERSION, FieldStyle.DECIMAL),
            Item.of("idx=", FlowField.TUN_ERSPAN_IDX, FieldStyle.HEX),
            Item.of("dir=", FlowField.TUN_ERSPAN_DIR, FieldStyle.DECIMAL),
            Item.of("hwid=", FlowField.TUN_ERSPAN_HWID, FieldStyle.HEX));

    static final List<Item> GTPU = List.of(
            Item.of("flags=", FlowField.TUN_GTPU_FLAGS, FieldStyle.HEX),
            Item.of("msgtype=", FlowField.TUN_GTPU_MSGTYPE, FieldStyle.DECIMAL));

    private TunnelText() {}

    /** Return whether a key belongs to a packet from a tunnel. */
    static boolean isPresent(FlowKey key) {
        for (int word = FlowField.TUN_ID.word(); word < key.extent(); word++) {
            if (key.word(word) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Return the flags of a key as {@link Flags#TUNNEL} counts them. */
    static long flags(FlowKey key) {
        long flags = key.get(FlowField.TUN_FLAGS);
        return ((flags & FlowField.TUN_OAM) != 0 ? 1 : 0)
                | ((flags & FlowField.TUN_DONT_FRAGMENT) != 0 ? 2 : 0)
                | ((flags & FlowField.TUN_CSUM) != 0 ? 4 : 0)
                | ((flags & FlowField.TUN_KEY) != 0 ? 8 : 0);
    }

    /** Return the bits of {@link FlowField#TUN_FLAGS} for flags as {@link Flags#TUNNEL} counts them. */
    static long fieldOf(long flags) {
        return ((flags & 1) != 0 ? FlowField.TUN_OAM : 0)
                | ((flags & 2) != 0 ? FlowField.TUN_DONT_FRAGMENT : 0)
                | ((flags & 4) != 0 ? FlowField.TUN_CSUM : 0)
                | ((flags & 8) != 0 ? FlowField.TUN_KEY : 0);
    }

    /** Writes one tunnel. */
    static final class Writer {
        private final StringBuilder out;
        private final FlowKey key;
        private final @Nullable FlowKey mask;
        private final boolean isVerbose;

        Writer(StringBuilder out, FlowKey key, @Nullable FlowKey mask, boolean isVerbose) {
            this.out = out;
            this.key = key;
            this.mask = mask;
            this.isVerbose = isVerbose;
        }

        void write() {
            out.append("tunnel(");
            boolean hasId = (key.get(FlowField.TUN_FLAGS) & FlowField.TUN_KEY) != 0 || key.get(FlowField.TUN_ID) != 0;
            if (hasId) {
                item(ID);
            }
            for (Item item : OUTER) {
                if (item.field() == FlowField.TUN_TTL || !item.get(key).isZero()) {
                    item(item);
                }
            }
            options(hasId);
            out.append(')');
        }

        private void options(boolean hasId) {
            nested("vxlan(gbp(", GROUP_POLICY, "))");
            if (key.get(FlowField.TUN_OPTIONS_LENGTH) != 0) {
                separate();
                GeneveText.write(out, key, mask, isVerbose);
            }
            long version = key.get(FlowField.TUN_ERSPAN_VERSION);
            if (version != 0) {
                List<Item> items = switch ((int) version) {
                    case 1 -> ERSPAN.subList(0, 2);
                    case 2 -> List.of(ERSPAN.get(0), ERSPAN.get(2), ERSPAN.get(3));
                    default -> ERSPAN.subList(0, 1);
                };
                nested("erspan(", items, ")");
            }
            nested("gtpu(", GTPU, ")");
            long flags = flags(key) & ~8 | (hasId ? 8 : 0);
            if (mask == null) {
                separate();
                out.append("flags(");
                Flags.TUNNEL.value(out, flags);
                out.append(')');
            } else {
                // Whether there is a key is matched as soon as the packet has one: so does Open vSwitch.
                long matched = flags(mask) & ~8 | (hasId ? 8 : 0);
                if (isVerbose || matched != 0) {
                    separate();
                    out.append("flags(");
                    Flags.TUNNEL.masked(out, flags, matched);
                    out.append(')');
                }
            }
        }

        private void nested(String open, List<Item> items, String close) {
            if (items.stream().allMatch(item -> item.get(key).isZero())) {
                return;
            }
            separate();
            out.append(open);
            items.forEach(this::item);
            out.append(close);
        }

        private void item(Item item) {
            if (mask == null) {
                separate();
                item.style().value(out.append(item.label()), item.get(key));
            } else if (item.field() == FlowField.TUN_ERSPAN_IDX) {
                separate();
                out.append(item.label());
                FieldStyle.HEX.value(out, item.get(key));
                out.append('/');
                FieldStyle.HEX.value(out, item.get(mask));
            } else if (isVerbose || item.isMatched(mask)) {
                separate();
                item.style().masked(out.append(item.label()), item.get(key), item.get(mask), item.exact());
            }
        }

        private void separate() {
            if (out.charAt(out.length() - 1) != '(') {
                out.append(',');
            }
        }
    }
}
