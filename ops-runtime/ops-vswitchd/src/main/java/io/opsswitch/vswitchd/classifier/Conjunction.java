/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

/**
 * A place of a rule in a conjunction: the rule is one of those that satisfy one of its clauses. When rules of one
 * priority satisfy all clauses for a packet, the packet is looked up again with the conjunction's number as its
 * {@code conj_id}.
 *
 * @param id the number of the conjunction, 32 bits
 * @param clause which clause, from 0
 * @param clauses how many clauses the conjunction has, 2 to {@link #MAX_CLAUSES}
 */
public record Conjunction(int id, int clause, int clauses) {

    /** The most clauses of a conjunction. */
    public static final int MAX_CLAUSES = 64;

    /** Check the numbers. */
    public Conjunction {
        if (clauses < 2 || clauses > MAX_CLAUSES || clause < 0 || clause >= clauses) {
            throw new IllegalArgumentException("clause " + (clause + 1) + " of " + clauses + ": a conjunction has 2 to "
                    + MAX_CLAUSES + " clauses, counted from 1");
        }
    }
}
