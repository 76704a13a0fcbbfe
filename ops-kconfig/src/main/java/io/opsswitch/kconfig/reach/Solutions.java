/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.util.ArrayList;
import java.util.List;

/** The shortest ways found so far, each in an order in which it has been tried. */
final class Solutions {

    /** More ways of the same length than these are not weighed against each other. */
    private static final int MOST = 40;

    private final List<List<Change>> ways = new ArrayList<>();
    private int length = Integer.MAX_VALUE;

    /** Return the number of changes of each; very large when there are none. */
    int length() {
        return length;
    }

    boolean isEmpty() {
        return ways.isEmpty();
    }

    List<List<Change>> ways() {
        return ways;
    }

    void add(List<Change> way) {
        if (way.size() < length) {
            ways.clear();
            length = way.size();
        }
        if (way.size() == length && ways.size() < MOST) {
            ways.add(List.copyOf(way));
        }
    }
}
