/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.action.OfpAct;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The flows that are to go with those that learned them: how many flows learn into a table with a cookie, and where the
 * last one has gone. Used under the lock of the tables.
 */
final class LearnedCookies {

    /** Where flows are learned. */
    record Place(int table, long cookie) {}

    private final Map<Place, Integer> learners = new HashMap<>();
    private final Set<Place> orphaned = new LinkedHashSet<>();

    /** Note that a flow is there. */
    void add(List<OfpAct> actions) {
        count(actions, 1);
    }

    /** Note that a flow is there no more. */
    void remove(List<OfpAct> actions) {
        count(actions, -1);
    }

    private void count(List<OfpAct> actions, int by) {
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.Clone copy) {
                count(copy.actions(), by);
            } else if (action instanceof OfpAct.Learn learn && (learn.flags() & OfpAct.Learn.DELETE_LEARNED) != 0) {
                count(new Place(learn.table(), learn.cookie()), by);
            }
        }
    }

    private void count(Place place, int by) {
        int learning = learners.merge(place, by, Integer::sum);
        if (learning == 0) {
            learners.remove(place);
            orphaned.add(place);
        } else {
            orphaned.remove(place);
        }
    }

    /** Return where flows were learned that nothing learns any more, each place once. */
    List<Place> takeOrphaned() {
        if (orphaned.isEmpty()) {
            return List.of();
        }
        List<Place> places = List.copyOf(orphaned);
        orphaned.clear();
        return places;
    }
}
