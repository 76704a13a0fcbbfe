/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.uplink.Connector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;

/**
 * Waits for controllers to connect, any number of them. Any thread may call it; its state is owned by the event loop.
 */
public final class ControllerListener implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("ofproto");

    private final Remote remote;
    private final String prefix;
    private final ControllerConnection.Handler handler;
    private final ClockTimers timers;
    private final Channel channel;
    private volatile ConnectionSettings settings;
    private int unixConnections;

    private ControllerListener(
            Remote remote,
            String prefix,
            ConnectionSettings settings,
            ConnectionLoops loops,
            Tls tls,
            ControllerConnection.Handler handler)
            throws IOException {
        this.remote = remote;
        this.prefix = prefix;
        this.settings = settings;
        this.handler = handler;
        this.timers = loops.timers();
        if (remote.isUnix()) {
            Files.deleteIfExists(remote.path());
        }
        ChannelFuture bound =
                new Connector(loops.aside(), loops.loop(), tls).listen(remote, settings.dscp(), this::accepted);
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(Connector.reason(bound.cause()), bound.cause());
        }
        this.channel = bound.channel();
    }

    /**
     * Listen; returns when others can connect.
     *
     * @param remote where; a passive one
     * @param prefix what precedes the names of its connections in logs, such as {@code br0<->}
     * @throws IllegalArgumentException if that is not possible, with a message for the user
     */
    public static ControllerListener open(
            Remote remote,
            String prefix,
            ConnectionSettings settings,
            ConnectionLoops loops,
            Tls tls,
            ControllerConnection.Handler handler) {
        if (!remote.isPassive()) {
            throw new IllegalArgumentException(remote.text() + " is nothing to listen on");
        }
        try {
            return new ControllerListener(remote, prefix, settings, loops, tls, handler);
        } catch (IOException e) {
            throw new IllegalArgumentException(remote.text() + ": listen failed: " + e.getMessage(), e);
        }
    }

    /** Return the address that it listens on; null for Unix domain sockets. */
    public @Nullable InetSocketAddress boundAddress() {
        return channel.localAddress() instanceof InetSocketAddress address ? address : null;
    }

    /** Take other settings, for connections to come. */
    public void settings(ConnectionSettings changed) {
        settings = changed;
    }

    private void accepted(Channel accepted) {
        new OpenFlowChannel(prefix + peerName(accepted), new Owner(), handler, timers).addTo(accepted);
    }

    private String peerName(Channel accepted) {
        if (accepted.remoteAddress() instanceof InetSocketAddress address) {
            return (remote.isTls() ? "ssl:" : "tcp:") + Remote.hostText(address) + ":" + address.getPort();
        }
        return "unix#" + unixConnections++;
    }

    /** Stop listening and remove the socket; the connections that there are stay. */
    @Override
    public void close() {
        channel.close();
        if (remote.isUnix()) {
            try {
                Files.deleteIfExists(remote.path());
            } catch (IOException e) {
                VLOG.log(LogLevel.WARN, "%s: could not remove the socket: %s", remote.text(), e.getMessage());
            }
        }
    }

    private final class Owner implements ChannelOwner {
        @Override
        public ConnectionSettings settings() {
            return settings;
        }

        @Override
        public void established(ControllerConnection connection) {
            MessageLog.RCONN.dbg("%s: connected", connection.name());
        }

        @Override
        public void ended(OpenFlowChannel ended) {
            ControllerConnection connection = ended.connection();
            if (connection != null && ended.error() != null) {
                MessageLog.RCONN.warn("%s: connection dropped (%s)", connection.name(), ended.error());
            }
        }
    }
}
