/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Changes that are part of a solution, perhaps. Immutable.
 *
 * @param changes in the order of dependency
 * @param open reasons without common variables against each of which every solution with these changes has a change
 *     more; empty when there are none left, or none looked for yet
 * @param floor the least number of changes of a solution that has these
 * @param number in the order of making
 */
record Node(List<Change> changes, List<Reason> open, int floor, int number) {

    static Node root() {
        return new Node(List.of(), List.of(), 1, 0);
    }

    /** Return how many changes are missing at least. */
    int missing() {
        return floor - changes.size();
    }

    /** Return the changes of this node and one more. */
    List<Change> with(Change change, ToIntFunction<Change> place) {
        List<Change> more = new ArrayList<>(changes);
        int at = 0;
        while (at < more.size() && place.applyAsInt(more.get(at)) <= place.applyAsInt(change)) {
            at++;
        }
        more.add(at, change);
        return List.copyOf(more);
    }
}
