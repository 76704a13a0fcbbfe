/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.meter;

import io.opsswitch.datapath.Meter.BandType;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A meter as controllers see it. What it does with packets is the datapath's business.
 *
 * @param config how it is configured
 * @param created when it was added, in milliseconds
 * @param number the datapath's number of it, or {@link DatapathMeters#NONE}
 */
public record Meter(MeterConfig config, long created, int number) {

    /** Return the number by which controllers know it. */
    public int id() {
        return config.meter();
    }

    Meter at(int newNumber) {
        return new Meter(config, created, newNumber);
    }

    /** Return what the datapath is to do. */
    static io.opsswitch.datapath.Meter forDatapath(MeterConfig config) {
        List<io.opsswitch.datapath.Meter.Band> bands = new ArrayList<>();
        for (MeterBand band : config.bands()) {
            BandType type = band.type() == MeterBand.DROP ? BandType.DROP : BandType.DSCP_REMARK;
            bands.add(new io.opsswitch.datapath.Meter.Band(type, band.rate(), band.burst(), band.precedenceLevel()));
        }
        return new io.opsswitch.datapath.Meter((config.flags() & MeterConfig.PKTPS) == 0, bands);
    }
}
