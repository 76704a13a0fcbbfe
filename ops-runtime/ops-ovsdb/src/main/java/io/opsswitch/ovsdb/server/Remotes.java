/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.server.DbRemote.Target;
import io.opsswitch.ovsdb.uplink.Connector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
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
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);
    private static final int STATUS_MS = 2500;

    private final OvsdbServer server;
    private final EventLoopGroup loop;
    private final Connector connector;
    private final Map<String, Target> wanted = new TreeMap<>();
    private final Map<String, DbRemote> tables = new HashMap<>();
    private final Map<String, OpenRemote> open = new TreeMap<>();
    private final Map<String, String> failures = new HashMap<>();
    private boolean refused;
    private int unixConnections;
    private boolean closed;

    Remotes(OvsdbServer server, EventLoopGroup loop, Connector connector) {
        this.server = server;
        this.loop = loop;
        this.connector = connector;
        loop.next().scheduleWithFixedDelay(this::tick, STATUS_MS, STATUS_MS, TimeUnit.MILLISECONDS);
    }

    void add(Remote remote, RemoteOptions options) {
        if (!wanted.containsKey(remote.text())) {
            if (remote.kind() == Remote.Kind.DB) {
                tables.put(remote.text(), new DbRemote(remote, server, this::reconfigure));
                failures.remove(remote.text());
            } else if (!open.containsKey(remote.text())) {
                start(new Target(remote, options));
            }
        }
        wanted.put(remote.text(), new Target(remote, options));
        reconfigure();
        writeStatus();
    }

    /** Have these remotes and no others; returns what is wrong with those that name a column. */
    List<String> set(Map<Remote, RemoteOptions> remotes) {
        wanted.keySet().retainAll(remotes.keySet().stream().map(Remote::text).toList());
        List.copyOf(tables.keySet()).stream()
                .filter(text -> !wanted.containsKey(text))
                .forEach(this::closeTable);
        failures.keySet().retainAll(wanted.keySet());
        remotes.forEach((remote, options) -> wanted.put(remote.text(), new Target(remote, options)));
        databasesChanged();
        writeStatus();
        return List.copyOf(failures.values());
    }

    boolean remove(String text) {
        if (wanted.remove(text) == null) {
            return false;
        }
        closeTable(text);
        failures.remove(text);
        reconfigure();
        return true;
    }

    private void closeTable(String text) {
        DbRemote table = tables.remove(text);
        if (table != null) {
            table.close();
        }
    }

    /** Look anew for the columns of {@code db:} remotes: a database has come, gone or changed its schema. */
    void databasesChanged() {
        for (Target target : wanted.values()) {
            String text = target.remote().text();
            if (target.remote().kind() == Remote.Kind.DB) {
                closeTable(text);
                try {
                    tables.put(text, new DbRemote(target.remote(), server, this::reconfigure));
                    failures.remove(text);
                } catch (IllegalArgumentException e) {
                    String message = String.valueOf(e.getMessage());
                    if (!message.equals(failures.put(text, message))) {
                        VLOG.warn("%s", message);
                    }
                }
            }
        }
        reconfigure();
    }

    List<String> list() {
        return List.copyOf(wanted.keySet());
    }

    @Nullable
    InetSocketAddress boundAddress(String text) {
        OpenRemote target = open.get(text);
        return target == null ? null : target.boundAddress();
    }

    /** Make what is open what is wanted. */
    private void reconfigure() {
        if (closed) {
            return;
        }
        refused = false;
        Map<String, Target> all = new TreeMap<>(wanted);
        tables.values()
                .forEach(table -> table.targets()
                        .forEach(target -> all.putIfAbsent(target.remote().text(), target)));
        for (String text : Set.copyOf(open.keySet())) {
            Target target = all.get(text);
            OpenRemote existing = open.get(text);
            if (target == null) {
                VLOG.info("%s: remote deconfigured", text);
                close(open.remove(text));
            } else if (existing != null && !target.options().suitConnectionsOf(existing.options())) {
                close(open.remove(text));
            }
        }
        for (Target target : all.values()) {
            OpenRemote existing = open.get(target.remote().text());
            if (existing != null) {
                existing.options(target.options());
            } else if (target.remote().kind() != Remote.Kind.DB) {
                try {
                    start(target);
                } catch (IllegalArgumentException e) {
                    // Whoever wrote the row may mend it, and what is in use may become free: the server goes on.
                    refused = true;
                    VLOG.log(LIMIT, LogLevel.ERR, "%s", e.getMessage());
                }
            }
        }
    }

    private void tick() {
        if (refused) {
            reconfigure();
        }
        writeStatus();
    }

    private void writeStatus() {
        if (!closed) {
            tables.values().forEach(table -> table.writeStatus(open, server.locks()));
        }
    }

    private void start(Target wish) {
        OpenRemote target = new OpenRemote(wish.remote(), wish.options());
        if (wish.remote().isPassive()) {
            Listeners.listen(wish.remote(), channel -> register(target, channel));
        } else {
            connect(target);
        }
        open.put(wish.remote().text(), target);
    }

    private static void stop(@Nullable OpenRemote target) {
        Channel channel = target == null ? null : target.channel();
        if (target == null || channel == null) {
            return;
        }
        channel.close();
        if (target.remote.kind() == Remote.Kind.PUNIX) {
            try {
                Files.deleteIfExists(target.remote.path());
            } catch (IOException e) {
                VLOG.warn("%s: could not remove the socket: %s", target.remote.text(), e.getMessage());
            }
        }
    }

    /** Stop a remote, and close its connections. */
    private static void close(@Nullable OpenRemote target) {
        if (target != null) {
            stop(target);
            List.copyOf(target.sessions).forEach(Session::close);
        }
    }

    private void register(OpenRemote target, ServerSocketChannel channel) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .childHandler(connector.initializer(
                        target.remote,
                        () -> target.options().dscp(),
                        accepted -> name(target, accepted),
                        accepted -> fill(target, accepted)));
        bootstrap.channelFactory(() -> target.remote.isUnix()
                ? new NioServerDomainSocketChannel(channel)
                : new NioServerSocketChannel(channel));
        if (!target.remote.isUnix()) {
            bootstrap.childOption(ChannelOption.TCP_NODELAY, true);
        }
        // The channel is bound and listening already: it only has to be registered.
        ChannelFuture registered = bootstrap.register();
        target.listening(registered.channel());
        registered.addListener(future -> {
            if (!future.isSuccess()) {
                VLOG.err("%s: listen failed: %s", target.remote.text(), future.cause());
            }
        });
    }

    /** Return the name of a connection for the log, as Open vSwitch makes it. */
    private String name(OpenRemote target, Channel channel) {
        if (!target.remote.isPassive()) {
            return target.remote.text();
        }
        return channel.remoteAddress() instanceof InetSocketAddress address
                ? (target.remote.isTls() ? "ssl:" : "tcp:") + Remote.hostText(address) + ":" + address.getPort()
                : "unix#" + unixConnections++;
    }

    private void fill(OpenRemote target, Channel channel) {
        Session session = server.newSession(target, name(target, channel));
        channel.pipeline().addLast(session);
    }

    private static void connected(OpenRemote target) {
        VLOG.info("%s: connected", target.remote.text());
        target.connected();
    }

    private void connect(OpenRemote target) {
        Remote remote = target.remote;
        ChannelFuture connecting = connector.connect(remote, target.options().dscp(), channel -> {
            if (remote.isTls()) {
                connected(target);
            }
            fill(target, channel);
        });
        target.connecting(connecting.channel());
        connecting.addListener(future -> {
            if (!future.isSuccess()) {
                target.failed(String.valueOf(future.cause().getMessage()));
                VLOG.log(LIMIT, LogLevel.INFO, "%s: connection attempt failed (%s)", remote.text(), future.cause());
            } else if (!remote.isTls()) {
                connected(target);
            }
        });
        connecting.channel().closeFuture().addListener(future -> {
            if (connecting.isSuccess() && !target.isConnected() && remote.isTls()) {
                target.failed("Protocol error");
            }
            int pauseMs = target.disconnected();
            if (!closed && open.get(remote.text()) == target) {
                loop.next().schedule(() -> reconnect(target), pauseMs, TimeUnit.MILLISECONDS);
            }
        });
    }

    private void reconnect(OpenRemote target) {
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
