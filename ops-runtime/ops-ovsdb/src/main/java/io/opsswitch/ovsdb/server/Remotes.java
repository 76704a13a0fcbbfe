/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The remotes of a server: those that were asked for, and those that the rows of {@code db:} remotes name. Owned by the
 * engine's thread.
 */
final class Remotes {

    private static final Vlog VLOG = Vlog.module("ovsdb_jsonrpc_server");
    private static final Vlog SOCKETS = Vlog.module("socket_util");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);
    private static final int PROBE_S = 5;
    private static final int MIN_BACKOFF_MS = 1000;
    private static final int MAX_BACKOFF_MS = 8000;

    private final OvsdbServer server;
    private final EventLoopGroup loop;
    private final Map<String, Remote> wanted = new TreeMap<>();
    private final Map<String, DbRemote> tables = new HashMap<>();
    private final Map<String, Open> open = new TreeMap<>();
    private boolean closed;

    /** A remote in use: its channel, or none between two attempts to connect. */
    private static final class Open {
        final Remote remote;

        @Nullable
        Channel channel;

        int backoffMs = MIN_BACKOFF_MS;

        Open(Remote remote) {
            this.remote = remote;
        }
    }

    Remotes(OvsdbServer server, EventLoopGroup loop) {
        this.server = server;
        this.loop = loop;
    }

    void add(Remote remote) {
        if (wanted.containsKey(remote.text())) {
            return;
        }
        if (remote.kind() == Remote.Kind.DB) {
            tables.put(remote.text(), new DbRemote(remote, server, this::reconfigure));
        } else if (!open.containsKey(remote.text())) {
            start(remote);
        }
        wanted.put(remote.text(), remote);
        reconfigure();
    }

    boolean remove(String text) {
        if (wanted.remove(text) == null) {
            return false;
        }
        tables.remove(text);
        reconfigure();
        return true;
    }

    List<String> list() {
        return List.copyOf(wanted.keySet());
    }

    @Nullable
    InetSocketAddress boundAddress(String text) {
        Open target = open.get(text);
        return target != null
                        && target.channel != null
                        && target.channel.localAddress() instanceof InetSocketAddress address
                ? address
                : null;
    }

    /** Make what is open what is wanted. */
    private void reconfigure() {
        Map<String, Remote> all = new TreeMap<>(wanted);
        tables.values().forEach(table -> table.targets().forEach(target -> all.putIfAbsent(target.text(), target)));
        for (String text : Set.copyOf(open.keySet())) {
            if (!all.containsKey(text)) {
                VLOG.info("%s: remote deconfigured", text);
                stop(open.remove(text));
            }
        }
        for (Remote remote : all.values()) {
            if (remote.kind() != Remote.Kind.DB && !open.containsKey(remote.text())) {
                try {
                    start(remote);
                } catch (IllegalArgumentException e) {
                    // The row is data: whoever wrote it may mend it, and the server goes on.
                    VLOG.log(LIMIT, LogLevel.ERR, "%s", e.getMessage());
                }
            }
        }
    }

    private void start(Remote remote) {
        Open target = new Open(remote);
        if (remote.isPassive()) {
            listen(target);
        } else {
            connect(target);
        }
        open.put(remote.text(), target);
    }

    private static void stop(@Nullable Open target) {
        if (target == null || target.channel == null) {
            return;
        }
        target.channel.close();
        if (target.remote.kind() == Remote.Kind.PUNIX) {
            try {
                Files.deleteIfExists(target.remote.path());
            } catch (IOException e) {
                VLOG.warn("%s: could not remove the socket: %s", target.remote.text(), e.getMessage());
            }
        }
    }

    /** Open, bind and listen before Netty takes the channel over, so that a failure is seen here and now. */
    private void listen(Open target) {
        Remote remote = target.remote;
        ServerSocketChannel channel = null;
        try {
            channel = remote.isUnix()
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            if (remote.isUnix()) {
                removeStale(remote.path());
            } else {
                channel.setOption(java.net.StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(remote.address(), 1024);
            register(target, channel);
            if (channel.getLocalAddress() instanceof InetSocketAddress bound
                    && remote.address() instanceof InetSocketAddress asked
                    && asked.getPort() == 0) {
                SOCKETS.info("%s:%s: listening on port %d", asked.getPort(), Remote.hostText(bound), bound.getPort());
            }
        } catch (IOException e) {
            closeQuietly(channel);
            throw new IllegalArgumentException(remote.text() + ": listen failed: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            closeQuietly(channel);
            throw e;
        }
    }

    private static void closeQuietly(@Nullable ServerSocketChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }

    /** Remove a socket that nobody listens on any more. */
    private static void removeStale(Path path) throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            Files.deleteIfExists(path);
            return;
        }
        throw new IOException("Address already in use: another program listens on it");
    }

    private void register(Open target, ServerSocketChannel channel) {
        ServerBootstrap bootstrap = new ServerBootstrap().group(loop).childHandler(initializer(target.remote));
        bootstrap.channelFactory(() -> target.remote.isUnix()
                ? new NioServerDomainSocketChannel(channel)
                : new NioServerSocketChannel(channel));
        if (!target.remote.isUnix()) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
        }
        // The channel is bound and listening already: it only has to be registered.
        ChannelFuture registered = bootstrap.register();
        target.channel = registered.channel();
        registered.addListener(future -> {
            if (!future.isSuccess()) {
                VLOG.err("%s: listen failed: %s", target.remote.text(), future.cause());
            }
        });
    }

    private ChannelInitializer<Channel> initializer(Remote remote) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (!remote.isUnix()) {
                    channel.pipeline().addLast(new IdleStateHandler(PROBE_S, 0, 0, TimeUnit.SECONDS));
                }
                channel.pipeline().addLast(server.newSession(remote.text()));
            }
        };
    }

    private void connect(Open target) {
        Remote remote = target.remote;
        Bootstrap bootstrap = new Bootstrap().group(loop).handler(initializer(remote));
        bootstrap.channelFactory(remote.isUnix() ? NioDomainSocketChannel::new : NioSocketChannel::new);
        ChannelFuture connecting = bootstrap.connect(remote.address());
        target.channel = connecting.channel();
        connecting.addListener(future -> {
            if (future.isSuccess()) {
                VLOG.info("%s: connected", remote.text());
                target.backoffMs = MIN_BACKOFF_MS;
            } else {
                VLOG.log(LIMIT, LogLevel.INFO, "%s: connection attempt failed (%s)", remote.text(), future.cause());
            }
        });
        connecting.channel().closeFuture().addListener(future -> {
            if (!closed && open.get(remote.text()) == target) {
                loop.next().schedule(() -> reconnect(target), target.backoffMs, TimeUnit.MILLISECONDS);
                target.backoffMs = Math.min(MAX_BACKOFF_MS, target.backoffMs * 2);
            }
        });
    }

    private void reconnect(Open target) {
        if (!closed && open.get(target.remote.text()) == target) {
            connect(target);
        }
    }

    void close() {
        closed = true;
        open.values().forEach(Remotes::stop);
        open.clear();
    }
}
