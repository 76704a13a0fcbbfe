/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.io.FileOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The process's logging: modules, levels, patterns and the log file. There is one of it, as in Open vSwitch. All state
 * is guarded by the class's own lock; a line is written whole, under that lock, so that lines are in the order of their
 * numbers.
 */
public final class VlogConfig {

    /** Modules that can be named in {@code -v} before any code of theirs has run. */
    private static final String KNOWN =
            "bridge bond bfd cfm connmgr coverage daemon daemon_unix dpif dpif_netdev fatal_signal file jsonrpc lacp lldp"
                    + " lockfile mac_learning memory netdev netdev_linux netlink ofp_util ofproto ofproto_dpif"
                    + " ofproto_dpif_upcall ofproto_dpif_xlate ovsdb ovsdb_client ovsdb_file ovsdb_idl ovsdb_jsonrpc_server"
                    + " ovsdb_log ovsdb_server poll_loop raft rconn reconnect socket_util stp rstp stream stream_fd"
                    + " stream_ssl stream_tcp stream_unix svec system_stats timeval tunnel unixctl util vconn vlog"
                    + " vswitchd";

    private static final Object LOCK = new Object();
    private static final Map<String, Vlog> MODULES = new TreeMap<>();
    private static final LogDestination[] DESTINATIONS = LogDestination.values();

    /** What was set for all modules holds for those, too, that are loaded later. */
    private static final LogLevel[] DEFAULTS = new LogLevel[DESTINATIONS.length];

    static {
        Arrays.fill(DEFAULTS, LogLevel.INFO);
    }

    private static final Map<LogDestination, String> PATTERNS = new EnumMap<>(LogDestination.class);
    private static String program = "ops";
    private static boolean consoleClosed;
    private static @Nullable Path file;
    private static @Nullable FileOutputStream out;
    private static @Nullable Syslog syslog;
    private static @Nullable Syslog syslogTarget;
    private static long count;
    private static final List<LogCapture> CAPTURES = new ArrayList<>();

    static {
        for (String name : KNOWN.split(" ")) {
            MODULES.put(name, new Vlog(name));
        }
        for (LogDestination destination : LogDestination.values()) {
            PATTERNS.put(destination, destination.defaultPattern);
        }
    }

    private VlogConfig() {}

    /** Set the name under which the process writes. */
    public static void setProgram(String name) {
        synchronized (LOCK) {
            program = name;
        }
    }

    static String program() {
        return program;
    }

