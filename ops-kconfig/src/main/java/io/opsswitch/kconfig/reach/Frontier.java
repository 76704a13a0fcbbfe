/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * The nodes to look at, the most promising first; each set of changes once.
 *
 * <p>A patient one takes nodes by their floor, and so knows that no solution is below the floor of the next. A hasty one
 * takes those first to which little is missing.
 */
final class Frontier {

    /** How much dearer a change that is missing is to the hasty one than one that is made. */
    private static final int HASTE = 5;

    private final PriorityQueue<Node> queue;
    private final Set<List<Change>> seen = new HashSet<>();
    private int numbers;

    Frontier(boolean hasty) {
        int haste = hasty ? HASTE : 1;
        queue = new PriorityQueue<>((a, b) -> {
            int order = Integer.compare(
                    a.changes().size() + haste * a.missing(), b.changes().size() + haste * b.missing());
            order = order != 0
                    ? order
                    : Integer.compare(b.changes().size(), a.changes().size());
            return order != 0 ? order : Integer.compare(a.number(), b.number());
        });
        queue.add(Node.root());
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    int size() {
        return queue.size();
    }

    Node poll() {
        return queue.remove();
    }

    /** Return the floor of the next node. */
    int floor() {
        Node next = queue.peek();
        return next == null ? Integer.MAX_VALUE : next.floor();
    }

    /** Tell whether a set of changes is new; it is not from now on. */
    boolean isNew(List<Change> changes) {
        return seen.add(changes);
    }

    void add(List<Change> changes, List<Reason> open, int floor) {
        queue.add(new Node(changes, open, floor, ++numbers));
    }
}
