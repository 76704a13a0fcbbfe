/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.classifier.Hashing;
import io.opsswitch.openflow.match.Match;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a classifier that have one mask. A lookup hashes the fields of one stage after the other, and ends where
 * no rule begins with what the packet has: then only the fields so far were looked at.
 *
 * <p>Any number of readers without locks, one writer.
 */
final class Subtable {

    /** The transport ports, source first, are the upper half of one word of the key: one prefix of 32 bits. */
    private static final int PORTS_WORD = FlowField.TP_SRC.word();

    private static final long PORTS = FlowField.TP_SRC.wordMask() | FlowField.TP_DST.wordMask();
    private static final int PORTS_BITS = 32;

    private final FlowKey mask;
    /** Words with bits of the mask, and these bits. */
    private final int[] words;

    private final long[] bits;

    /** The same, apart for the stages, in their order; a word of two stages is there twice. */
    private final int[] stageWords;

    private final long[] stageBits;
    /** The stages that have bits, in their order, and where each one's words end; at least one, which may be empty. */
    private final Stage[] stages;

    private final int[] stageEnds;
    /** What the rules begin with, for each stage but the last. */
    private final HashCounts[] beginnings;

    private final int[] prefixLengths = new int[PrefixField.count()];
    /** A bit for each stage that has a field of which the mask has a prefix. */
    private final int prefixStages;

    /** How many of the ports' bits there are, up to the last one; the prefixes in the trie have this length. */
    private final int portsLength;

    private final PrefixTrie ports = new PrefixTrie();
    private final long seed = Hashing.newSeed();
    private final RuleSlots slots = new RuleSlots();

    /** How many rules there are of each priority. */
    private final TreeMap<Integer, Integer> priorities = new TreeMap<>();

    private @Nullable ClassifierRule oldest;
    private @Nullable ClassifierRule newest;

