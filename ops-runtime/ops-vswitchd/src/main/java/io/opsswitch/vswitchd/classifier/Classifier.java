/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.vswitchd.classifier.TrieState.FieldTrie;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules of an OpenFlow table: finds the one with the highest priority for a packet, and which bits of the packet
 * decided that.
 *
 * <p>The idea: rules with the same mask are a {@link Subtable}, in which one look into a hash table finds the rule
 * (Srinivasan, Suri, Varghese: "Packet Classification using Tuple Space Search", SIGCOMM 1999). What is special about
 * this one (Pfaff et al.: "The Design and Implementation of Open vSwitch", NSDI 2015, section 5) is that it keeps small
 * the set of bits that it looked at, since a megaflow has to match all of them: subtables are tried by their highest
 * priority until a rule is found that is higher than all of the rest; a subtable is searched in stages, from metadata to
 * transport ports, and given up at the first stage that no rule has; and tries of prefixes tell with few bits that a
 * subtable with a longer prefix has no rule. The bits are exactly those that Open vSwitch would have looked at after the
 * same changes in the same order.
 *
 * <p>Versions: a rule is there from one version on, and until another. A lookup asks in one version; so many changes
 * become visible at once when the version in use is changed, and a reader that goes on in the old version still sees what
 * was there. A removed rule is taken out with {@link #remove} when no reader uses a version any more in which it was there
 * (see {@link Versions}).
 *
 * <p>Lookups may run in any number of threads, without locks and without allocating; all other methods are for the one
 * writer.
 */
public final class Classifier<R extends ClassifierRule> {

    /** The word of a key whose lower half is {@code conj_id}. */
    private static final int CONJUNCTION_WORD = FlowKey.PIPELINE_WORD + 9;

    private static final long CONJUNCTION_BITS = 0xffff_ffffL;

    private final Map<FlowKey, Subtable> byMask = new HashMap<>();
    private final SubtableOrder order = new SubtableOrder();
    private volatile FieldTrie[] tries = {};
    private int size;

    /** Create a classifier with tries for some fields. */
    public Classifier(List<PrefixField> prefixes) {
        setPrefixes(prefixes);
    }

    /**
     * Find the rule with the highest priority that matches a key in a version; one of those that do if there are several.
     *
     * @param key as it came when this returns; its {@code conj_id} is changed meanwhile
     * @param looked gets the bits of the key that decided; null if nobody wants to know
     */
    public @Nullable R lookup(FlowKey key, long version, @Nullable FlowKey looked, LookupState state) {
        SoftMatches soft = state.soft;
        soft.clear();
        ClassifierRule hard = search(key, version, looked, state.tries, soft);
        int priority = hard == null ? Integer.MIN_VALUE : hard.priority();
        if (soft.size() > 0 && soft.highestPriority() > priority) {
            hard = conjunctive(key, version, looked, state, hard);
        }
        return cast(hard);
    }

    /** Return the highest rule that matches by itself; those that need others are collected, or left out if null. */
    private @Nullable ClassifierRule search(
            FlowKey key, long version, @Nullable FlowKey looked, TrieState state, @Nullable SoftMatches soft) {
        SubtableOrder.Published published = order.published();
        Subtable[] subtables = published.subtables();
        int[] priorities = published.priorities();
        state.begin(tries);
        ClassifierRule best = null;
        int bestPriority = Integer.MIN_VALUE;
        for (int i = 0; i < subtables.length && priorities[i] > bestPriority; i++) {
            ClassifierRule rule =
                    looked == null ? subtables[i].find(key, version) : subtables[i].find(key, version, looked, state);
            if (rule == null || rule.priority() <= bestPriority) {
                continue;
            }
            if (rule.conjunctions().length == 0) {
                best = rule;
                bestPriority = rule.priority();
            } else if (soft != null) {
                soft.add(rule);
            }
        }
        return best;
    }

    /** Find out which of the rules that need others have them, from the highest priority down to a rule that needs none. */
    private @Nullable ClassifierRule conjunctive(
            FlowKey key, long version, @Nullable FlowKey looked, LookupState state, @Nullable ClassifierRule found) {
        SoftMatches soft = state.soft;
        ClassifierRule hard = found;
        while (true) {
            int hardPriority = hard == null ? Integer.MIN_VALUE : hard.priority();
            soft.dropUpTo(hardPriority);
            if (soft.size() == 0) {
                return hard;
            }
            int priority = soft.highestPriority();
            ClassifierRule rule = satisfied(key, version, looked, state, priority);
            if (rule != null) {
                return rule;
            }
            // Lower rules for the same packets were hidden by those that turned out to match nothing.
            for (int i = 0; i < soft.size(); i++) {
                ClassifierRule failed = soft.at(i);
                if (failed == null || failed.priority() != priority) {
                    continue;
                }
                ClassifierRule behind = failed.next();
                ClassifierRule lower = behind == null ? null : behind.visible(version);
                if (lower != null && lower.conjunctions().length == 0) {
                    if (hard == null || lower.priority() > hard.priority()) {
                        hard = lower;
                    }
                    lower = null;
                }
                soft.set(i, lower);
            }
        }
    }

    private @Nullable ClassifierRule satisfied(
            FlowKey key, long version, @Nullable FlowKey looked, LookupState state, int priority) {
        SoftMatches soft = state.soft;
        int count = soft.count(priority);
        soft.beginConjunctions();
        for (int i = 0; i < soft.size(); i++) {
            ClassifierRule member = soft.at(i);
            if (member == null || member.priority() != priority) {
                continue;
            }
            int which = soft.satisfy(member, count);
            if (which >= 0) {
                int id = member.conjunctions()[which].id();
                ClassifierRule rule = searchAs(id, key, version, looked, state);
                if (rule != null) {
                    state.addMembers(id, priority);
                    return rule;
                }
            }
        }
        return null;
    }

    /** Look up with another {@code conj_id}. */
    private @Nullable ClassifierRule searchAs(
            int id, FlowKey key, long version, @Nullable FlowKey looked, LookupState state) {
        long saved = key.word(CONJUNCTION_WORD);
        key.setWord(CONJUNCTION_WORD, saved & ~CONJUNCTION_BITS | Integer.toUnsignedLong(id));
        try {
            return search(key, version, looked, state.innerTries, null);
        } finally {
            key.setWord(CONJUNCTION_WORD, saved);
        }
    }

    /**
     * Have tries for some fields, and no others; of fields named twice the first counts, and of more than
     * {@link PrefixField#MAX_FIELDS} those at the beginning.
     *
     * @return whether that is a change
     */
    public boolean setPrefixes(List<PrefixField> prefixes) {
        FieldTrie[] old = tries;
        List<PrefixField> wanted =
                prefixes.stream().distinct().limit(PrefixField.MAX_FIELDS).toList();
        FieldTrie[] fresh = new FieldTrie[wanted.size()];
        boolean isChange = fresh.length != old.length;
        for (int i = 0; i < fresh.length; i++) {
            FieldTrie kept = i < old.length && old[i].field() == wanted.get(i) ? old[i] : null;
            isChange |= kept == null;
            fresh[i] = kept == null ? build(wanted.get(i)) : kept;
        }
        if (isChange) {
            tries = fresh;
        }
        return isChange;
    }

    private FieldTrie build(PrefixField field) {
        FieldTrie trie = new FieldTrie(field, new PrefixTrie());
        for (Subtable subtable : byMask.values()) {
            subtable.addAllTo(trie);
        }
        return trie;
    }

    /**
     * Add a rule, which lookups find from a version on. In that version no other rule with its match and priority may be
     * there. The first rule of its kind can be found only after {@link #publish}.
     */
    public void insert(R rule, long version) {
        if (rule.isInClassifier()) {
            throw new IllegalArgumentException("the rule is in a classifier already");
        }
        rule.setAddVersion(version);
        rule.setRemoveVersion(ClassifierRule.NOT_REMOVED);
        Subtable subtable = byMask.get(rule.match().mask());
        if (subtable == null) {
            subtable = new Subtable(rule.match().mask());
            subtable.insert(rule, tries);
            byMask.put(subtable.mask(), subtable);
            order.insert(subtable, rule.priority());
        } else {
            int before = subtable.highestPriority();
            subtable.insert(rule, tries);
            if (rule.priority() > before) {
                order.changePriority(subtable, rule.priority());
            }
        }
        size++;
    }

    /** Plan that a rule is no more from a version on; {@link ClassifierRule#NOT_REMOVED} takes that back. */
    public void removeIn(R rule, long version) {
        if (version < rule.addVersion()) {
            throw new IllegalArgumentException(
                    "a rule of version " + rule.addVersion() + " cannot be removed in version " + version);
        }
        rule.setRemoveVersion(version);
    }

    /** Take out a rule that no lookup can need any more: see {@link Versions#oldestInUse}. */
    public void remove(R rule) {
        Subtable subtable = rule.subtable;
        if (subtable == null) {
            throw new IllegalArgumentException("the rule is in no classifier");
        }
        int before = subtable.highestPriority();
        subtable.remove(rule, tries);
        size--;
        if (subtable.isEmpty()) {
            byMask.remove(subtable.mask());
            order.remove(subtable);
        } else if (subtable.highestPriority() != before) {
            order.changePriority(subtable, subtable.highestPriority());
        }
    }

    /**
     * Have lookups go through the subtables in the order of what is in them now. To be called after a number of changes,
     * before the version in use goes on to theirs.
     */
    public void publish() {
        order.publish();
    }

    /** Return the rule with exactly this match and priority in a version. */
    public @Nullable R find(Match match, int priority, long version) {
        Subtable subtable = byMask.get(match.mask());
        ClassifierRule rule = subtable == null ? null : subtable.head(match);
        while (rule != null && rule.priority() >= priority) {
            if (rule.priority() == priority && rule.isVisible(version)) {
                return cast(rule);
            }
            rule = rule.next();
        }
        return null;
    }

    /** Return whether some packet would match both a rule that is there in a version and another one of its priority. */
    public boolean overlaps(Match match, int priority, long version) {
        for (Subtable subtable : subtables()) {
            if (subtable.highestPriority() >= priority && subtable.overlaps(match, priority, version)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Go through the rules that are there in a version and whose packets a match has all, in the order of subtables, each
     * with its oldest rule first. The rule that is handed over may be removed.
     *
     * @param action returns whether to go on
     * @return whether the end was reached
     */
    public boolean forEach(Match covering, long version, Predicate<? super R> action) {
        Subtable exact = byMask.get(covering.mask());
        for (Subtable subtable : subtables()) {
            if (!FlowKeys.covers(subtable.mask(), covering.mask())) {
                continue;
            }
            // With the same mask only one value will do, and hashing finds it.
            ClassifierRule rule = subtable == exact ? subtable.head(covering) : subtable.oldest();
            while (rule != null) {
                ClassifierRule next = subtable == exact ? rule.next() : rule.newer;
                if (rule.isVisible(version)
                        && (subtable == exact || covering.covers(rule.match()))
                        && !action.test(own(rule))) {
                    return false;
                }
                rule = next;
            }
        }
        return true;
    }

    /** Return the number of rules, those that are planned to be added or removed included. */
    public int size() {
        return size;
    }

    /** Return the number of different masks. */
    public int masks() {
        return byMask.size();
    }

    private List<Subtable> subtables() {
        return order.all();
    }

    /** A classifier holds rules of its own type only; the structures inside know only what they need. */
    @SuppressWarnings("unchecked")
    private @Nullable R cast(@Nullable ClassifierRule rule) {
        return (R) rule;
    }

    /** The same of a rule that is there. */
    @SuppressWarnings("unchecked")
    private R own(ClassifierRule rule) {
        return (R) rule;
    }
}
