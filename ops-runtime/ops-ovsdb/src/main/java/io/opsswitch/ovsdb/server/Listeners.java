/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens, binds and listens before Netty takes a channel over, so that a failure is seen here and now. */
final class Listeners {

    private static final Vlog SOCKETS = Vlog.module("socket_util");
    private static final int BACKLOG = 1024;

    private Listeners() {}

    /** Takes a channel that listens. */
    interface Taker {
        void take(ServerSocketChannel channel);
    }

    /** Listen, and hand the channel over; the message of the IllegalArgumentException is for the user. */
    static void listen(Remote remote, Taker taker) {
        ServerSocketChannel channel = null;
        try {
            channel = remote.isUnix()
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            if (remote.isUnix()) {
                removeStale(remote.path());
            } else {
                channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            channel.bind(remote.address(), BACKLOG);
            taker.take(channel);
            if (channel.getLocalAddress() instanceof InetSocketAddress bound
                    && remote.address() instanceof InetSocketAddress asked
                    && asked.getPort() == 0) {
                SOCKETS.info("%s: listening on port %d", remote.argument(), bound.getPort());
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
        // On Windows a socket is a kind of link, which leads nowhere.
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
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
}
