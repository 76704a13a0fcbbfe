/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * A connection that carries frames between two stand-ins, in the form of Open vSwitch's: the length of each frame in two
 * bytes, big-endian, and the frame. One thread reads, another one writes, so that who sends a frame never waits.
 */
final class DummyConnection implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("netdev_dummy");

    /** Frames that wait for the other side; more are lost, as elsewhere. */
    private static final int MAX_WAITING = 100;

    private static final int LENGTH_BYTES = 2;

    private final SocketChannel channel;
    private final String name;
    private final BlockingQueue<byte[]> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread writer;

    DummyConnection(SocketChannel channel, String name) {
        this.channel = channel;
        this.name = name;
        this.writer = new Thread(this::write, name + "-wire-out");
        writer.setDaemon(true);
        writer.start();
    }

    /** Hand over what comes, until the connection ends. */
    void read(Consumer<byte[]> receiver) {
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES);
        try {
            for (; ; ) {
                fill(length);
                byte[] frame = new byte[length.getShort(0) & 0xffff];
                fill(ByteBuffer.wrap(frame));
                receiver.accept(frame);
            }
        } catch (IOException e) {
            VLOG.dbg("%s: connection to another stand-in ended: %s", name, e);
        } finally {
            close();
        }
    }

    private void fill(ByteBuffer buffer) throws IOException {
        buffer.clear();
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("closed by the other side");
            }
        }
    }

    void send(byte[] frame) {
        if (!waiting.offer(frame)) {
            VLOG.dbg("%s: frame lost, the other stand-in does not read", name);
        }
    }

    private void write() {
        try {
            for (; ; ) {
                byte[] frame = waiting.take();
                ByteBuffer message = ByteBuffer.allocate(LENGTH_BYTES + frame.length);
                message.putShort((short) frame.length).put(frame).flip();
                while (message.hasRemaining()) {
                    channel.write(message);
                }
            }
        } catch (InterruptedException | IOException e) {
            VLOG.dbg("%s: no more frames go to the other stand-in: %s", name, e);
        }
    }

    @Override
    public void close() {
        writer.interrupt();
        try {
            channel.close();
        } catch (IOException e) {
            VLOG.dbg("%s: %s", name, e);
        }
    }
}
