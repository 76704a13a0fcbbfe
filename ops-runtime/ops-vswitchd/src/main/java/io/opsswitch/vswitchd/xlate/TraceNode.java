/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import java.util.ArrayList;
import java.util.List;

/**
 * A step of a translation, for people.
 *
 * @param type what kind of step
 * @param text what was done or found
 * @param children the steps inside it, in order; grows while the translation goes on
 */
public record TraceNode(Type type, String text, List<TraceNode> children) {

    /** Kinds of steps. */
    public enum Type {
        /** The packet is in a bridge. */
        BRIDGE,
        /** A table was looked up, or an action set is done. */
        TABLE,
        /** A bucket of a group. */
        BUCKET,
        /** A translation that was interrupted goes on. */
        THAW,
        /** An action. */
        ACTION,
        /** Something worth knowing. */
        DETAIL,
        /** Something that was hardly meant so. */
        WARNING,
        /** Something that ends or spoils the translation. */
        ERROR;

        /** Return whether what is inside is written below its beginning, even if nothing follows beside it. */
        public boolean isIndenting() {
            return this != BRIDGE && this != TABLE && this != THAW;
        }
    }

    TraceNode(Type type, String text) {
        this(type, text, new ArrayList<>());
    }
}
