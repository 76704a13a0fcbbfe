/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.openflow.match.Match;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule of a classifier: which packets it is for, and its priority, which never change; and in which versions it is
 * there. Subclasses add what the rule does. Changed by the classifier's writer only; what a lookup reads, readers may
 * read at any time.
 */
public abstract class ClassifierRule {

    /** The version in which a rule is removed that nobody has removed. */
    public static final long NOT_REMOVED = Long.MAX_VALUE;

    private static final Conjunction[] NONE = {};
    private static final VarHandle NEXT;

    static {
        try {
            NEXT = MethodHandles.lookup().findVarHandle(ClassifierRule.class, "next", ClassifierRule.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Match match;
    private final int priority;
    private final Conjunction[] conjunctions;

    /** Written before the rule is published. */
    private long addVersion;

    private volatile long removeVersion = NOT_REMOVED;
    /** The rule for the same packets with the next lower priority, or of an older version. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable ClassifierRule next;

    /** Hash of the match in its subtable, while it is in one; written before the rule is published. */
    int hash;
    /** Neighbours among the rules of the subtable, oldest first. Only the writer uses them. */
    @Nullable
    ClassifierRule older;

    @Nullable
    ClassifierRule newer;

    /** The subtable that the rule is in. Only the writer uses it. */
    @Nullable
    Subtable subtable;

    /**
     * Create a rule.
     *
     * @param priority larger numbers are higher priorities; above {@link Integer#MIN_VALUE}
     * @param conjunctions what conjunctions the rule is part of; if none, it matches by itself
     */
    protected ClassifierRule(Match match, int priority, List<Conjunction> conjunctions) {
        this.match = match;
        this.priority = priority;
        this.conjunctions = conjunctions.isEmpty() ? NONE : conjunctions.toArray(NONE);
    }

    /** Return which packets the rule is for. */
    public final Match match() {
        return match;
    }

    /** Return the priority. */
    public final int priority() {
        return priority;
    }

    /** Return whether lookups in a version find the rule. */
    public final boolean isVisible(long version) {
        return addVersion <= version && version < removeVersion;
    }

    /** Return the first version in which the rule is. */
    public final long addVersion() {
        return addVersion;
    }

    /** Return the first version in which the rule is no more; {@link #NOT_REMOVED} if that is not planned. */
    public final long removeVersion() {
        return removeVersion;
    }

    /** Return whether the rule is in a classifier. Called by the writer. */
    public final boolean isInClassifier() {
        return subtable != null;
    }

    final Conjunction[] conjunctions() {
        return conjunctions;
    }

    final void setAddVersion(long version) {
        addVersion = version;
    }

    final void setRemoveVersion(long version) {
        removeVersion = version;
    }

    final @Nullable ClassifierRule next() {
        return (ClassifierRule) NEXT.getAcquire(this);
    }

    final void setNext(@Nullable ClassifierRule rule) {
        NEXT.setRelease(this, rule);
    }

    /** Return the first of this rule and those behind it that is there in a version. */
    final @Nullable ClassifierRule visible(long version) {
        for (ClassifierRule rule = this; rule != null; rule = rule.next()) {
            if (rule.isVisible(version)) {
                return rule;
            }
        }
        return null;
    }
}
