/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Writes flows of a datapath as {@code ovs-appctl dpctl/dump-flows} does. */
final class FlowFormatter {

    private static final int PCP_SHIFT = 13;
    private static final List<FlowField> OWN_FORM = List.of(
            FlowField.IN_PORT,
            FlowField.ETH_SRC,
            FlowField.ETH_DST,
            FlowField.ETH_TYPE,
            FlowField.VLAN_TCI,
            FlowField.IP_FRAG);

    private final Map<Long, String> names = new HashMap<>();

    /** Create a formatter that writes the names of these ports, and numbers of all others. */
    FlowFormatter(List<Port> named) {
        for (Port port : named) {
            names.put((long) port.number(), port.name());
        }
    }

    String format(FlowEntry flow) {
        return key(flow.key(), flow.mask())
                + ", packets:" + flow.packets() + ", bytes:" + flow.bytes()
                + ", used:" + used(flow.usedMillis())
                + ", actions:" + actions(flow.actions());
    }

    private static String used(long usedMillis) {
        if (usedMillis == 0) {
            return "never";
        }
        long ago = Math.max(0, System.nanoTime() / 1_000_000 - usedMillis);
        return String.format(Locale.ROOT, "%.3fs", ago / 1000.0);
    }

    private String port(long number) {
        return names.getOrDefault(number, Long.toString(number));
    }

    private String actions(Actions actions) {
        if (names.isEmpty()) {
            return actions.toString();
        }
        StringJoiner text = new StringJoiner(",");
        for (int i = 0; i < actions.size(); i++) {
            Actions.Builder single = Actions.builder();
            switch (actions.opcode(i)) {
                case Actions.OUTPUT -> text.add(port(actions.argument(i)));
                case Actions.PUSH_VLAN ->
                    text.add(single.pushVlan(actions.argument(i) >>> 16, actions.argument(i) & 0xffff)
                            .build()
                            .toString());
                default -> text.add(single.popVlan().build().toString());
            }
        }
        return actions.size() == 0 ? actions.toString() : text.toString();
    }

    private String key(FlowKey key, FlowKey mask) {
        StringBuilder text = new StringBuilder("recirc_id(0),in_port(");
        text.append(port(key.get(FlowField.IN_PORT))).append("),packet_type(ns=0,id=0),");
        text.append(ethernet(key, mask));
        boolean tagged = (key.get(FlowField.VLAN_TCI) & mask.get(FlowField.VLAN_TCI) & FlowField.VLAN_PRESENT) != 0;
        if (tagged) {
            text.append("eth_type(0x8100),vlan(").append(vlan(key, mask)).append("),encap(");
        }
        long type = key.get(FlowField.ETH_TYPE);
        text.append(String.format(Locale.ROOT, "eth_type(0x%04x)", type));
        if (mask.get(FlowField.IP_FRAG) != 0) {
            String protocol = type == 0x86dd ? "ipv6" : "ipv4";
            text.append(',').append(protocol).append("(frag=").append(fragment(key)).append(')');
        }
        for (FlowField field : FlowField.values()) {
            if (mask.get(field) != 0 && !OWN_FORM.contains(field)) {
                text.append(String.format(
                        Locale.ROOT,
                        ",%s(0x%x/0x%x)",
                        field.name().toLowerCase(Locale.ROOT),
                        key.get(field) & mask.get(field),
                        mask.get(field)));
            }
        }
        return text.append(tagged ? ")" : "").toString();
    }

    private static String ethernet(FlowKey key, FlowKey mask) {
        StringJoiner text = new StringJoiner(",", "eth(", "),").setEmptyValue("");
        if (mask.get(FlowField.ETH_SRC) != 0) {
            text.add("src=" + MacAddresses.format(key.get(FlowField.ETH_SRC)));
        }
        if (mask.get(FlowField.ETH_DST) != 0) {
            text.add("dst=" + MacAddresses.format(key.get(FlowField.ETH_DST)));
        }
        return text.toString();
    }

    private static String vlan(FlowKey key, FlowKey mask) {
        long tci = key.get(FlowField.VLAN_TCI);
        long bits = mask.get(FlowField.VLAN_TCI);
        String text = "vid=" + (tci & FlowField.VLAN_VID_MASK);
        return bits >>> PCP_SHIFT == 0 ? text : text + ",pcp=" + (tci >>> PCP_SHIFT);
    }

    private static String fragment(FlowKey key) {
        return switch ((int) key.get(FlowField.IP_FRAG) & 3) {
            case 0 -> "no";
            case 1 -> "first";
            default -> "later";
        };
    }
}
