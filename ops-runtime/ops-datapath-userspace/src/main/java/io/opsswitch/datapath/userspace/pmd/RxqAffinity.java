/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code other_config:pmd-rxq-affinity} of an interface says: a list of pairs {@code queue:core}. */
final class RxqAffinity {

    private RxqAffinity() {}

    /**
     * Return the core of each queue that is named.
     *
     * @throws IllegalArgumentException if the text is no such list
     */
    static Map<Integer, Integer> of(@Nullable String text) {
        Map<Integer, Integer> cores = new HashMap<>();
        for (String pair : text == null ? new String[0] : text.strip().split("[,\\s]+")) {
            if (!pair.matches("\\d{1,6}:\\d{1,6}")) {
                throw new IllegalArgumentException("pmd-rxq-affinity: \"" + text
                        + "\" is no list of QUEUE:CORE separated by commas; all queues go where there is room");
            }
            int colon = pair.indexOf(':');
            cores.put(Integer.parseInt(pair.substring(0, colon)), Integer.parseInt(pair.substring(colon + 1)));
        }
        return cores;
    }
}
