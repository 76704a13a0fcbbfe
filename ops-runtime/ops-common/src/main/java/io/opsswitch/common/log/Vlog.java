/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The logger of one module, named as Open vSwitch names its modules ({@code bridge}, {@code jsonrpc}). Levels are set
 * with {@link VlogConfig}. A disabled call costs one volatile read; guard arguments that are dear to make with {@link
 * #enabled}. Safe for use by several threads.
 */
public final class Vlog {

    private final String name;
    private final LogLevel[] levels = new LogLevel[LogDestination.values().length];
    private volatile int mostVerbose;
    private volatile boolean rateLimited = true;

    Vlog(String name) {
        this.name = name;
        for (LogDestination destination : LogDestination.values()) {
            setLevel(destination, LogLevel.INFO);
        }
    }

    /** Return the logger of a module, always the same for one name. */
    public static Vlog module(String name) {
        return VlogConfig.module(name);
    }

    /** Return whether a message of this level would go anywhere. */
    public boolean enabled(LogLevel level) {
        return level.ordinal() <= mostVerbose;
    }

    /** Log that the program cannot go on. */
    public void emer(String format, @Nullable Object... args) {
        log(LogLevel.EMER, format, args);
    }

    /** Log a failure. */
    public void err(String format, @Nullable Object... args) {
        log(LogLevel.ERR, format, args);
    }

    /** Log something wrong that is handled. */
    public void warn(String format, @Nullable Object... args) {
        log(LogLevel.WARN, format, args);
    }

    /** Log a fact. */
    public void info(String format, @Nullable Object... args) {
        log(LogLevel.INFO, format, args);
    }

    /** Log a detail. */
    public void dbg(String format, @Nullable Object... args) {
        log(LogLevel.DBG, format, args);
    }

    /** Log a message made as by {@link String#format}; without arguments the text is taken as it is. */
    public void log(LogLevel level, String format, @Nullable Object... args) {
        if (enabled(level)) {
            VlogConfig.write(this, level, args.length == 0 ? format : String.format(Locale.ROOT, format, args));
        }
    }

    /** Log a message unless too many came lately. */
    public void log(VlogRateLimit limit, LogLevel level, String format, @Nullable Object... args) {
        if (enabled(level) && (!rateLimited || limit.admit(this, level))) {
            log(level, format, args);
        }
    }

    boolean isRateLimited() {
        return rateLimited;
    }

    void setRateLimited(boolean limited) {
        rateLimited = limited;
    }

    /** Return the module's name. */
    public String name() {
        return name;
    }

    synchronized LogLevel level(LogDestination destination) {
        return levels[destination.ordinal()];
    }

    synchronized void setLevel(LogDestination destination, LogLevel level) {
        levels[destination.ordinal()] = level;
        int most = 0;
        for (LogLevel each : levels) {
            most = each == null ? most : Math.max(most, each.ordinal());
        }
        mostVerbose = most;
    }
}
