/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rules found by one lookup that match only together with others: conjunctive ones. Used by one thread; grows as
 * needed and is used again.
 */
final class SoftMatches {

    /** In no order that counts, except that the first conjunction found wins: as in Open vSwitch. */
    private @Nullable ClassifierRule[] rules = new ClassifierRule[64];

    private int size;

    /** Conjunctions of the highest rules, and the clauses that are satisfied; bits for clauses they do not have are set. */
    private int[] ids = new int[16];

    private long[] clauses = new long[16];
    private int conjunctions;

    void clear() {
        // What is behind the end keeps rules from being collected, but only those of one lookup.
        size = 0;
    }

    void add(ClassifierRule rule) {
        if (size == rules.length) {
            rules = Arrays.copyOf(rules, 2 * size);
        }
        rules[size++] = rule;
    }

    int size() {
        return size;
    }

    @Nullable
    ClassifierRule at(int index) {
        return rules[index];
    }

    /** Put what comes behind a rule, for the same packets, in its place; or null. */
    void set(int index, @Nullable ClassifierRule rule) {
        rules[index] = rule;
    }

    /** Drop those that are null or no higher than a priority. */
    void dropUpTo(int priority) {
        for (int i = 0; i < size; ) {
            ClassifierRule rule = rules[i];
            if (rule == null || rule.priority() <= priority) {
                rules[i] = rules[--size];
            } else {
                i++;
            }
        }
    }

    int highestPriority() {
        int highest = Integer.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            ClassifierRule rule = rules[i];
            highest = rule == null ? highest : Math.max(highest, rule.priority());
        }
        return highest;
    }

    int count(int priority) {
        int count = 0;
        for (int i = 0; i < size; i++) {
            ClassifierRule rule = rules[i];
            count += rule != null && rule.priority() == priority ? 1 : 0;
        }
        return count;
    }

    void beginConjunctions() {
        conjunctions = 0;
    }

    /**
     * Count in what one rule contributes, when so many rules of its priority match.
     *
     * @return the index, among the rule's conjunctions, of one all of whose clauses are satisfied now; negative if there
     *     is none
     */
    int satisfy(ClassifierRule rule, int rulesOfPriority) {
        Conjunction[] own = rule.conjunctions();
        for (int i = 0; i < own.length; i++) {
            if (own[i].clauses() <= rulesOfPriority) {
                int at = find(own[i]);
                clauses[at] |= 1L << own[i].clause();
                if (clauses[at] == -1) {
                    return i;
                }
            }
        }
        return -1;
    }

    private int find(Conjunction wanted) {
        for (int i = 0; i < conjunctions; i++) {
            if (ids[i] == wanted.id()) {
                return i;
            }
        }
        if (conjunctions == ids.length) {
            ids = Arrays.copyOf(ids, 2 * conjunctions);
            clauses = Arrays.copyOf(clauses, 2 * conjunctions);
        }
        ids[conjunctions] = wanted.id();
        clauses[conjunctions] = wanted.clauses() == Conjunction.MAX_CLAUSES ? 0 : -1L << wanted.clauses();
        return conjunctions++;
    }
}
