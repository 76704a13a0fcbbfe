/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.connection.ClockTimers;
import io.opsswitch.vswitchd.connection.ConnectionLoops;
import io.opsswitch.vswitchd.inband.HostNextHops;
import io.opsswitch.vswitchd.inband.NextHops;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the connections to controllers of all bridges share: keys and certificates, and the thread that reads, handles and
 * writes their messages, which is the switch's own. Owned by that thread.
 */
public final class OpenFlowNetwork implements AutoCloseable {

    private static final long HANDSHAKE_MILLIS = 10_000;

    private final MultiThreadIoEventLoopGroup aside =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("openflow", true), NioIoHandler.newFactory());
    private final Path rundir;
    private final EventLoop thread;
    private final ConnectionLoops loops;
    private final Function<String, @Nullable String> listeners;
    private final Tls tls = new Tls(this::settings, HANDSHAKE_MILLIS);
    private final TlsSettings fallback;
    private volatile TlsSettings settings;
    private final NextHops nextHops = HostNextHops.ofHost();
    private volatile boolean allowsTestActions;

    /**
     * Create one.
     *
     * @param rundir where sockets are that are known by name
     * @param tls keys and certificates as long as the database has none
     * @param thread the switch's; connections are on it, and their messages handled there, one after another
     * @param clock the switch's, for probes and pauses
     * @param listeners where tools find a bridge of this name besides its socket, such as {@code ptcp:6654}; null for
     *     nowhere
     */
    public OpenFlowNetwork(
            Path rundir,
            TlsSettings tls,
            EventLoop thread,
            LongSupplier clock,
            Function<String, @Nullable String> listeners) {
        this.rundir = rundir;
        this.fallback = tls;
        this.settings = tls;
        this.thread = thread;
        this.loops = new ConnectionLoops(new ClockTimers(thread, clock), aside.next());
        this.listeners = listeners;
    }

    /** Allow actions that only tests of switches use, or do not. */
    void allowTestActions(boolean areAllowed) {
        allowsTestActions = areAllowed;
    }

    boolean allowsTestActions() {
        return allowsTestActions;
    }

    /** Return where this host sends packets. */
    NextHops nextHops() {
        return nextHops;
    }

    Path rundir() {
        return rundir;
    }

    EventLoop thread() {
        return thread;
    }

    ConnectionLoops loops() {
        return loops;
    }

    /** Return the timers of the switch's thread, which go by the switch's clock. */
    ClockTimers timers() {
        return loops.timers();
    }

    /** Return where tools find a bridge besides its socket; null for nowhere. */
    @Nullable
    String listener(String bridge) {
        return listeners.apply(bridge);
    }

    /** Return what puts TLS on connections; for the switch's thread. */
    Tls tls() {
        return tls;
    }

    private TlsSettings settings() {
        return settings;
    }

    /** Use the keys and certificates of the database, for connections to come. */
    void configure(TlsSettings ofDatabase) {
        settings = ofDatabase.equals(TlsSettings.NONE) ? fallback : ofDatabase;
    }

    @Override
    public void close() {
        aside.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
