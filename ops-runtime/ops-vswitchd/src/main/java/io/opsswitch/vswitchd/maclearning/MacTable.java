/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.maclearning;

import io.opsswitch.common.coverage.Coverage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The MAC learning table of one bridge.
 *
 * <p>An entry says on which port (by its name) a station was last seen in a VLAN. Entries age; when the table is full,
 * the port with the most entries gives up its least recently used one, so that a flood of made-up addresses on one port
 * cannot push out the stations of the others.
 *
 * <p>Whoever decided something because of the table remembers the {@link #tag} of what it looked up. Each change of an
 * answer is reported with the same tag, so that only decisions that may be wrong by now need to be taken again. A tag
 * has one bit out of 64; two stations may share it, which costs a needless look but no correctness.
 *
 * <p>Safe for use by several threads: every method holds the table's lock, and the change listener is called with it
 * held.
 */
public final class MacTable {

    /** How many entries a table holds unless configured. */
    public static final int DEFAULT_MAX_ENTRIES = 8192;
    /** After how many seconds without traffic an entry goes away unless configured. */
    public static final int DEFAULT_AGEING_SECONDS = 300;
    /** The tag of a change that may concern everything. */
    public static final long ALL_TAGS = -1L;

    private static final Coverage STAYED = Coverage.counter("mac_learning_static_none_move");

    private final LongSupplier clock;
    private final LongConsumer changes;
    private final int seed = System.identityHashCode(this);
    private final LinkedHashMap<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<String, LinkedHashMap<Long, Entry>> byPort = new HashMap<>();
    private int maxEntries = DEFAULT_MAX_ENTRIES;
    private int ageingSeconds = DEFAULT_AGEING_SECONDS;
    private Set<Integer> floodVlans = Set.of();
    private long learned;
    private long expired;
    private long evicted;
    private long moved;

    /**
     * Create an empty table.
     *
     * @param clock milliseconds on a scale that never goes back
     * @param changes takes the tag of each change
     */
    public MacTable(LongSupplier clock, LongConsumer changes) {
        this.clock = clock;
        this.changes = changes;
    }

    /** One row of the table as it was at some moment; {@code age} in seconds, meaningless if somebody has set it. */
    public record Row(String port, int vlan, long address, long age, boolean isStatic) {}

    /** Counters since the table was made, its present and greatest size, and how many entries somebody has set. */
    public record Statistics(
            int size, int maxEntries, int fixed, long learned, long expired, long evicted, long moved) {}

    /**
     * Set the limits (forced into 10–1,000,000 entries and 15–3600 seconds) and the VLANs in which nothing is learned.
     *
     * @return whether these are others than before
     */
    public synchronized boolean configure(int newMaxEntries, int newAgeingSeconds, Set<Integer> newFloodVlans) {
        maxEntries = Math.max(10, Math.min(1_000_000, newMaxEntries));
        ageingSeconds = Math.max(15, Math.min(3600, newAgeingSeconds));
        while (entries.size() > maxEntries && evict()) {
            // Until the rest fits.
        }
        if (floodVlans.equals(newFloodVlans)) {
            return false;
        }
        floodVlans = Set.copyOf(newFloodVlans);
        removeAll(entry -> floodVlans.contains(entry.vlan()));
        changes.accept(ALL_TAGS);
        return true;
    }

    /** Return the tag of the answer to a look-up. */
    public long tag(long address, int vlan) {
        long mixed = (address ^ (long) vlan << 48 ^ seed) * 0x9e3779b97f4a7c15L;
        return 1L << (mixed >>> 58);
    }

    /** Return the name of the port that a station was last seen on, or null if that is not known. */
    public synchronized @Nullable String lookup(long address, int vlan) {
        if (MacAddresses.isMulticast(address) || floodVlans.contains(vlan)) {
            return null;
        }
        Entry entry = entries.get(key(address, vlan));
        return entry == null || isExpired(entry, clock.getAsLong()) ? null : entry.port;
    }

    /**
     * Note that a station was seen; return whether that was news. A sighting older than one on another port changes
     * nothing: counters of a flow arrive late and must not undo a move.
     *
     * @param when the time of the sighting on the table's clock
     */
    public synchronized boolean learn(long address, int vlan, String port, long when) {
        if (MacAddresses.isMulticast(address) || floodVlans.contains(vlan)) {
            return false;
        }
        Long key = key(address, vlan);
        Entry entry = entries.get(key);
        if (entry != null && entry.isStatic) {
            if (!entry.port.equals(port)) {
                STAYED.hit();
            }
            return false;
        }
        if (entry != null && entry.port.equals(port)) {
            boolean wasExpired = isExpired(entry, clock.getAsLong());
            entry.seen = Math.max(entry.seen, when);
            entries.remove(key);
            entries.put(key, entry);
            Map<Long, Entry> siblings = siblings(port);
            siblings.remove(key);
            siblings.put(key, entry);
            if (wasExpired && !isExpired(entry, clock.getAsLong())) {
                changes.accept(tag(address, vlan));
                return true;
            }
            return false;
        }
        if (entry != null) {
            if (entry.seen > when) {
                return false;
            }
            remove(entry);
            moved++;
        } else {
            if (when + ageingSeconds * 1000L <= clock.getAsLong()) {
                return false;
            }
            while (entries.size() >= maxEntries && evict()) {
                // Until there is room.
            }
            if (entries.size() >= maxEntries) {
                return false;
            }
            learned++;
        }
        add(new Entry(key, port, when, false));
        return true;
    }

    private void add(Entry added) {
        entries.put(added.key, added);
        siblings(added.port).put(added.key, added);
        changes.accept(tag(added.address(), added.vlan()));
    }

    /**
     * Say on which port a station is, whatever is seen; such an entry does not age and makes no room. Return whether that
     * could be done: not for multicast addresses, and in VLANs where nothing is learned.
     */
    public synchronized boolean set(long address, int vlan, String port) {
        if (MacAddresses.isMulticast(address) || floodVlans.contains(vlan)) {
            return false;
        }
        Entry old = entries.get(key(address, vlan));
        if (old != null) {
            remove(old);
        }
        add(new Entry(key(address, vlan), port, clock.getAsLong(), true));
        return true;
    }

    /** Take back what {@link #set} said; return whether it had. */
    public synchronized boolean unset(long address, int vlan) {
        Entry entry = entries.get(key(address, vlan));
        if (entry == null || !entry.isStatic) {
            return false;
        }
        remove(entry);
        changes.accept(tag(address, vlan));
        return true;
    }

    /** Return the row of a station, or null if there is none. */
    public synchronized @Nullable Row row(long address, int vlan) {
        Entry entry = entries.get(key(address, vlan));
        return entry == null || isExpired(entry, clock.getAsLong()) ? null : row(entry, clock.getAsLong());
    }

    private static Row row(Entry entry, long now) {
        long age = Math.max(0, now - entry.seen) / 1000;
        return new Row(entry.port, entry.vlan(), entry.address(), age, entry.isStatic);
    }

    /** Remove the entries whose time has come. */
    public synchronized void expire() {
        long now = clock.getAsLong();
        List<Entry> old = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (isExpired(entry, now)) {
                old.add(entry);
            } else if (!entry.isStatic) {
                break;
            }
        }
        for (Entry entry : old) {
            remove(entry);
            expired++;
            changes.accept(tag(entry.address(), entry.vlan()));
        }
    }

    /** Forget everything that was learned. */
    public synchronized void flush() {
        entries.values().removeIf(entry -> !entry.isStatic);
        byPort.values().forEach(siblings -> siblings.values().removeIf(entry -> !entry.isStatic));
        byPort.values().removeIf(Map::isEmpty);
        changes.accept(ALL_TAGS);
    }

    /** Forget the stations on a port; return what was there. */
    public synchronized List<Row> flushPort(String port) {
        long now = clock.getAsLong();
        List<Row> gone = new ArrayList<>();
        byPort.getOrDefault(port, new LinkedHashMap<>()).values().forEach(entry -> gone.add(row(entry, now)));
        removeAll(entry -> entry.port.equals(port));
        return gone;
    }

    /** Forget a station, wherever it is. */
    public synchronized void forget(long address, int vlan) {
        Entry entry = entries.get(key(address, vlan));
        if (entry != null) {
            remove(entry);
            changes.accept(tag(address, vlan));
        }
    }

    /** Return the rows, those seen longest ago first. */
    public synchronized List<Row> rows() {
        long now = clock.getAsLong();
        List<Row> rows = new ArrayList<>(entries.size());
        for (Entry entry : entries.values()) {
            rows.add(row(entry, now));
        }
        return rows;
    }

    /** Return the counters. */
    public synchronized Statistics statistics() {
        int fixed =
                (int) entries.values().stream().filter(entry -> entry.isStatic).count();
        return new Statistics(entries.size(), maxEntries, fixed, learned, expired, evicted, moved);
    }

    /** Set the counters back to zero. */
    public synchronized void clearStatistics() {
        learned = 0;
        expired = 0;
        evicted = 0;
        moved = 0;
    }

    private boolean isExpired(Entry entry, long now) {
        return !entry.isStatic && now - entry.seen >= ageingSeconds * 1000L;
    }

    /** Remove the entry that makes room; return whether there was one. */
    private boolean evict() {
        Entry victim = null;
        int most = 0;
        for (Map<Long, Entry> siblings : byPort.values()) {
            if (siblings.size() > most) {
                for (Entry entry : siblings.values()) {
                    if (!entry.isStatic) {
                        victim = entry;
                        most = siblings.size();
                        break;
                    }
                }
            }
        }
        if (victim == null) {
            return false;
        }
        remove(victim);
        evicted++;
        changes.accept(tag(victim.address(), victim.vlan()));
        return true;
    }

    private void removeAll(Predicate<Entry> condition) {
        for (Entry entry : List.copyOf(entries.values())) {
            if (condition.test(entry)) {
                remove(entry);
                changes.accept(tag(entry.address(), entry.vlan()));
            }
        }
    }

    private void remove(Entry entry) {
        entries.remove(entry.key);
        Map<Long, Entry> siblings = siblings(entry.port);
        siblings.remove(entry.key);
        if (siblings.isEmpty()) {
            byPort.remove(entry.port);
        }
    }

    private Map<Long, Entry> siblings(String port) {
        return byPort.computeIfAbsent(port, name -> new LinkedHashMap<>());
    }

    private static Long key(long address, int vlan) {
        return (long) vlan << 48 | address;
    }

    private static final class Entry {
        private final Long key;
        private final String port;
        private final boolean isStatic;
        private long seen;

        Entry(Long key, String port, long seen, boolean isStatic) {
            this.isStatic = isStatic;
            this.key = key;
            this.port = port;
            this.seen = seen;
        }

        long address() {
            return key & 0xffff_ffff_ffffL;
        }

        int vlan() {
            return (int) (key >>> 48);
        }
    }
}
