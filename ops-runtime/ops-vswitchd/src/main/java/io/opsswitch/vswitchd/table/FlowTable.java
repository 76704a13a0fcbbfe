/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.vswitchd.classifier.Classifier;
import io.opsswitch.vswitchd.classifier.LookupState;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * One flow table. Any thread may call it; lookups, what a miss means, and counting take no lock, everything else takes that
 * of {@link FlowTables}.
 */
public final class FlowTable {

    private static final int WHOLE = 100;

    private final int id;
    private final Lock lock;
    private final Classifier<FlowRule> classifier;
    private final LongAdder matched = new LongAdder();
    private final LongAdder missed = new LongAdder();
    private volatile TableMiss miss = TableMiss.DEFAULT;
    private TableSettings settings = TableSettings.DEFAULT;
    private String name = "";
    /** Whether the name is that of the configuration, which OpenFlow does not change. */
    private boolean isNameConfigured;

    private boolean evictsByOpenFlow;
    private boolean isHidden;
    private boolean isReadOnly;
    /** There while flows of this table make room for others. */
    private @Nullable Eviction eviction;

    private int size;
    private int hiddenSize;
    private VacancyWatch vacancyWatch = VacancyWatch.OFF;

    FlowTable(int id, Lock lock) {
        this.id = id;
        this.lock = lock;
        this.classifier = new Classifier<>(settings.prefixes());
    }

    /** Return the number of the table. */
    public int id() {
        return id;
    }

    /**
     * Find the flow for a packet; see {@link Classifier#lookup}.
     *
     * @param version what a reader of {@link FlowTables#versions} entered
     * @param looked gets the bits that were looked at; or null
     */
    public @Nullable FlowRule lookup(FlowKey key, long version, @Nullable FlowKey looked, LookupState state) {
        return classifier.lookup(key, version, looked, state);
    }

    /** Count packets that found a flow. */
    public void countMatched(long packets) {
        matched.add(packets);
    }

    /** Count packets that found none. */
    public void countMissed(long packets) {
        missed.add(packets);
    }

    /** Return the number of packets that found a flow. */
    public long matched() {
        return matched.sum();
    }

    /** Return the number of packets that found none. */
    public long missed() {
        return missed.sum();
    }

    /** Return what happens to packets that find no flow. */
    public TableMiss miss() {
        return miss;
    }

    /** Say what happens to packets that find no flow. */
    public void setMiss(TableMiss value) {
        miss = value;
    }

    /** Return the number of flows that controllers see. */
    public int visibleSize() {
        lock.lock();
        try {
            return size - hiddenSize;
        } finally {
            lock.unlock();
        }
    }

