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

/** Makes connections to remotes: the one place that knows how, for all that are clients of a server. */
public final class Connector {

    private static final int CONNECT_MS = 10_000;

    private final EventLoopGroup loop;
    private final Tls tls;

    /** Create for connections on an event loop. */
    public Connector(EventLoopGroup loop, Tls tls) {
        this.loop = loop;
        this.tls = tls;
    }

    /**
     * Start to connect; the future tells of the connection below TLS.
     *
     * @param ready fills the pipeline, for TLS only when the handshake is done
     * @throws IllegalArgumentException if the remote's host is not known; the message is for the user
     */
    public ChannelFuture connect(Remote remote, int dscp, Consumer<Channel> ready) {
        SocketAddress address = remote.address();
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .handler(initializer(remote, dscp, ready))
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MS);
        bootstrap.channelFactory(remote.isUnix() ? NioDomainSocketChannel::new : NioSocketChannel::new);
        if (!remote.isUnix()) {
            bootstrap.option(ChannelOption.TCP_NODELAY, true);
        }
        return bootstrap.connect(address);
    }

    /** Start to wait for the other side to connect, to a passive remote. */
    public ChannelFuture listen(Remote remote, int dscp, Consumer<Channel> ready) {
        ServerBootstrap bootstrap = new ServerBootstrap().group(loop).childHandler(initializer(remote, dscp, ready));
        bootstrap.channelFactory(remote.isUnix() ? NioServerDomainSocketChannel::new : NioServerSocketChannel::new);
        return bootstrap.bind(remote.address());
    }

    private ChannelInitializer<Channel> initializer(Remote remote, int dscp, Consumer<Channel> ready) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (!remote.isUnix() && dscp >= 0) {
                    channel.config().setOption(ChannelOption.IP_TOS, dscp << 2);
                }
                switch (remote.kind()) {
                    case SSL ->
                        tls.connect(channel, remote.text(), remote.host(), remote.port(), () -> ready.accept(channel));
                    case PSSL -> tls.accept(channel, remote.text(), () -> ready.accept(channel));
                    default -> ready.accept(channel);
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
