/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import io.opsswitch.vswitchd.spi.DatabaseFeature;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Reports statistics of the host while {@code other_config:enable-statistics} is true. */
public final class SystemStatsFeature implements DatabaseFeature {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Create the feature. */
    public SystemStatsFeature() {}

    @Override
    public String symbol() {
        return "OPS_SYSTEM_STATS";
    }

    @Override
    public Map<String, Set<String>> columns() {
        return Map.of(OpenVSwitch.TABLE, Set.of(OpenVSwitch.Column.OTHER_CONFIG, OpenVSwitch.Column.STATISTICS));
    }

    @Override
    public AutoCloseable start(FeatureContext context) {
        Path root = Path.of("/");
        HostSampler sampler = new HostSampler(root, OvsDirs.current().rundir());
        return new StatsReporter(context, sampler::sample, INTERVAL);
    }
}