    /** Return the number of flows, hidden ones included. */
    public int size() {
        lock.lock();
        try {
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** Return the number of different masks. */
    public int masks() {
        lock.lock();
        try {
            return classifier.masks();
        } finally {
            lock.unlock();
        }
    }

    /** Return how the table is configured. */
    public TableSettings settings() {
        lock.lock();
        try {
            return settings;
        } finally {
            lock.unlock();
        }
    }

    /** Return what people call the table; empty for no name. */
    public String name() {
        lock.lock();
        try {
            return name;
        } finally {
            lock.unlock();
        }
    }

    /** Return whether a controller may give the table a name: not another one than the configuration does. */
    public boolean mayBeNamed(String wanted) {
        lock.lock();
        try {
            return !isNameConfigured || name.equals(wanted);
        } finally {
            lock.unlock();
        }
    }

    /** Give the table a name, as a controller wants it; empty for none. Nothing happens if the configuration names it. */
    public void setNameByOpenFlow(String wanted) {
        lock.lock();
        try {
            name = isNameConfigured ? name : wanted;
        } finally {
            lock.unlock();
        }
    }

    /** Return whether a controller has had flows make room for others. */
    public boolean evictsByOpenFlow() {
        lock.lock();
        try {
            return evictsByOpenFlow;
        } finally {
            lock.unlock();
        }
    }

    /** Have flows make room for others, or not: as a controller wants it, besides what the configuration says. */
    public void setEvictsByOpenFlow(boolean value) {
        lock.lock();
        try {
            evictsByOpenFlow = value;
            updateEviction(settings.evictionFields());
        } finally {
            lock.unlock();
        }
    }

    /** Return whether requests for all tables leave this one out. */
    public boolean isHidden() {
        lock.lock();
        try {
            return isHidden;
        } finally {
            lock.unlock();
        }
    }

    /** Return whether only the switch itself changes the flows. */
    public boolean isReadOnly() {
        lock.lock();
        try {
            return isReadOnly;
        } finally {
            lock.unlock();
        }
    }

    /** Keep the table for the switch itself. */
    public void reserve() {
        lock.lock();
        try {
            isHidden = true;
            isReadOnly = true;
        } finally {
            lock.unlock();
        }
    }

    /** Return how much room there is, in percent; the whole if there is no limit. */
    public int vacancy() {
        lock.lock();
        try {
            int max = settings.maxFlows();
            if (max == 0) {
                return WHOLE;
            }
            return size >= max ? 0 : (int) ((max - size) * (double) WHOLE / max);
        } finally {
            lock.unlock();
        }
    }

    /** Return when it is told how much room there is. */
    public VacancyWatch vacancyWatch() {
        lock.lock();
        try {
            return vacancyWatch;
        } finally {
            lock.unlock();
        }
    }

    /** Have it told when there is less room than some percent, or more than others. */
    public void watchVacancy(int down, int up) {
        lock.lock();
        try {
            boolean awaitsUp = vacancyWatch.isOn() ? vacancyWatch.awaitsUp() : vacancy() < up;
            vacancyWatch = new VacancyWatch(true, down, up, awaitsUp);
        } finally {
            lock.unlock();
        }
    }

    /** Have it told no more. */
    public void stopWatchingVacancy() {
        lock.lock();
        try {
            vacancyWatch = VacancyWatch.OFF;
        } finally {
            lock.unlock();
        }
    }

    void checkVacancy(List<TableEvent> events) {
        int vacancy = vacancy();
        VacancyWatch watch = vacancyWatch;
        if (watch.isOn() && (watch.awaitsUp() ? vacancy > watch.up() : vacancy < watch.down())) {
            events.add(new TableEvent.Vacancy(this, watch.awaitsUp()));
            vacancyWatch = new VacancyWatch(true, watch.down(), watch.up(), !watch.awaitsUp());
        }
    }

    Classifier<FlowRule> classifier() {
        return classifier;
    }

    boolean isFull() {
        return size >= settings.maxFlows();
    }

    /** Return how many flows there are above the limit. */
    int excess() {
        return Math.max(0, size - settings.maxFlows());
    }

    @Nullable
    FlowRule chooseToEvict() {
        return eviction == null ? null : eviction.choose();
    }

    void refreshEviction() {
        if (eviction != null) {
            eviction.refresh();
        }
    }

    void configure(TableSettings wanted) {
        FlowKey fieldsBefore = settings.evictionFields();
        settings = wanted;
        boolean hasName = !wanted.name().isEmpty();
        if (hasName || isNameConfigured) {
            name = wanted.name();
            isNameConfigured = hasName;
        }
        classifier.setPrefixes(wanted.prefixes());
        updateEviction(fieldsBefore);
    }

    private void updateEviction(FlowKey fieldsBefore) {
        boolean evicts = evictsByOpenFlow || settings.evicts();
        if (eviction != null && evicts && fieldsBefore.equals(settings.evictionFields())) {
            return;
        }
        if (eviction != null) {
            eviction.clear();
            eviction = null;
        }
        if (evicts) {
            Eviction fresh = new Eviction(settings.evictionFields());
            classifier.forEach(Match.ANY, FlowTables.LATEST, rule -> {
                fresh.add(rule);
                return true;
            });
            eviction = fresh;
        }
    }

    void entered(FlowRule rule) {
        size++;
        hiddenSize += rule.isHidden() ? 1 : 0;
        if (eviction != null) {
            eviction.add(rule);
        }
    }

    void left(FlowRule rule) {
        size--;
        hiddenSize -= rule.isHidden() ? 1 : 0;
        if (eviction != null) {
            eviction.remove(rule);
        }
    }
}
