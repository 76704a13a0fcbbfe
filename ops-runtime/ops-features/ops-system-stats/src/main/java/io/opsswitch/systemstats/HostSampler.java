/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads figures about the host in the formats of {@code Open_vSwitch.statistics} in ovs-vswitchd.conf.db(5). A system
 * without a proc file system gives fewer. Stateless.
 */
final class HostSampler {

    private static final Vlog VLOG = Vlog.module("system_stats");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);

    private final Path proc;
    private final ProcessSampler processes;
    private final FileSystemSampler fileSystems;

    /**
     * Create a sampler.
     *
     * @param root where {@code proc} is mounted: {@code /} but in tests
     * @param rundir the folder with the pidfiles
     */
    HostSampler(Path root, Path rundir) {
        this.proc = root.resolve("proc");
        this.processes = new ProcessSampler(proc, rundir);
        this.fileSystems = new FileSystemSampler(proc.resolve("self/mounts"));
    }

    Map<String, String> sample() {
        Map<String, String> statistics = new TreeMap<>();
        statistics.put("cpu", Integer.toString(Runtime.getRuntime().availableProcessors()));
        if (Files.isDirectory(proc)) {
            guarded(() -> statistics.put("load_average", loadAverage()));
            guarded(() -> statistics.put("memory", memory()));
            guarded(() -> statistics.putAll(processes.sample()));
            guarded(() -> {
                String systems = fileSystems.sample();
                if (!systems.isEmpty()) {
                    statistics.put("file_systems", systems);
                }
            });
        }
        return statistics;
    }

    /** A part of the sample that may fail without the others. */
    private interface Part {
        void take() throws IOException;
    }

    private static void guarded(Part part) {
        try {
            part.take();
        } catch (IOException | NumberFormatException e) {
            VLOG.log(LIMIT, LogLevel.WARN, "statistics are incomplete: %s", e);
        }
    }

    private String loadAverage() throws IOException {
        String[] words = Files.readString(proc.resolve("loadavg")).split(" ");
        return String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.2f",
                Double.parseDouble(words[0]),
                Double.parseDouble(words[1]),
                Double.parseDouble(words[2]));
    }

    /** Total, used, cache, swap total, swap used; in kilobytes. */
    private String memory() throws IOException {
        Map<String, Long> values = new HashMap<>();
        List<String> lines = Files.readAllLines(proc.resolve("meminfo"), StandardCharsets.US_ASCII);
        for (String line : lines) {
            String[] words = line.split("[: ]+");
            values.put(words[0], Long.parseLong(words[1]));
        }
        long total = values.getOrDefault("MemTotal", 0L);
        long swap = values.getOrDefault("SwapTotal", 0L);
        return total
                + "," + (total - values.getOrDefault("MemFree", 0L))
                + "," + (values.getOrDefault("Buffers", 0L) + values.getOrDefault("Cached", 0L))
                + "," + swap
                + "," + (swap - values.getOrDefault("SwapFree", 0L));
    }
}
