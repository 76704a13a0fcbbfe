/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

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
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.Tls;
import java.net.SocketAddress;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** Makes connections to remotes, with TLS where they ask for it: the one place that knows how. */
public final class Connector {

    private static final int CONNECT_MS = 10_000;

    private final EventLoopGroup acceptors;
    private final EventLoopGroup loop;
    private final Tls tls;

    /** Create for connections on an event loop. */
    public Connector(EventLoopGroup loop, Tls tls) {
        this(loop, loop, tls);
    }

    /** Create for connections on an event loop, and others that wait for them: who listens may wait until it does. */
    public Connector(EventLoopGroup acceptors, EventLoopGroup loop, Tls tls) {
        this.acceptors = acceptors;
        this.loop = loop;
        this.tls = tls;
    }

    /**
     * Look up a remote's host, and start to connect.
     *
     * @throws IllegalArgumentException if the remote's host is not known; the message is for the user
     */
    public ChannelFuture connect(Remote remote, int dscp, Consumer<Channel> ready) {
        return connect(remote, remote.address(), dscp, ready);
    }

    /**
     * Start to connect; the future tells of the connection below TLS.
     *
     * @param address the remote's, looked up before
     * @param ready fills the pipeline, for TLS only when the handshake is done
     */
    public ChannelFuture connect(Remote remote, SocketAddress address, int dscp, Consumer<Channel> ready) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .handler(initializer(remote, () -> dscp, channel -> remote.text(), ready))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
        bootstrap.channelFactory(remote.isUnix() ? NioDomainSocketChannel::new : NioSocketChannel::new);
        if (!remote.isUnix()) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        return bootstrap.connect(address);
    }

    /** Start to wait for the other side to connect, to a passive remote. */
    public ChannelFuture listen(Remote remote, int dscp, Consumer<Channel> ready) {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(acceptors, loop)
                .childHandler(initializer(remote, () -> dscp, channel -> remote.text(), ready));
        bootstrap.channelFactory(remote.isUnix() ? NioServerDomainSocketChannel::new : NioServerSocketChannel::new);
        return bootstrap.bind(remote.address());
    }

    /**
     * Return what prepares the channels of a remote, made or accepted.
     *
     * @param dscp asked for each channel: the DSCP of packets sent, or -1 for the system's own
     * @param name names an accepted connection in the log
     * @param ready fills the pipeline, for TLS only when the handshake is done
     */
    public ChannelInitializer<Channel> initializer(
            Remote remote, IntSupplier dscp, Function<Channel, String> name, Consumer<Channel> ready) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (!remote.isUnix() && dscp.getAsInt() >= 0) {
                    channel.config().setOption(ChannelOption.IP_TOS, dscp.getAsInt() << 2);
                }
                Runnable filler = () -> ready.accept(channel);
                switch (remote.kind()) {
                    case SSL -> tls.connect(channel, remote.text(), remote.host(), remote.port(), filler);
                    case PSSL -> tls.accept(channel, name.apply(channel), filler);
                    default -> filler.run();
                }
            }
        };
    }

    /** Return why a connection failed, for a message: without the address, which it names already. */
    public static String reason(Throwable cause) {
        String text = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (text.startsWith("connection timed out")) {
            return "Connection timed out";
        }
        int address = text.indexOf(": /");
        return address < 0 ? text : text.substring(0, address);
    }
}