    Subtable(FlowKey mask) {
        this.mask = mask;
        StagePlan plan = StagePlan.of(mask);
        words = plan.words();
        bits = plan.bits();
        stageWords = plan.stageWords();
        stageBits = plan.stageBits();
        stages = plan.stages();
        stageEnds = plan.stageEnds();
        beginnings = new HashCounts[stages.length - 1];
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i] = new HashCounts();
        }
        int withPrefix = 0;
        for (int i = 0; i < prefixLengths.length; i++) {
            prefixLengths[i] = PrefixField.at(i).prefixLength(mask);
            withPrefix |=
                    prefixLengths[i] == 0 ? 0 : 1 << PrefixField.at(i).stage().ordinal();
        }
        prefixStages = withPrefix;
        long portsMask = mask.word(PORTS_WORD) & PORTS;
        portsLength = portsMask == 0 ? 0 : Long.SIZE - Long.numberOfTrailingZeros(portsMask);
    }

    FlowKey mask() {
        return mask;
    }

    int prefixLength(PrefixField field) {
        return prefixLengths[field.ordinal()];
    }

    int highestPriority() {
        return priorities.lastKey();
    }

    boolean isEmpty() {
        return oldest == null;
    }

    @Nullable
    ClassifierRule oldest() {
        return oldest;
    }

    /** Find the highest rule for a key that is there in a version. */
    @Nullable
    ClassifierRule find(FlowKey key, long version) {
        long hash = seed;
        for (int i = 0; i < stageWords.length; i++) {
            hash = Hashing.mix(hash, key.word(stageWords[i]) & stageBits[i]);
        }
        return find(key, Hashing.finish(hash), version);
    }

    /** Find the highest rule for a key that is there in a version, and add the bits that were looked at to a mask. */
    @Nullable
    ClassifierRule find(FlowKey key, long version, FlowKey looked, TrieState tries) {
        long hash = seed;
        int at = 0;
        int last = stages.length - 1;
        for (int stage = 0; ; stage++) {
            if ((prefixStages & 1 << stages[stage].ordinal()) != 0
                    && tries.rulesOut(this, stages[stage], key, looked)) {
                addBits(looked, at);
                return null;
            }
            for (int end = stageEnds[stage]; at < end; at++) {
                hash = Hashing.mix(hash, key.word(stageWords[at]) & stageBits[at]);
            }
            if (stage == last) {
                break;
            }
            if (!beginnings[stage].contains(Hashing.finish(hash))) {
                addBits(looked, at);
                return null;
            }
        }
        ClassifierRule rule = find(key, Hashing.finish(hash), version);
        if (rule == null && portsLength > 0) {
            long portsBefore = looked.word(PORTS_WORD) & PORTS;
            addBits(looked, at);
            narrowPorts(key, looked, portsBefore);
        } else {
            addBits(looked, at);
        }
        return rule;
    }

    /** Look at no more of the ports than it takes to know that no rule has them. */
    private void narrowPorts(FlowKey key, FlowKey looked, long before) {
        long own = mask.word(PORTS_WORD) & PORTS;
        int length = ports.lookup(key.word(PORTS_WORD) & own, 0, PORTS_BITS, null);
        long narrowed = before | own & PrefixTrie.highMask(length);
        looked.setWord(PORTS_WORD, looked.word(PORTS_WORD) & ~PORTS | narrowed);
    }

    private void addBits(FlowKey looked, int end) {
        for (int i = 0; i < end; i++) {
            int word = stageWords[i];
            long before = looked.word(word);
            // Most subtables look at what others have looked at.
            if ((before & stageBits[i]) != stageBits[i]) {
                looked.setWord(word, before | stageBits[i]);
            }
        }
    }

    private @Nullable ClassifierRule find(FlowKey key, int hash, long version) {
        @Nullable Object[] table = slots.table();
        for (int i = hash; !RuleSlots.ends(table, i); i++) {
            ClassifierRule head = RuleSlots.at(table, i, hash);
            if (head != null && matches(head, key)) {
                ClassifierRule rule = head.visible(version);
                if (rule != null) {
                    return rule;
                }
            }
        }
        return null;
    }

    private boolean matches(ClassifierRule rule, FlowKey key) {
        FlowKey wanted = rule.match().value();
        long difference = 0;
        for (int i = 0; i < words.length; i++) {
            difference |= (key.word(words[i]) ^ wanted.word(words[i])) & bits[i];
        }
        return difference == 0;
    }

    /** Return the first of the rules with this match, whether visible or not. Called by the writer. */
    @Nullable
    ClassifierRule head(Match match) {
        int hash = hash(match.value());
        @Nullable Object[] table = slots.table();
        for (int i = hash; !RuleSlots.ends(table, i); i++) {
            ClassifierRule head = RuleSlots.at(table, i, hash);
            if (head != null && matches(head, match.value())) {
                return head;
            }
        }
        return null;
    }

    private int hash(FlowKey value) {
        long hash = seed;
        for (int i = 0; i < stageWords.length; i++) {
            hash = Hashing.mix(hash, value.word(stageWords[i]) & stageBits[i]);
        }
        return Hashing.finish(hash);
    }

    /** Add a rule. Called by the writer. */
    void insert(ClassifierRule rule, TrieState.FieldTrie[] tries) {
        rule.hash = hash(rule.match().value());
        ClassifierRule head = head(rule.match());
        if (head == null) {
            addToIndexes(rule, tries);
            slots.insert(rule);
        } else {
            insertBehind(head, rule);
        }
        rule.older = newest;
        if (newest == null) {
            oldest = rule;
        } else {
            newest.newer = rule;
        }
        newest = rule;
        rule.subtable = this;
        priorities.merge(rule.priority(), 1, Integer::sum);
    }

    private void insertBehind(ClassifierRule head, ClassifierRule rule) {
        ClassifierRule previous = null;
        ClassifierRule next = head;
        while (next != null
                && (next.priority() > rule.priority()
                        || next.priority() == rule.priority() && next.removeVersion() != ClassifierRule.NOT_REMOVED)) {
            previous = next;
            next = next.next();
        }
        if (next != null && next.priority() == rule.priority()) {
            throw new IllegalArgumentException("a rule for the same packets with priority " + rule.priority()
                    + " is there; it has to be removed in the version in which this one is added");
        }
        rule.setNext(next);
        if (previous == null) {
            slots.replace(head, rule);
        } else {
            previous.setNext(rule);
        }
    }

    /** Remove a rule that is in this subtable. Called by the writer, when no reader needs it any more. */
    void remove(ClassifierRule rule, TrieState.FieldTrie[] tries) {
        ClassifierRule head = head(rule.match());
        if (head == rule) {
            ClassifierRule next = rule.next();
            if (next == null) {
                slots.remove(rule);
                removeFromIndexes(rule, tries);
            } else {
                slots.replace(rule, next);
            }
        } else {
            ClassifierRule previous = head;
            while (previous != null && previous.next() != rule) {
                previous = previous.next();
            }
            if (previous == null) {
                throw new IllegalStateException("a rule is not among those for the same packets");
            }
            previous.setNext(rule.next());
        }
        unlink(rule);
        priorities.computeIfPresent(rule.priority(), (priority, count) -> count == 1 ? null : count - 1);
    }

    private void unlink(ClassifierRule rule) {
        ClassifierRule before = rule.older;
        ClassifierRule after = rule.newer;
        if (before == null) {
            oldest = after;
        } else {
            before.newer = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.older = before;
        }
        // The way on stays, so that a walk that removes the rule it stands on can go on.
        rule.older = null;
        rule.subtable = null;
    }

    private void addToIndexes(ClassifierRule rule, TrieState.FieldTrie[] tries) {
        FlowKey value = rule.match().value();
        for (TrieState.FieldTrie trie : tries) {
            addTo(trie, value);
        }
        if (portsLength > 0) {
            ports.insert(value.word(PORTS_WORD) & PORTS, 0, portsLength);
        }
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i].increment(beginning(value, i));
        }
    }

    /** Add the prefixes of all rules to a trie. Called by the writer. */
    void addAllTo(TrieState.FieldTrie trie) {
        for (ClassifierRule rule = oldest; rule != null; rule = rule.newer) {
            // Once for those of the same match, as when they come one by one.
            if (head(rule.match()) == rule) {
                addTo(trie, rule.match().value());
            }
        }
    }

    /** Return whether a packet could match a rule of a priority and another match. Called by the writer. */
    boolean overlaps(Match match, int priority, long version) {
        for (ClassifierRule rule = oldest; rule != null; rule = rule.newer) {
            if (rule.priority() == priority
                    && rule.isVisible(version)
                    && FlowKeys.agree(match.value(), match.mask(), rule.match().value(), mask)) {
                return true;
            }
        }
        return false;
    }

    /** Add the prefix of a rule's value to a trie, if rules of this subtable have one. */
    private void addTo(TrieState.FieldTrie trie, FlowKey value) {
        PrefixField field = trie.field();
        if (prefixLength(field) > 0) {
            trie.trie().insert(field.high(value), field.low(value), prefixLength(field));
        }
    }

    private void removeFromIndexes(ClassifierRule rule, TrieState.FieldTrie[] tries) {
        FlowKey value = rule.match().value();
        for (TrieState.FieldTrie trie : tries) {
            PrefixField field = trie.field();
            if (prefixLength(field) > 0) {
                trie.trie().remove(field.high(value), field.low(value), prefixLength(field));
            }
        }
        if (portsLength > 0) {
            ports.remove(value.word(PORTS_WORD) & PORTS, 0, portsLength);
        }
        for (int i = 0; i < beginnings.length; i++) {
            beginnings[i].decrement(beginning(value, i));
        }
    }

    private int beginning(FlowKey value, int stage) {
        long hash = seed;
        for (int i = 0; i < stageEnds[stage]; i++) {
            hash = Hashing.mix(hash, value.word(stageWords[i]) & stageBits[i]);
        }
        return Hashing.finish(hash);
    }
}
