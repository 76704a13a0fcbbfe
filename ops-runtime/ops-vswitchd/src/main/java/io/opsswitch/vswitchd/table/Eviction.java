/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.datapath.FlowKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which flow of a table makes room for another one: one of the largest group, groups being flows that have the same
 * values in some fields; of that the least important one, and of several the one that would end first. Flows without a
 * timeout never make room. Used under the lock of the tables.
 */
final class Eviction {

    /** Where a rule waits; the expiry is the one of when it was put there. */
    record Ticket(Group group, FlowRule rule, long expiry, long number) {}

    private static final Comparator<Ticket> FIRST_TO_GO = Comparator.<Ticket>comparingInt(
                    ticket -> ticket.rule.importance())
            .thenComparingLong(Ticket::expiry)
            .thenComparingLong(Ticket::number);

    private static final Comparator<Group> LARGEST_FIRST =
            Comparator.<Group>comparingInt(group -> -group.tickets.size()).thenComparingLong(group -> group.number);

    private static final class Group {
        final FlowKey id;
        final long number;
        final TreeSet<Ticket> tickets = new TreeSet<>(FIRST_TO_GO);

        Group(FlowKey id, long number) {
            this.id = id;
            this.number = number;
        }
    }

    private final FlowKey fields;
    private final Map<FlowKey, Group> groups = new HashMap<>();
    private final TreeSet<Group> bySize = new TreeSet<>(LARGEST_FIRST);
    private long numbers;

    /** Create it for groups of flows that have the same value in the bits of a mask. */
    Eviction(FlowKey fields) {
        this.fields = fields;
    }

    void add(FlowRule rule) {
        if (!rule.hasTimeout()) {
            return;
        }
        FlowKey id = rule.match().value().masked(fields);
        Group group = groups.computeIfAbsent(id, key -> new Group(key, numbers++));
        Ticket ticket = new Ticket(group, rule, rule.expiry(), numbers++);
        bySize.remove(group);
        group.tickets.add(ticket);
        bySize.add(group);
        rule.eviction = ticket;
    }

    void remove(FlowRule rule) {
        Ticket ticket = rule.eviction;
        if (ticket == null) {
            return;
        }
        Group group = ticket.group;
        bySize.remove(group);
        group.tickets.remove(ticket);
        if (group.tickets.isEmpty()) {
            groups.remove(group.id);
        } else {
            bySize.add(group);
        }
        rule.eviction = null;
    }

    @Nullable
    FlowRule choose() {
        return bySize.isEmpty() ? null : bySize.first().tickets.first().rule;
    }

    /** Consider which packets have come by now. */
    void refresh() {
        List<FlowRule> stale = new ArrayList<>();
        for (Group group : bySize) {
            for (Ticket ticket : group.tickets) {
                if (ticket.rule.expiry() != ticket.expiry) {
                    stale.add(ticket.rule);
                }
            }
        }
        for (FlowRule rule : stale) {
            remove(rule);
            add(rule);
        }
    }

    void clear() {
        for (Group group : bySize) {
            group.tickets.forEach(ticket -> ticket.rule.eviction = null);
        }
        bySize.clear();
        groups.clear();
    }
}
