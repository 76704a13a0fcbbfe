/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.classifier.Versions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The flow tables of a bridge.
 *
 * <p>Any thread may change them: flows learn while packets are translated. There is one lock for all changes of the bridge,
 * its groups and meters included; methods take it by themselves, and who needs several of them to go together takes {@link
 * #lock} around them. The listener is called with the lock held, so that it hears of changes in their order; it must not
 * wait for anybody who may want the lock. Lookups take no lock: each thread that looks up has a {@link Versions.Reader},
 * enters the version in use for as long as it works on a packet, and asks {@link FlowTable#lookup} in that version.
 *
 * <p>A change is prepared for the next version, which no lookup uses yet; if one of those that belong together fails, all
 * are taken back, and otherwise they appear at once. Rules that are removed stay in memory until the last reader has left
 * the versions in which they were there.
 */
public final class FlowTables {

    /** The number of tables. */
    public static final int COUNT = 255;

    /** A version in which everything is that has not been removed, planned changes included. */
    static final long LATEST = Long.MAX_VALUE - 1;

    private final ReentrantLock lock = new ReentrantLock();
    private final LongSupplier clock;
    private final ActionFacts facts;
    private final Consumer<? super TableEvent> listener;
    private final Versions versions = new Versions();
    private final FlowTable[] tables = new FlowTable[COUNT];
    private final RuleStore rules;
    private final RuleSelector selector;
    private IntPredicate groups = id -> false;
    private IntPredicate meters = id -> false;
    private Runnable changed = () -> {};

    /**
     * Create empty tables.
     *
     * @param clock milliseconds, which never go back
     * @param listener is told what happens, by the thread that does it, after lookups see it and before the lock is free
     */
    public FlowTables(LongSupplier clock, ActionFacts facts, Consumer<? super TableEvent> listener) {
        this.clock = clock;
        this.facts = facts;
        this.listener = listener;
        for (int i = 0; i < COUNT; i++) {
            tables[i] = new FlowTable(i, lock);
        }
        rules = new RuleStore(facts, tables);
        selector = new RuleSelector(this, facts);
    }

    /** Say which groups and meters there are, planned changes included; before, there are none. */
    public void setResources(IntPredicate hasGroup, IntPredicate hasMeter) {
        groups = hasGroup;
        meters = hasMeter;
    }

    /** Have somebody told, with the lock held, after each change has been told to the listener, and of {@link #changed}. */
    public void setChanged(Runnable hook) {
        changed = hook;
    }

    /** Tell that something else has changed that decides what happens to packets. */
    public void changed() {
        lock.lock();
        try {
            changed.run();
        } finally {
            lock.unlock();
        }
    }

    /** Return the lock of all changes of this bridge; a thread may take it again that holds it. */
    public Lock lock() {
        return lock;
    }

    /** Return a table. */
    public FlowTable table(int id) {
        return tables[id];
    }

    /** Return the versions of all tables. */
    public Versions versions() {
        return versions;
    }

    /**
     * Change flows.
     *
     * @param cause given to the listener
     * @throws OpenFlowException if that cannot be done; nothing has changed then
     */
    public void apply(FlowMod mod, @Nullable Object cause) {
        apply(change(mod), cause);
    }

    /**
     * Change flows for the switch itself, which reaches hidden flows and tables too.
     *
     * @throws OpenFlowException if that cannot be done; nothing has changed then
     */
    public void applyInternally(FlowMod mod) {
        apply(new FlowChange(this, facts, mod, true), null);
    }

    /**
     * Make one change; see {@link #apply(FlowMod, Object)}.
     *
     * @throws OpenFlowException if that cannot be done; nothing has changed then
     */
    public void apply(TableChange change, @Nullable Object cause) {
        try {
            commit(List.of(change), cause);
        } catch (BundleException e) {
            throw e.error();
        }
    }

    /** Return the change of flows that a message asks for, to be committed together with others, once. */
    public TableChange change(FlowMod mod) {
        return new FlowChange(this, facts, mod, false);
    }

    /**
     * Check a change that is to be made later.
     *
     * @throws OpenFlowException if it cannot be made, whatever flows there will be
     */
    public void check(FlowMod mod) {
        new FlowChange(this, facts, mod, false).check();
    }

    /** Return a change that removes flows. */
    public TableChange removal(Collection<FlowRule> removed, RemovalReason reason) {
        Removal removal = new Removal(this);
        removed.forEach(rule -> removal.add(rule, reason));
        return removal;
    }

    /**
     * Let lookups in the version that is being made see what changes have been started so far; other lookups are not
     * concerned. Called from within {@link TableChange#start}.
     */
    public void publishStarted() {
        rules.publish();
    }

    /**
     * Make changes that appear in one version, in their order.
     *
     * @throws BundleException if one of them cannot be made; none is then
     */
    public void commit(List<TableChange> changes, @Nullable Object cause) throws BundleException {
        lock.lock();
        try {
            long version = versions.current() + 1;
            int started = 0;
            try {
                for (; started < changes.size(); started++) {
                    changes.get(started).start(version);
                }
            } catch (OpenFlowException e) {
                revert(changes, started);
                throw new BundleException(started, e);
            } catch (RuntimeException | Error e) {
                revert(changes, started);
                throw e;
            }
            rules.publish();
            versions.publish(version);
            List<TableEvent> events = new ArrayList<>();
            for (TableChange change : changes) {
                change.finish(cause, events);
            }
            reclaim();
            events.forEach(listener);
            removeOrphans();
            changed.run();
        } finally {
            lock.unlock();
        }
    }

    /** Remove the flows that were to go with those that learned them, if these have gone. */
    private void removeOrphans() {
        List<FlowRule> orphans = new ArrayList<>();
        for (LearnedCookies.Place place : rules.learned().takeOrphaned()) {
            orphans.addAll(select(new FlowCriteria(
                    place.table(), Match.ANY, place.cookie(), -1L, OfPorts.NONE, FlowMod.ANY_GROUP, false)));
        }
        if (!orphans.isEmpty()) {
            apply(removal(orphans, RemovalReason.DELETE), null);
        }
    }

    /** Take back the changes before an index, and what the one at the index may have done. */
    private void revert(List<TableChange> changes, int failed) {
        for (int i = failed; i >= 0; i--) {
            changes.get(i).revert();
        }
        rules.learned().takeOrphaned();
        rules.publish();
    }

    /** Take out removed flows that no reader uses any more; done with each change, and to be called now and then. */
    public void reclaim() {
        lock.lock();
        try {
            rules.reclaim(versions.oldestInUse());
        } finally {
            lock.unlock();
        }
    }

    /** Return how many removed flows wait for readers to leave. */
    public int retired() {
        lock.lock();
        try {
            return rules.retired();
        } finally {
            lock.unlock();
        }
    }

    /** Remove the flows whose time is over, and note which flows have had packets; to be called about once a second. */
    public void expire() {
        lock.lock();
        try {
            long now = now();
            Removal removal = new Removal(this);
            for (FlowRule rule : rules.expirable()) {
                RemovalReason reason = rule.expired(now);
                if (reason != null) {
                    removal.add(rule, reason);
                }
            }
            if (!removal.isEmpty()) {
                apply(removal, null);
            }
            for (FlowTable table : tables) {
                table.refreshEviction();
            }
            reclaim();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Configure a table. If it holds more flows than it may, those that may make room are removed.
     *
     * @return whether it holds no more than it may
     */
    public boolean configure(int id, TableSettings settings) {
        lock.lock();
        try {
            FlowTable table = tables[id];
            table.configure(settings);
            FlowRule evicted = table.chooseToEvict();
            while (table.excess() > 0 && evicted != null) {
                apply(removal(List.of(evicted), RemovalReason.EVICTION), null);
                evicted = table.chooseToEvict();
            }
            return table.excess() == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Let a flow end sooner: no timeout longer than these seconds; 0 leaves one. */
    public void reduceTimeouts(FlowRule rule, int idle, int hard) {
        lock.lock();
        try {
            if (rule.isVisible(LATEST)) {
                rules.reduceTimeouts(rule, idle, hard);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Return the flows that are meant, in the order of tables.
     *
     * @throws OpenFlowException if there is no such table
     */
    public List<FlowRule> select(FlowCriteria criteria) {
        lock.lock();
        try {
            return selector.loose(criteria, false);
        } finally {
            lock.unlock();
        }
    }

    /** Remove all flows, those of the switch itself too, without telling anybody but the listener. */
    public void flush() {
        lock.lock();
        try {
            FlowCriteria all = FlowCriteria.all(FlowMod.ALL_TABLES);
            List<FlowRule> flows = new ArrayList<>();
            for (FlowTable table : tables) {
                table.classifier().forEach(all.match(), LATEST, flows::add);
            }
            apply(removal(flows, RemovalReason.DELETE), null);
        } finally {
            lock.unlock();
        }
    }

    /** Return the flows that use a group. */
    public Collection<FlowRule> flowsOfGroup(int group) {
        lock.lock();
        try {
            return rules.byGroup(group);
        } finally {
            lock.unlock();
        }
    }

    /** Return how many flows use a group. */
    public int countFlowsOfGroup(int group) {
        lock.lock();
        try {
            return rules.countByGroup(group);
        } finally {
            lock.unlock();
        }
    }

    /** Return the flows that use a meter. */
    public Collection<FlowRule> flowsOfMeter(int meter) {
        lock.lock();
        try {
            return rules.byMeter(meter);
        } finally {
            lock.unlock();
        }
    }

    /** Return how many flows use a meter. */
    public int countFlowsOfMeter(int meter) {
        lock.lock();
        try {
            return rules.countByMeter(meter);
        } finally {
            lock.unlock();
        }
    }

    long now() {
        return clock.getAsLong();
    }

    RuleStore rules() {
        return rules;
    }

    RuleSelector selector() {
        return selector;
    }

    static void checkTable(int id) {
        if (id != FlowMod.ALL_TABLES && (id < 0 || id >= COUNT)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_TABLE_ID, "table " + id + ": there are tables 0 to " + (COUNT - 1));
        }
    }

    /**
     * Check that the groups and meters are there which actions use, planned changes included.
     *
     * @throws OpenFlowException if one is not
     */
    public void checkActions(List<OfpAct> actions) {
        for (int group : facts.groups(actions)) {
            if (!groups.test(group)) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBAC_BAD_OUT_GROUP,
                        "group " + Integer.toUnsignedString(group) + " does not exist, add it first");
            }
        }
        for (int meter : facts.meters(actions)) {
            if (!meters.test(meter)) {
                throw new OpenFlowException(
                        OpenFlowError.OFPMMFC_INVALID_METER,
                        "meter " + Integer.toUnsignedString(meter) + " does not exist, add it first");
            }
        }
    }
}
