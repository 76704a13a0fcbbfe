/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads what {@link TunnelText} writes. */
final class TunnelReader {

    private final Cursor in;
    private final FlowKey key;
    private final FlowKey mask;
    private final Set<String> seen = new HashSet<>();

    TunnelReader(Cursor in, FlowKey key, FlowKey mask) {
        this.in = in;
        this.key = key;
        this.mask = mask;
    }

    /** Read up to the closing parenthesis, which is passed over. */
    void read() throws FlowTextException {
        while (!in.take(")")) {
            element();
            if (!in.take(",") && in.peek() != ')') {
                throw in.expected("',' or ')'");
            }
        }
    }

    private void element() throws FlowTextException {
        int place = in.at();
        if (in.take("flags(")) {
            once(place, "flags");
            if (in.take(")")) {
                // None is set, as in what Open vSwitch writes and takes.
                return;
            }
            FieldStyle.Masked flags = Flags.TUNNEL.parse(in);
            in.expect(")");
            // Whether there is a key is told by tun_id.
            add(
                    FlowField.TUN_FLAGS,
                    TunnelText.fieldOf(flags.value().low() & ~8),
                    TunnelText.fieldOf(flags.mask().low() & ~8));
        } else if (in.take("vxlan(gbp(")) {
            once(place, "vxlan");
            items(TunnelText.GROUP_POLICY);
            in.expect(")");
        } else if (in.take("geneve(")) {
            once(place, "geneve");
            GeneveText.read(in, key, mask);
        } else if (in.take("erspan(")) {
            once(place, "erspan");
            items(TunnelText.ERSPAN);
        } else if (in.take("gtpu(")) {
            once(place, "gtpu");
            items(TunnelText.GTPU);
        } else if (in.take(TunnelText.ID.label())) {
            once(place, "tun_id");
            value(TunnelText.ID);
            add(FlowField.TUN_FLAGS, FlowField.TUN_KEY, FlowField.TUN_KEY);
        } else {
            outer();
        }
    }

    private void outer() throws FlowTextException {
        int place = in.at();
        for (Item item : TunnelText.OUTER) {
            if (in.take(item.label())) {
                once(place, item.label());
                value(item);
                return;
            }
        }
        throw in.expected(
                "a field of a tunnel: tun_id=, src=, dst=, ipv6_src=, ipv6_dst=, tos=, ttl=, tp_src=, tp_dst=, "
                        + "vxlan(gbp(, geneve(, erspan(, gtpu( or flags(");
    }

    /** Read labelled values up to a closing parenthesis, which is passed over. */
    private void items(List<Item> items) throws FlowTextException {
        while (!in.take(")")) {
            boolean isKnown = false;
            for (Item item : items) {
                if (in.take(item.label())) {
                    value(item);
                    isKnown = true;
                    break;
                }
            }
            if (!isKnown || !in.take(",") && in.peek() != ')') {
                throw in.expected(
                        isKnown
                                ? "',' or ')'"
                                : "one of "
                                        + String.join(
                                                ", ",
                                                items.stream().map(Item::label).toList()) + " or ')'");
            }
        }
    }

    private void value(Item item) throws FlowTextException {
        FieldStyle.Masked read = item.style().parseMasked(in, item.bits());
        item.set(key, read.value());
        item.set(mask, read.mask());
    }

    private void add(FlowField field, long value, long matched) {
        key.set(field, key.get(field) | value);
        mask.set(field, mask.get(field) | matched);
    }

    private void once(int place, String name) throws FlowTextException {
        if (!seen.add(name)) {
            throw in.error(place, name.replace("=", "") + " is given twice; name it once");
        }
    }
}
