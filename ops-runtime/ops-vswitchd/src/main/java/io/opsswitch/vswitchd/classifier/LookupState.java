/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a thread needs for its lookups, one after the other, in whatever classifiers: make it once and keep it, so that
 * lookups allocate nothing.
 */
public final class LookupState {

    final TrieState tries = new TrieState();
    /** For the second lookup, of a satisfied conjunction. */
    final TrieState innerTries = new TrieState();

    final SoftMatches soft = new SoftMatches();

    private @Nullable List<ClassifierRule> members;

    /** Create the state of a thread. */
    public LookupState() {}

    /** Have lookups collect the rules by which a conjunction was satisfied: for those who explain. */
    public void collectMembers() {
        members = new ArrayList<>();
    }

    /** Return the rules by which conjunctions were satisfied since {@link #collectMembers}; empty without it. */
    public List<ClassifierRule> members() {
        return members == null ? List.of() : List.copyOf(members);
    }

    void addMembers(int id, int priority) {
        if (members == null) {
            return;
        }
        for (int i = 0; i < soft.size(); i++) {
            ClassifierRule rule = soft.at(i);
            if (rule != null && rule.priority() == priority && isPartOf(rule, id) && !members.contains(rule)) {
                members.add(rule);
            }
        }
    }

    private static boolean isPartOf(ClassifierRule rule, int id) {
        for (Conjunction conjunction : rule.conjunctions()) {
            if (conjunction.id() == id) {
                return true;
            }
        }
        return false;
    }
}
