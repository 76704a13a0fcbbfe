/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import java.util.ArrayList;
import java.util.List;

/** What a translation found on its way, for people to read: steps inside of steps. There is none if nobody reads it. */
final class Notes {

    private static final int MAX_NOTES = 100_000;

    private final List<TraceNode> roots = new ArrayList<>();
    /** Where notes go. */
    private List<TraceNode> current = roots;

    private int count;

    List<TraceNode> roots() {
        return roots;
    }

    /** Add a step; return the list that it was added to, for {@link #resume}. */
    List<TraceNode> add(Type type, String text) {
        if (count < MAX_NOTES) {
            count++;
            current.add(new TraceNode(type, text));
        }
        return current;
    }

    /** Let the notes to come be inside of the last one; return what {@link #resume} needs. */
    List<TraceNode> enter() {
        List<TraceNode> before = current;
        if (!before.isEmpty()) {
            current = before.get(before.size() - 1).children();
        }
        return before;
    }

    void resume(List<TraceNode> before) {
        current = before;
    }
}
