/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever way led to a configuration, the switch is the same as one that was started with it. */
class ReconciliationPropertyTest {
    private static final List<String> BRIDGES = List.of("br0", "br1");
    private static final List<String> PORTS = List.of("p0", "p1", "p2", "p3");

    @Property(tries = 12)
    void anyPathLeadsToTheSameSwitchAsAFreshStart(@ForAll long seed) {
        Random random = new Random(seed);
        try (TestSwitch sw = new TestSwitch()) {
            Map<String, String> where = new TreeMap<>();
            for (int step = 0; step < 25; step++) {
                change(sw, where, random);
            }
            String grown = describe(sw);
            sw.restart();
            sw.configure(edit -> {});
            assertThat(describe(sw)).isEqualTo(grown);
        }
    }

    private static void change(TestSwitch sw, Map<String, String> where, Random random) {
        String bridge = BRIDGES.get(random.nextInt(BRIDGES.size()));
        String port = PORTS.get(random.nextInt(PORTS.size()));
        boolean exists = sw.database().named("Bridge", bridge) != null;
        if (!exists) {
            sw.addBridge(bridge);
        } else if (random.nextInt(8) == 0) {
            sw.deleteBridge(bridge);
            where.values().removeIf(bridge::equals);
        } else if (!where.containsKey(port)) {
            sw.provider().setMissing(port, random.nextInt(5) == 0);
            sw.addPort(bridge, port, vlans(random), type(random));
            where.put(port, bridge);
        } else {
            switch (random.nextInt(5)) {
                case 0 -> sw.deletePort(where.remove(port), port);
                case 1 -> sw.set("Port", port, vlans(random));
                case 2 -> sw.set("Interface", port, type(random));
                case 3 -> sw.set("Interface", port, Map.of("ofport_request", 1 + random.nextInt(4)));
                default ->
                    sw.set("Bridge", bridge, Map.of("fail_mode", random.nextInt(4) == 0 ? "secure" : "standalone"));
            }
        }
    }

    private static Map<String, ?> vlans(Random random) {
        List<String> modes = List.of("access", "trunk", "native-tagged", "native-untagged");
        return Map.of(
                "vlan_mode",
                modes.get(random.nextInt(modes.size())),
                "tag",
                random.nextInt(3),
                "trunks",
                random.nextBoolean() ? Set.of() : Set.of(1, 2));
    }

    private static Map<String, ?> type(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Map.of("type", "internal");
            case 1 -> Map.of("type", "dummy", "options", Map.of("x", Integer.toString(random.nextInt(2))));
            case 2 -> Map.of("type", "patch", "options", Map.of("peer", PORTS.get(random.nextInt(PORTS.size()))));
            default -> Map.of("type", "");
        };
    }

    private static String flows(TestSwitch sw, OfBridge bridge) {
        try {
            return sw.control("bridge/dump-flows", bridge.name())
                    .replaceAll("duration=[^,]*, n_packets=\\d+, n_bytes=\\d+, ", "");
        } catch (ControlException e) {
            throw new AssertionError(e);
        }
    }

    /** Everything about the switch but the datapath's own numbers. */
    private static String describe(TestSwitch sw) {
        List<String> lines = new ArrayList<>();
        for (Backer backer : sw.vswitchd().backers()) {
            for (OfBridge bridge : backer.snapshot().bridges()) {
                lines.add(bridge.name() + " " + flows(sw, bridge));
                for (Bundle bundle : bridge.bundles()) {
                    List<String> ports = new ArrayList<>();
                    for (OfPort port : bundle.ports()) {
                        ports.add(port.name() + "/" + port.type() + "/" + port.number() + "/" + port.peer() + "/"
                                + sw.get("Interface", port.name(), "ofport"));
                    }
                    lines.add("  " + bundle.name() + " " + bundle.vlans() + " " + ports);
                }
            }
        }
        if (sw.datapath() != null) {
            List<String> devices = new ArrayList<>();
            sw.datapath().ports().forEach(port -> devices.add(port.name() + "/" + port.type()));
            devices.sort(null);
            lines.add(devices.toString());
        }
        lines.sort(null);
        return String.join("\n", lines);
    }
}