    static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "-";
        }
    }

    static Vlog module(String name) {
        synchronized (LOCK) {
            Vlog known = MODULES.get(name); // no lambda here: the first one of a process costs every tool's start
            if (known == null) {
                known = new Vlog(name);
                for (int i = 0; i < DEFAULTS.length; i++) {
                    known.setLevel(DESTINATIONS[i], DEFAULTS[i]);
                }
                MODULES.put(name, known);
            }
            return known;
        }
    }

    /**
     * Change levels or a pattern: {@code [module][:destination][:level]} with the words in any order, separated by
     * spaces, commas or colons; or {@code PATTERN:destination:pattern}; empty sets everything to {@code dbg}.
     *
     * @throws IllegalArgumentException with Open vSwitch's text if the specification is wrong
     */
    public static void set(String specification) {
        String[] words = specification.strip().split("[ ,:\t]+", -1);
        String first = words[0].toUpperCase(Locale.ROOT);
        if (first.equals("PATTERN")) {
            setPattern(specification);
        } else if (first.equals("FACILITY")) {
            require(words.length == 2, "invalid facility");
        } else {
            setLevels(words);
        }
    }

    private static void setPattern(String specification) {
        String[] parts = specification.split("[ ,:\t]", 3);
        require(parts.length > 1, "missing destination");
        LogDestination only = LogDestination.parse(parts[1]);
        require(only != null || parts[1].equalsIgnoreCase("ANY"), "unknown destination \"" + parts[1] + "\"");
        synchronized (LOCK) {
            for (LogDestination destination : LogDestination.values()) {
                if (only == null || only == destination) {
                    PATTERNS.put(destination, parts.length > 2 ? parts[2] : "");
                }
            }
        }
    }

    private static void setLevels(String[] words) {
        LogDestination destination = null;
        LogLevel level = null;
        Vlog module = null;
        for (String word : words) {
            if (word.isEmpty() || word.equalsIgnoreCase("ANY")) {
                continue;
            }
            if (LogDestination.parse(word) != null) {
                require(destination == null, "cannot specify multiple destinations");
                destination = LogDestination.parse(word);
            } else if (LogLevel.parse(word) != null) {
                require(level == null, "cannot specify multiple levels");
                level = LogLevel.parse(word);
            } else {
                Vlog found;
                synchronized (LOCK) {
                    found = MODULES.get(word.replace('-', '_'));
                }
                require(found != null, "no destination, level, or module \"" + word + "\"");
                require(module == null, "cannot specify multiple modules");
                module = found;
            }
        }
        setLevel(module, destination, level == null ? LogLevel.DBG : level);
    }

    /** Set the level of one module or all (null) at one destination or all (null). */
    public static void setLevel(@Nullable Vlog module, @Nullable LogDestination destination, LogLevel level) {
        Collection<Vlog> modules;
        synchronized (LOCK) {
            modules = module == null ? new ArrayList<>(MODULES.values()) : List.of(module);
            for (int i = 0; module == null && i < DEFAULTS.length; i++) {
                if (destination == null || destination == DESTINATIONS[i]) {
                    DEFAULTS[i] = level;
                }
            }
        }
        for (Vlog each : modules) {
            for (LogDestination target : LogDestination.values()) {
                if (destination == null || destination == target) {
                    each.setLevel(target, level);
                }
            }
        }
    }

    /**
     * Have messages dropped that come too often, or all written, for one module or all ({@code ANY} in any case).
     *
     * @throws IllegalArgumentException if there is no such module
     */
    public static void setRateLimited(String module, boolean limited) {
        Collection<Vlog> modules;
        synchronized (LOCK) {
            Vlog found = MODULES.get(module.replace('-', '_'));
            modules = module.equalsIgnoreCase("ANY")
                    ? new ArrayList<>(MODULES.values())
                    : found == null ? List.of() : List.of(found);
        }
        require(!modules.isEmpty(), "unknown module");
        modules.forEach(each -> each.setRateLimited(limited));
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Start to append to a log file. */
    public static void openFile(Path path) throws IOException {
        FileOutputStream opened = new FileOutputStream(path.toFile(), true);
        FileOutputStream old;
        synchronized (LOCK) {
            old = out;
            out = opened;
            file = path;
        }
        if (old != null) {
            old.close();
        }
        module("vlog").info("opened log file %s", path);
    }

    /** Close the log file and open it anew by its name; returns false if there is none. */
    public static boolean reopenFile() throws IOException {
        Path path;
        synchronized (LOCK) {
            path = file;
        }
        if (path == null) {
            return false;
        }
        module("vlog").info("closing log file");
        openFile(path);
        return true;
    }

    /** Stop writing to the log file until it is reopened. */
    public static void closeFile() throws IOException {
        FileOutputStream old;
        synchronized (LOCK) {
            old = out;
            out = null;
        }
        if (old != null) {
            old.close();
        }
    }

    /**
     * Send lines to a syslog server: {@code udp:IP:PORT}, or {@code null} for none.
     *
     * @throws IllegalArgumentException if it is neither; the message is for the user
     */
    public static void setSyslogMethod(String method) {
        Syslog opened = Syslog.method(method);
        synchronized (LOCK) {
            if (syslog != null) {
                syslog.close();
            }
            syslog = opened;
        }
    }

    /**
     * Send lines to a syslog server in the form of RFC 5424 also.
     *
     * @param target a host and perhaps a port
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    public static void setSyslogTarget(String target) {
        Syslog opened = Syslog.target(target);
        synchronized (LOCK) {
            if (syslogTarget != null) {
                syslogTarget.close();
            }
            syslogTarget = opened;
        }
    }

    private static void send(
            @Nullable Syslog target, Vlog module, LogLevel level, long number, Instant now, String text) {
        if (target == null) {
            return;
        }
        String pattern = target.pattern();
        String line = VlogPattern.format(
                pattern == null ? pattern(LogDestination.SYSLOG) : pattern, module, level, number, now, text);
        try {
            target.send(level, line);
        } catch (IOException e) {
            // UDP promises nothing: a server that is away must not disturb the switch. The other destinations have it.
        }
    }

    /** Write nothing to standard error any more, whatever the levels: the daemon has detached. */
    public static void closeConsole() {
        synchronized (LOCK) {
            consoleClosed = true;
        }
        setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
    }

    static void add(LogCapture capture) {
        synchronized (LOCK) {
            CAPTURES.add(capture);
        }
    }

    static void remove(LogCapture capture) {
        synchronized (LOCK) {
            CAPTURES.remove(capture);
        }
    }

    static void write(Vlog module, LogLevel level, String message) {
        Instant now = Instant.now();
        synchronized (LOCK) {
            long number = ++count;
            if (!consoleClosed
                    && CAPTURES.isEmpty()
                    && module.level(LogDestination.CONSOLE).compareTo(level) >= 0) {
                System.err.println(
                        VlogPattern.format(pattern(LogDestination.CONSOLE), module, level, number, now, message));
            }
            if (module.level(LogDestination.SYSLOG).compareTo(level) >= 0) {
                send(syslog, module, level, number, now, message);
                send(syslogTarget, module, level, number, now, message);
            }
            boolean toFile = module.level(LogDestination.FILE).compareTo(level) >= 0;
            if (toFile && (out != null || !CAPTURES.isEmpty())) {
                String line = VlogPattern.format(pattern(LogDestination.FILE), module, level, number, now, message);
                for (LogCapture each : CAPTURES) {
                    each.add(line);
                }
                try {
                    if (out != null) {
                        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException e) {
                    // A log that cannot be written must not stop the switch; the console gets one last line.
                    System.err.println(program + ": " + file + ": write failed (" + e.getMessage() + ")");
                    out = null;
                }
            }
        }
    }

    private static String pattern(LogDestination destination) {
        return PATTERNS.getOrDefault(destination, destination.defaultPattern);
    }

    /** Return the table that {@code vlog/list} prints. */
    public static String list() {
        StringBuilder text = new StringBuilder("                 console    syslog    file\n");
        text.append("                 -------    ------    ------\n");
        List<Vlog> modules;
        synchronized (LOCK) {
            modules = new ArrayList<>(MODULES.values());
        }
        for (Vlog module : modules) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-16s  %4s       %4s       %4s%s\n",
                    module.name(),
                    module.level(LogDestination.CONSOLE),
                    module.level(LogDestination.SYSLOG),
                    module.level(LogDestination.FILE),
                    module.isRateLimited() ? "" : "    (rate limiting disabled)"));
        }
        return text.toString();
    }

    /** Return the table that {@code vlog/list-pattern} prints. */
    public static String listPatterns() {
        StringBuilder text = new StringBuilder("         prefix                            format\n");
        text.append("         ------                            ------\n");
        synchronized (LOCK) {
            for (LogDestination destination : LogDestination.values()) {
                String name = destination.name().toLowerCase(Locale.ROOT);
                text.append(String.format(Locale.ROOT, "%-7s  %-32s  %s%n", name, "none", pattern(destination)));
            }
        }
        return text.toString();
    }
}
