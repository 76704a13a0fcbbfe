/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Bridges with three ports and a patch port to the next one; the tables are given. */
public final class TestBridges {

    private TestBridges() {}

    /** Return bridges of which the first one has the datapath's ports 1 to 3, the next one 11 to 13. */
    public static SwitchSnapshot of(TestTables... tables) {
        return of(0, tables);
    }

    /** Return such bridges; controllers have set something about the first port of the first one. */
    public static SwitchSnapshot of(int config, TestTables... tables) {
        List<OfBridge> bridges = new ArrayList<>();
        for (int number = 0; number < tables.length; number++) {
            List<Bundle> bundles = new ArrayList<>();
            for (int port = 1; port <= 3; port++) {
                OfPort each = OfPort.of("p" + number + port, "dummy", port, 10 * number + port);
                bundles.add(bundle(number == 0 && port == 1 ? each.withConfig(config) : each));
            }
            int other = (number + 1) % Math.max(2, tables.length);
            bundles.add(bundle(OfPort.patch("patch" + number, 9, "patch" + other, new PatchCounters())));
            MacTable learned = new MacTable(() -> 1_000_000, tags -> {});
            UUID row = new UUID(1, number);
            bridges.add(new OfBridge("br" + number, row, false, bundles, learned, tables[number].pipeline, List.of()));
        }
        return new SwitchSnapshot(1, bridges);
    }

    private static Bundle bundle(OfPort port) {
        return new Bundle(port.name(), new UUID(2, 0), VlanSettings.TRUNK_ALL, false, List.of(port));
    }
}
