/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Where messages go. Syslog has its levels and pattern but no transport: what is sent there is dropped. */
public enum LogDestination {
    /** The system log. */
    SYSLOG("ovs|%05N|%c%T|%p|%m"),
    /** Standard error, until the daemon detaches. */
    CONSOLE("%D{%Y-%m-%dT%H:%M:%SZ}|%05N|%c%T|%p|%m"),
    /** The file of {@code --log-file}. */
    FILE("%D{%Y-%m-%dT%H:%M:%S.###Z}|%05N|%c%T|%p|%m");

    final String defaultPattern;

    LogDestination(String defaultPattern) {
        this.defaultPattern = defaultPattern;
    }

    /** Return the destination of this name in any case, or null if it is none. */
    static @Nullable LogDestination parse(String word) {
        for (LogDestination destination : values()) {
            if (destination.name().equals(word.toUpperCase(Locale.ROOT))) {
                return destination;
            }
        }
        return null;
    }
}
