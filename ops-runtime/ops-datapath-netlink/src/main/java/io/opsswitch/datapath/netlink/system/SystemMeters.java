/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.netlink.client.Meters;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The meters of the kernel's datapath. Safe for use by several threads. */
final class SystemMeters {

    private static final Vlog VLOG = Vlog.module("dpif_netlink");
    private static final VlogRateLimit FAILURES = new VlogRateLimit(12, 5);

    private final Supplier<Session> session;
    private final Map<Integer, Meter> meters = new ConcurrentHashMap<>();

    SystemMeters(Supplier<Session> session) {
        this.session = session;
    }

    void set(int id, Meter meter) {
        Meters.Features limits = session.get().probed.meters();
        if (Integer.compareUnsigned(id, limits.meters()) >= 0) {
            throw new IllegalArgumentException("meter " + Integer.toUnsignedString(id) + ": the kernel's datapath has "
                    + Integer.toUnsignedString(limits.meters()) + " meters");
        }
        if (meter.bands().size() > limits.bands()) {
            throw new IllegalArgumentException(
                    "a meter of " + meter.bands().size() + " bands: the kernel's datapath takes " + limits.bands());
        }
        List<Meters.Band> bands = new ArrayList<>();
        for (Meter.Band band : meter.bands()) {
            if (band.type() != Meter.BandType.DROP) {
                throw new IllegalArgumentException("a band of type " + band.type()
                        + ": the kernel's datapath only drops; use a bridge with datapath_type netdev");
            }
            bands.add(new Meters.Band(band.rate(), band.burst() == 0 ? band.rate() : band.burst()));
        }
        try {
            session.get().kernel.meters().set(id, meter.kilobits(), bands);
            meters.put(id, meter);
        } catch (NetlinkException e) {
            throw new IllegalArgumentException("the kernel's datapath refuses the meter: " + e.getMessage(), e);
        }
    }

    boolean remove(int id) {
        meters.remove(id);
        try {
            session.get().kernel.meters().delete(id);
            return true;
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENOENT && e.errno() != Errno.EINVAL) {
                tell("could not remove meter " + id, e);
            }
            return false;
        }
    }

    Meter.@Nullable Statistics statistics(int id) {
        if (!meters.containsKey(id)) {
            return null;
        }
        try {
            Meters.Counters counters = session.get().kernel.meters().get(id);
            return new Meter.Statistics(
                    counters.packets(),
                    counters.bytes(),
                    counters.bands().stream()
                            .map(band -> new Meter.BandStatistics(band.packets(), band.bytes()))
                            .toList());
        } catch (NetlinkException e) {
            return null;
        }
    }

    /** Make all meters again in a datapath that came anew. */
    void restore() {
        Map<Integer, Meter> all = Map.copyOf(meters);
        all.forEach((id, meter) -> {
            try {
                set(id, meter);
            } catch (IllegalArgumentException e) {
                tell("could not make meter " + id + " again", e);
            }
        });
    }

    private static void tell(String what, Exception e) {
        VLOG.log(FAILURES, LogLevel.WARN, "%s: %s", what, e.getMessage());
    }
}
