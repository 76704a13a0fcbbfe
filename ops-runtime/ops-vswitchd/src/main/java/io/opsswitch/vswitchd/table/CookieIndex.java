/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules of all tables by their cookies: chains through the rules themselves. Used under the lock of the tables. */
final class CookieIndex {

    private static final long MULTIPLIER = 0x9e3779b97f4a7c15L;

    private @Nullable FlowRule[] buckets = new FlowRule[16];
    private int size;

    void add(FlowRule rule) {
        if (size++ >= buckets.length) {
            grow();
        }
        link(rule);
    }

    void remove(FlowRule rule) {
        FlowRule next = rule.nextOfCookie;
        FlowRule previous = rule.previousOfCookie;
        if (previous == null) {
            buckets[bucket(rule.cookie())] = next;
        } else {
            previous.nextOfCookie = next;
        }
        if (next != null) {
            next.previousOfCookie = previous;
        }
        rule.nextOfCookie = null;
        rule.previousOfCookie = null;
        size--;
    }

    /** Return the rules with a cookie, the youngest first. */
    List<FlowRule> find(long cookie) {
        List<FlowRule> found = new ArrayList<>();
        for (FlowRule rule = buckets[bucket(cookie)]; rule != null; rule = rule.nextOfCookie) {
            if (rule.cookie() == cookie) {
                found.add(rule);
            }
        }
        return found;
    }

    private void link(FlowRule rule) {
        int at = bucket(rule.cookie());
        FlowRule first = buckets[at];
        rule.previousOfCookie = null;
        rule.nextOfCookie = first;
        if (first != null) {
            first.previousOfCookie = rule;
        }
        buckets[at] = rule;
    }

    private void grow() {
        @Nullable FlowRule[] old = buckets;
        buckets = new FlowRule[2 * old.length];
        for (FlowRule first : old) {
            FlowRule rule = first;
            while (rule != null) {
                FlowRule next = rule.nextOfCookie;
                link(rule);
                rule = next;
            }
        }
    }

    private int bucket(long cookie) {
        return (int) (cookie * MULTIPLIER >>> 33) & buckets.length - 1;
    }
}
