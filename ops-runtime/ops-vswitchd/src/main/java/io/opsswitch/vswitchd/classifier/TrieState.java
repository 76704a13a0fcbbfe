/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowKey;

/**
 * What the tries said about the packet of one lookup: each is asked at most once, and only when a subtable comes that the
 * answer may rule out. Used by one thread.
 */
final class TrieState {

    /** A field and the prefixes that rules have of it. */
    record FieldTrie(PrefixField field, PrefixTrie trie) {}

    private final PrefixTrie.Lengths[] lengths = new PrefixTrie.Lengths[PrefixField.MAX_FIELDS];
    private final int[] looked = new int[PrefixField.MAX_FIELDS];
    private FieldTrie[] tries = {};
    /** A bit for each trie that was asked. */
    private int asked;

    TrieState() {
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = new PrefixTrie.Lengths();
        }
    }

    void begin(FieldTrie[] current) {
        tries = current;
        asked = 0;
    }

    /**
     * Return whether no rule of a subtable can match because of a field of this stage, without the lookup having to look
     * at more bits than it has or than the subtable's own prefix; the bits are added to the mask.
     */
    boolean rulesOut(Subtable subtable, Stage stage, FlowKey key, FlowKey mask) {
        for (int i = 0; i < tries.length; i++) {
            PrefixField field = tries[i].field;
            int prefix = subtable.prefixLength(field);
            if (prefix == 0 || field.stage() != stage) {
                continue;
            }
            if ((asked & 1 << i) == 0) {
                ask(i, key);
            }
            if (!lengths[i].has(prefix)) {
                if (looked[i] <= prefix) {
                    field.addPrefix(mask, looked[i]);
                    return true;
                }
                // Other parts of the table may be why so many bits were looked at.
                if (field.hasPrefix(mask, looked[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    private void ask(int index, FlowKey key) {
        PrefixField field = tries[index].field;
        asked |= 1 << index;
        if (field.isIn(key)) {
            lengths[index].clear();
            looked[index] = tries[index].trie.lookup(field.high(key), field.low(key), field.bits(), lengths[index]);
        } else {
            lengths[index].fill();
        }
    }
}
