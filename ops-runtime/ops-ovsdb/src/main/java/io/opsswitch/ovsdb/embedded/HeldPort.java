/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP port of the loopback address that stays one's own also while nobody listens there: the system would give it to the
 * next connection that anybody opens, and the server could not come back. For tests with servers that come and go.
 *
 * <p>Clients are refused as if nothing were there; whoever may use an address again ({@code SO_REUSEADDR}), as servers of
 * Java on Linux do, can listen. Safe for use by several threads.
 */
public final class HeldPort implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final SocketChannel holder;
    private final int number;

    private HeldPort(SocketChannel holder, int number) {
        this.holder = holder;
        this.number = number;
    }

    /** Hold any port that is free. */
    public static HeldPort any() {
        try {
            SocketChannel holder = SocketChannel.open();
            holder.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            holder.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
            return new HeldPort(holder, ((InetSocketAddress) holder.getLocalAddress()).getPort());
        } catch (IOException e) {
            throw new UncheckedIOException("no port of 127.0.0.1 is to be had: " + e.getMessage(), e);
        }
    }

    /** Return its number. */
    public int number() {
        return number;
    }

    /**
     * Listen on it: a process that this JVM starts in another thread has, until it runs a program of its own, a copy of
     * every socket, also of one that listened here and is closed by now. That lasts for some milliseconds, and longer on a
     * busy machine; until then the address is in use.
     *
     * @param attempt listens, or throws an IllegalArgumentException with a {@link BindException} among its causes
     */
    void listen(Runnable attempt) {
        long start = System.nanoTime();
        while (true) {
            try {
                attempt.run();
                return;
            } catch (IllegalArgumentException e) {
                if (!isInUse(e) || System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static boolean isInUse(Throwable error) {
        return error instanceof BindException || error.getCause() != null && isInUse(error.getCause());
    }

    @Override
    public void close() {
        try {
            holder.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
