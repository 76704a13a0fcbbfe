/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.classifier;

import io.opsswitch.datapath.FlowKey;

/**
 * An entry of a classifier: a masked key and its mask, which never change. Subclasses add what a match leads to; state
 * that they change while the entry is in a classifier is their own business.
 */
public abstract class ClassifierEntry {

    private final FlowKey key;
    /** One object for all entries of a subtable once the entry is in a classifier. */
    private FlowKey mask;

    private volatile boolean removed;
    /** Hash of the masked key under its subtable's seed; set by the classifier before the entry is published. */
    int hash;

    /** Create an entry; key bits outside the mask are cleared. */
    protected ClassifierEntry(FlowKey key, FlowKey mask) {
        this.key = key.masked(mask);
        this.mask = mask.copy();
    }

    /** Return the masked key; not to be changed. */
    public final FlowKey key() {
        return key;
    }

    /** Return the mask; not to be changed. */
    public final FlowKey mask() {
        return mask;
    }

    /** Return whether the entry was removed or replaced, so that a cache must not use it any more. */
    public final boolean isRemoved() {
        return removed;
    }

    /** Hold an equal mask instead; called before the entry is published. */
    final void shareMask(FlowKey shared) {
        mask = shared;
    }

    final void markRemoved() {
        removed = true;
    }
}
