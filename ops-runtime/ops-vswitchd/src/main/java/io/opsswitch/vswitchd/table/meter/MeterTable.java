/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.meter;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Meter.BandStatistics;
import io.opsswitch.datapath.Meter.Statistics;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.RemovalReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a bridge. Any thread may call it: changes are made under the lock of the flow tables, {@link #meter} takes
 * none. Meters have no versions: OpenFlow puts them into no bundle.
 */
public final class MeterTable {

    private static final Vlog VLOG = Vlog.module("ofproto");

    private final FlowTables tables;
    private final LongSupplier clock;
    private final int maxMeters;
    private final int maxBands;
    private final Map<Integer, Meter> meters = new ConcurrentSkipListMap<>(Integer::compareUnsigned);
    private volatile @Nullable DatapathMeters datapath;

    /**
     * Create an empty table.
     *
     * @param tables whose flows use the meters
     * @param clock milliseconds
     */
    public MeterTable(FlowTables tables, LongSupplier clock, int maxMeters, int maxBands) {
        this.tables = tables;
        this.clock = clock;
        this.maxMeters = maxMeters;
        this.maxBands = maxBands;
    }

    /** Return how many meters there may be. */
    public int maxMeters() {
        return maxMeters;
    }

    /** Return how many bands a meter may have. */
    public int maxBands() {
        return maxBands;
    }

    /** Return a meter, or null. */
    public @Nullable Meter meter(int id) {
        return meters.get(id);
    }

    /** Return the datapath's number of a meter, or {@link DatapathMeters#NONE}: packets then pass without it. */
    public int datapathNumber(int id) {
        Meter meter = meters.get(id);
        return meter == null ? DatapathMeters.NONE : meter.number();
    }

    /** Return what a meter has counted. */
    public Statistics statistics(Meter meter) {
        DatapathMeters current = datapath;
        Statistics counted =
                current == null || meter.number() == DatapathMeters.NONE ? null : current.statistics(meter.number());
        return counted != null
                ? counted
                : new Statistics(
                        0, 0, Collections.nCopies(meter.config().bands().size(), new BandStatistics(0, 0)));
    }

    /**
     * Let a datapath have all meters, those that are there and those to come, in place of the one before.
     *
     * @param next the bridge's datapath, or null if it has none any more
     */
    public void setDatapath(@Nullable DatapathMeters next) {
        tables.lock().lock();
        try {
            meters.values().forEach(this::removeFromDatapath);
            datapath = next;
            meters.replaceAll((id, meter) -> meter.at(numberOrNone(meter.config())));
            tables.changed();
        } finally {
            tables.lock().unlock();
        }
    }

    private void removeFromDatapath(Meter meter) {
        DatapathMeters current = datapath;
        if (current != null && meter.number() != DatapathMeters.NONE) {
            current.remove(meter.number());
        }
    }

    private int numberOrNone(MeterConfig config) {
        try {
            return install(config, DatapathMeters.NONE);
        } catch (OpenFlowException e) {
            VLOG.warn("%s: packets pass without it", e.getMessage());
            return DatapathMeters.NONE;
        }
    }

    /** Let the datapath have a meter; return its number there. */
    private int install(MeterConfig config, int number) {
        DatapathMeters current = datapath;
        if (current == null) {
            return DatapathMeters.NONE;
        }
        try {
            if (number == DatapathMeters.NONE) {
                return current.add(Meter.forDatapath(config));
            }
            current.change(number, Meter.forDatapath(config));
            return number;
        } catch (IllegalArgumentException e) {
            throw error(OpenFlowError.OFPMMFC_OUT_OF_METERS, config, e.getMessage());
        }
    }

    /** Return whether flows may use a meter: what {@link FlowTables#setResources} asks for. */
    public boolean contains(int id) {
        return meters.containsKey(id);
    }

    /** Return all meters by number. */
    public List<Meter> all() {
        return List.copyOf(meters.values());
    }

    /** Return how many flows use a meter. */
    public int references(Meter meter) {
        return tables.countFlowsOfMeter(meter.id());
    }

    /**
     * Change meters.
     *
     * @param cause given to the listener of the tables with flows that are removed
     * @throws OpenFlowException if that cannot be done; nothing has changed then
     */
    public void apply(MeterMod mod, @Nullable Object cause) {
        tables.lock().lock();
        try {
            switch (mod.command()) {
                case ADD -> {
                    check(mod);
                    if (contains(mod.meter().meter())) {
                        throw error(OpenFlowError.OFPMMFC_METER_EXISTS, mod, "it is there already, modify it instead");
                    }
                    if (meters.size() >= maxMeters) {
                        throw error(
                                OpenFlowError.OFPMMFC_OUT_OF_METERS,
                                mod,
                                "there are " + maxMeters + " meters already, delete some");
                    }
                    int number = install(mod.meter(), DatapathMeters.NONE);
                    meters.put(mod.meter().meter(), new Meter(mod.meter(), clock.getAsLong(), number));
                }
                case MODIFY -> {
                    check(mod);
                    Meter old = meters.get(mod.meter().meter());
                    if (old == null) {
                        throw error(OpenFlowError.OFPMMFC_UNKNOWN_METER, mod, "there is no such meter, add it first");
                    }
                    int number = install(mod.meter(), old.number());
                    meters.put(mod.meter().meter(), new Meter(mod.meter(), old.created(), number));
                }
                case DELETE -> delete(mod, cause);
            }
            tables.changed();
        } finally {
            tables.lock().unlock();
        }
    }

    private void check(MeterMod mod) {
        boolean isSpecial =
                mod.meter().meter() == MeterConfig.SLOWPATH || mod.meter().meter() == MeterConfig.CONTROLLER;
        if (mod.meter().meter() == 0
                || Integer.compareUnsigned(mod.meter().meter(), MeterConfig.MAX) > 0 && !isSpecial) {
            throw error(
                    OpenFlowError.OFPMMFC_INVALID_METER,
                    mod,
                    "numbers go from 1 to " + Integer.toUnsignedString(MeterConfig.MAX));
        }
        if (mod.meter().bands().size() > maxBands) {
            throw error(OpenFlowError.OFPMMFC_OUT_OF_BANDS, mod, "a meter has at most " + maxBands + " bands");
        }
        for (MeterBand band : mod.meter().bands()) {
            if (band.rate() == 0) {
                throw error(OpenFlowError.OFPMMFC_BAD_RATE, mod, "the rate of a band has to be positive");
            }
        }
    }

    private void delete(MeterMod mod, @Nullable Object cause) {
        List<Meter> doomed = new ArrayList<>();
        if (mod.meter().meter() == MeterConfig.ALL) {
            doomed.addAll(meters.values());
        } else {
            Meter meter = meters.get(mod.meter().meter());
            if (meter != null) {
                doomed.add(meter);
            }
        }
        List<FlowRule> flows = new ArrayList<>();
        doomed.forEach(meter -> flows.addAll(tables.flowsOfMeter(meter.id())));
        if (!flows.isEmpty()) {
            tables.apply(tables.removal(flows, RemovalReason.METER_DELETE), cause);
        }
        doomed.forEach(meter -> {
            meters.remove(meter.id());
            removeFromDatapath(meter);
        });
    }

    private static OpenFlowException error(OpenFlowError error, MeterMod mod, String text) {
        return error(error, mod.meter(), text);
    }

    private static OpenFlowException error(OpenFlowError error, MeterConfig meter, @Nullable String text) {
        return new OpenFlowException(error, "meter " + Integer.toUnsignedString(meter.meter()) + ": " + text);
    }
}
