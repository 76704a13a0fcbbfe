/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A datapath of the kernel in memory. Guarded by the kernel's lock. */
final class FakeDatapath {
    static final int MAX_PORTS = 65535;

    final int number;
    final String name;
    final Map<Integer, FakePort> ports = new TreeMap<>();
    final List<FakeFlow> flows = new ArrayList<>();
    final Map<Integer, FakeMeter> meters = new TreeMap<>();
    /** Decides on samples; always the same numbers, so that tests are repeatable. */
    final Random random = new Random(1);

    List<Integer> cpuPids = List.of();
    int features;
    long hits;
    long missed;
    long lost;
    long maskHits;

    FakeDatapath(int number, String name) {
        this.number = number;
        this.name = name;
    }

    @Nullable
    FakePort port(String portName) {
        return ports.values().stream()
                .filter(port -> port.name.equals(portName))
                .findFirst()
                .orElse(null);
    }

    int freePort() {
        int free = 1;
        while (ports.containsKey(free)) {
            free++;
        }
        return free;
    }
}
