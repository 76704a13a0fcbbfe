/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts rules into their table and all indexes, and out again, in steps that can be taken back. Used under the lock of the tables.
 */
final class RuleStore {

    private final ActionFacts facts;
    private final FlowTable[] tables;
    private final CookieIndex cookies = new CookieIndex();
    private final LearnedCookies learned = new LearnedCookies();
    private final Map<Integer, Set<FlowRule>> byGroup = new HashMap<>();
    private final Map<Integer, Set<FlowRule>> byMeter = new HashMap<>();
    private final Set<FlowRule> expirable = new LinkedHashSet<>();
    /** Rules that wait until nobody uses them any more, those removed first in front. */
    private final Deque<FlowRule> retired = new ArrayDeque<>();

    private final Set<FlowTable> changed = new LinkedHashSet<>();

    RuleStore(ActionFacts facts, FlowTable[] tables) {
        this.facts = facts;
        this.tables = tables;
    }

    /** Add a rule that is there from a version on. */
    void insert(FlowRule rule, long version) {
        enter(rule);
        tableOf(rule).classifier().insert(rule, version);
    }

    /** Take back {@link #insert}: nobody has seen the rule. */
    void discard(FlowRule rule) {
        tableOf(rule).classifier().remove(rule);
        leave(rule);
    }

    /** Plan that a rule is no more from a version on. */
    void retire(FlowRule rule, long version) {
        tableOf(rule).classifier().removeIn(rule, version);
        leave(rule);
    }

    /** Take back {@link #retire}. */
    void restore(FlowRule rule) {
        tableOf(rule).classifier().removeIn(rule, FlowRule.NOT_REMOVED);
        enter(rule);
    }

    /** Have a rule taken out that was retired, once nobody uses it any more. */
    void bury(FlowRule rule) {
        retired.add(rule);
    }

    /** Take out the rules that are in no version from this one on. */
    void reclaim(long oldestInUse) {
        FlowRule first = retired.peek();
        while (first != null && first.removeVersion() <= oldestInUse) {
            tableOf(first).classifier().remove(first);
            retired.remove();
            first = retired.peek();
        }
        publish();
    }

    /** Have lookups see the subtables that the changes so far have made. */
    void publish() {
        changed.forEach(table -> table.classifier().publish());
        changed.clear();
    }

    private void enter(FlowRule rule) {
        cookies.add(rule);
        learned.add(rule.actions());
        if (rule.hasTimeout()) {
            expirable.add(rule);
        }
        tableOf(rule).entered(rule);
        facts.groups(rule.actions()).forEach(group -> index(byGroup, group).add(rule));
        facts.meters(rule.actions()).forEach(meter -> index(byMeter, meter).add(rule));
    }

    private void leave(FlowRule rule) {
        cookies.remove(rule);
        learned.remove(rule.actions());
        expirable.remove(rule);
        tableOf(rule).left(rule);
        facts.groups(rule.actions()).forEach(group -> drop(byGroup, group, rule));
        facts.meters(rule.actions()).forEach(meter -> drop(byMeter, meter, rule));
    }

    private static Set<FlowRule> index(Map<Integer, Set<FlowRule>> index, int number) {
        return index.computeIfAbsent(number, key -> new LinkedHashSet<>());
    }

    private static void drop(Map<Integer, Set<FlowRule>> index, int number, FlowRule rule) {
        index.computeIfPresent(number, (key, rules) -> rules.remove(rule) && rules.isEmpty() ? null : rules);
    }

    private FlowTable tableOf(FlowRule rule) {
        FlowTable table = tables[rule.table()];
        changed.add(table);
        return table;
    }

    /** Let a rule end sooner. */
    void reduceTimeouts(FlowRule rule, int idle, int hard) {
        tableOf(rule).left(rule);
        rule.reduceTimeouts(idle, hard);
        tableOf(rule).entered(rule);
        if (rule.hasTimeout()) {
            expirable.add(rule);
        }
    }

    LearnedCookies learned() {
        return learned;
    }

    List<FlowRule> byCookie(long cookie) {
        return cookies.find(cookie);
    }

    Collection<FlowRule> byGroup(int group) {
        return new ArrayList<>(byGroup.getOrDefault(group, Set.of()));
    }

    Collection<FlowRule> byMeter(int meter) {
        return new ArrayList<>(byMeter.getOrDefault(meter, Set.of()));
    }

    int countByGroup(int group) {
        return byGroup.getOrDefault(group, Set.of()).size();
    }

    int countByMeter(int meter) {
        return byMeter.getOrDefault(meter, Set.of()).size();
    }

    Set<FlowRule> expirable() {
        return expirable;
    }

    int retired() {
        return retired.size();
    }
}
