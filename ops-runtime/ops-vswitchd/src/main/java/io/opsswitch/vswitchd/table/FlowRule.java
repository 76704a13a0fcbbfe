/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import io.opsswitch.vswitchd.classifier.Conjunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A flow of a table. What it does never changes: a change puts another rule in its place. Read by any thread; timeouts
 * are lowered under the lock of the tables.
 */
public final class FlowRule extends ClassifierRule {

    /** Flows with higher priorities are the switch's own, and no controller sees them. */
    public static final int MAX_VISIBLE_PRIORITY = 0xffff;

    private static final long MILLIS = 1000;
    /** Two of them only say how the flow was made; dumps tell them all the same, as Open vSwitch's do. */
    private static final int LASTING_FLAGS = FlowFlags.SEND_FLOW_REMOVED
            | FlowFlags.NO_PACKET_COUNTS
            | FlowFlags.NO_BYTE_COUNTS
            | FlowFlags.CHECK_OVERLAP
            | FlowFlags.RESET_COUNTS;

    private final List<OfpAct> actions;
    private final long cookie;
    private final long created;
    private final long modified;
    private final long addedIn;
    private final FlowCounters counters;
    private final byte table;
    private final byte flags;
    private final char importance;
    private volatile char idleTimeout;
    private volatile char hardTimeout;

    /** Neighbours among the rules with one cookie's hash; see {@link CookieIndex}. */
    @Nullable
    FlowRule nextOfCookie;

    @Nullable
    FlowRule previousOfCookie;

    /** Where the rule waits to make room for others; null if it never does. */
    Eviction.@Nullable Ticket eviction;

    /** A rule that is added, or that takes the place of an older one and keeps what is its. */
    FlowRule(Template template, Match match, int priority, int table, List<Conjunction> conjunctions) {
        super(match, priority, conjunctions);
        this.actions = template.actions;
        this.cookie = template.cookie;
        this.created = template.created;
        this.modified = template.modified;
        this.addedIn = template.addedIn;
        this.counters = template.counters;
        this.table = (byte) table;
        this.flags = template.flags;
        this.importance = (char) template.importance;
        this.idleTimeout = (char) template.idleTimeout;
        this.hardTimeout = (char) template.hardTimeout;
    }

    /** What a rule is made of. */
    static final class Template {
        final List<OfpAct> actions;
        long cookie;
        long created;
        long modified;
        long addedIn;
        FlowCounters counters;
        byte flags;
        int importance;
        int idleTimeout;
        int hardTimeout;

        Template(FlowMod mod, long now, long version) {
            actions = mod.actions();
            cookie = mod.newCookie();
            created = now;
            modified = now;
            addedIn = version;
            counters = new FlowCounters(now);
            importance = mod.importance();
            idleTimeout = mod.idleTimeout();
            hardTimeout = mod.hardTimeout();
            flags = (byte) (mod.flags() & LASTING_FLAGS);
        }

        /** Take over what a rule in the place of another one keeps. */
        void replace(FlowRule old, FlowMod mod) {
            boolean adds = mod.command() == FlowCommand.ADD;
            if (!adds) {
                idleTimeout = old.idleTimeout;
                hardTimeout = old.hardTimeout;
                importance = old.importance;
                flags = old.flags;
                created = old.created;
                addedIn = old.addedIn;
            }
            boolean setsCookie = (adds || mod.modifyCookie()) && mod.newCookie() != FlowMod.NO_COOKIE;
            if (!setsCookie) {
                cookie = old.cookie;
            }
            // When it was used last is known of a flow even if its packets are counted anew.
            counters = mod.has(FlowFlags.RESET_COUNTS) ? new FlowCounters(old.counters.used()) : old.counters;
        }
    }

    /** Return what the flow does. */
    public List<OfpAct> actions() {
        return actions;
    }

    /** Return the number of the table. */
    public int table() {
        return table & 0xff;
    }

    /** Return the number that controllers know the flow by. */
    public long cookie() {
        return cookie;
    }

    /** Return when the flow was added, in milliseconds of the tables' clock. */
    public long created() {
        return created;
    }

    /** Return when the flow was changed last, in milliseconds. */
    public long modified() {
        return modified;
    }

    /** Return the version from which on the flow is there, changed since or not; {@link #addVersion} is that of the change. */
    public long addedIn() {
        return addedIn;
    }

    /** Return after how many seconds without a packet the flow ends; 0 is never. */
    public int idleTimeout() {
        return idleTimeout;
    }

    /** Return after how many seconds the flow ends; 0 is never. */
    public int hardTimeout() {
        return hardTimeout;
    }

    /** Return how important the flow is. */
    public int importance() {
        return importance;
    }

    /** Return the packets counted. */
    public FlowCounters counters() {
        return counters;
    }

    /** Return the flags of {@link FlowFlags} that stay with the flow. */
    public int flags() {
        return flags;
    }

    /** Return whether the flow is one of the switch's own. */
    public boolean isHidden() {
        return priority() > MAX_VISIBLE_PRIORITY;
    }

    boolean hasTimeout() {
        return idleTimeout != 0 || hardTimeout != 0;
    }

    /** Let timeouts be no longer than these; 0 leaves them. */
    void reduceTimeouts(int idle, int hard) {
        idleTimeout = (char) reduced(idleTimeout, idle);
        hardTimeout = (char) reduced(hardTimeout, hard);
    }

    private static int reduced(int old, int most) {
        return most != 0 && (old == 0 || old > most) ? most : old;
    }

    /** Return when the flow ends if no packet comes any more, in milliseconds; never is the greatest number. */
    long expiry() {
        long hard = hardTimeout == 0 ? Long.MAX_VALUE : modified + hardTimeout * MILLIS;
        long idle = idleTimeout == 0 ? Long.MAX_VALUE : counters.used() + idleTimeout * MILLIS;
        return Math.min(hard, idle);
    }

    /** Return why the flow has ended by a time; null if it goes on. */
    @Nullable
    RemovalReason expired(long now) {
        if (hardTimeout != 0 && now > modified + hardTimeout * MILLIS) {
            return RemovalReason.HARD_TIMEOUT;
        }
        return idleTimeout != 0 && now > counters.used() + idleTimeout * MILLIS ? RemovalReason.IDLE_TIMEOUT : null;
    }
}
