/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.Vlog;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The processor cores of this host and the NUMA nodes that they belong to, or those that {@code --dummy-numa} makes up for
 * tests. Immutable.
 *
 * @param nodes the node of each core
 * @param isMadeUp whether no thread can be pinned to these cores
 */
public record CpuTopology(NavigableMap<Integer, Integer> nodes, boolean isMadeUp) {

    /** The system property with the nodes of made-up cores, separated by commas: what {@code --dummy-numa} takes. */
    public static final String MADE_UP = "ops.datapath.dummy-numa";

    private static final Vlog VLOG = Vlog.module("ovs_numa");
    private static final File SYSTEM_NODES = new File("/sys/devices/system/node");
    private static @Nullable CpuTopology last;

    /** Return the topology that holds now; the log is told of it when it is new. */
    public static synchronized CpuTopology current() {
        String madeUp = System.getProperty(MADE_UP);
        CpuTopology found = madeUp == null ? ofHost() : madeUp(madeUp);
        if (!found.equals(last)) {
            last = found;
            found.log();
        }
        return found;
    }

    /** Return made-up cores, each on the node that the text gives for it. */
    static CpuTopology madeUp(String text) {
        NavigableMap<Integer, Integer> nodes = new TreeMap<>();
        for (String node : text.split(",")) {
            try {
                int number = Integer.parseInt(node.strip());
                if (number >= 0) {
                    nodes.put(nodes.size(), number);
                    continue;
                }
            } catch (NumberFormatException e) {
                // Said below, as for a negative number.
            }
            VLOG.warn("Invalid numa node %s", node);
        }
        return new CpuTopology(nodes, true);
    }

    private static CpuTopology ofHost() {
        NavigableMap<Integer, Integer> nodes = new TreeMap<>();
        for (int node : numbers(SYSTEM_NODES, "node")) {
            for (int core : numbers(new File(SYSTEM_NODES, "node" + node), "cpu")) {
                nodes.put(core, node);
            }
        }
        for (int core = 0; nodes.isEmpty() && core < Runtime.getRuntime().availableProcessors(); core++) {
            nodes.put(core, 0);
        }
        if (nodes.isEmpty()) {
            nodes.put(0, 0);
        }
        return new CpuTopology(nodes, false);
    }

    /** Return the numbers behind a word in the names of a folder, none if there is no such folder. */
    private static int[] numbers(File folder, String word) {
        String[] names = folder.list((where, name) -> name.matches(word + "\\d{1,6}"));
        int[] numbers = new int[names == null ? 0 : names.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.parseInt(String.valueOf(names[i]).substring(word.length()));
        }
        return numbers;
    }

    private void log() {
        Map<Integer, Integer> counts = new TreeMap<>();
        nodes.values().forEach(node -> counts.merge(node, 1, Integer::sum));
        counts.forEach((node, count) -> VLOG.info("Discovered %d CPU cores on NUMA node %d", count, node));
        VLOG.info("Discovered %d NUMA nodes and %d CPU cores", counts.size(), nodes.size());
    }

    /** Return so many cores of each node, those with the lowest numbers. */
    NavigableMap<Integer, Integer> coresOfEachNode(int count) {
        Map<Integer, Integer> taken = new HashMap<>();
        NavigableMap<Integer, Integer> chosen = new TreeMap<>();
        nodes.forEach((core, node) -> {
            if (taken.merge(node, 1, Integer::sum) <= count) {
                chosen.put(core, node);
            }
        });
        return chosen;
    }

    /** Return the cores of a mask of hexadecimal digits, as far as there are such; digits that are none count as 0. */
    NavigableMap<Integer, Integer> coresOf(String mask) {
        String digits = mask.startsWith("0x") || mask.startsWith("0X") ? mask.substring(2) : mask;
        NavigableMap<Integer, Integer> chosen = new TreeMap<>();
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(digits.length() - 1 - i);
            int bits = Character.digit(digit, 16);
            if (bits < 0) {
                VLOG.warn("Invalid cpu mask: %s", digit);
            }
            for (int bit = 0; bit < 4 && bits > 0; bit++) {
                Integer node = nodes.get(4 * i + bit);
                if ((bits >> bit & 1) != 0 && node != null) {
                    chosen.put(4 * i + bit, node);
                }
            }
        }
        return chosen;
    }
}
