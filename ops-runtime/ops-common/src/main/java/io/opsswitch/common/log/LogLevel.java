/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How important a message is; a destination set to a level gets that one and all before it. */
public enum LogLevel {
    /** For destinations only: no message at all. */
    OFF,
    /** The program cannot go on. */
    EMER,
    /** Something failed for good. */
    ERR,
    /** Something is wrong but handled. */
    WARN,
    /** A fact for the log. */
    INFO,
    /** Details for finding faults. */
    DBG;

    /** Return the level of this name in any case, or null if it is none. */
    static @Nullable LogLevel parse(String word) {
        for (LogLevel level : values()) {
            if (level.name().equals(word.toUpperCase(Locale.ROOT))) {
                return level;
            }
        }
        return null;
    }
}
