/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * A door in memory whose driver answers what a test tells it to, and notes what it was asked. Handles introduce
 * themselves without a script.
 */
final class ScriptedDoor implements DeviceDoor {

    /** What was written, in the order of calls. */
    final List<Call> calls = new ArrayList<>();

    /** Answers to TRANSACT and READ, one for each call; none left: no bytes. Sequence numbers are put in. */
    final Deque<byte[]> answers = new ArrayDeque<>();

    /** Answers to READ_EVENT and READ_PACKET; none left: no bytes. */
    final Deque<byte[]> events = new ConcurrentLinkedDeque<>();

    int failOpen;
    int failControl;
    volatile int failPend;
    boolean wrongEcho;

    /** Runs when the driver keeps a request. */
    volatile Runnable onPend = () -> {};

    int open;
    private int lastPid = 6;

    record Call(int code, ByteBuffer message) {}

    static byte[] message(int type, int flags, int... words) {
        ByteBuffer b = ByteBuffer.allocate(16 + 4 * words.length).order(ByteOrder.nativeOrder());
        b.putInt(b.capacity())
                .putShort((short) type)
                .putShort((short) flags)
                .putInt(0)
                .putInt(0);
        Arrays.stream(words).forEach(b::putInt);
        return b.array();
    }

    /** What the last call with this code wrote. */
    ByteBuffer last(int code) {
        return calls.stream()
                .filter(call -> call.code == code)
                .reduce((a, b) -> b)
                .orElseThrow()
                .message;
    }

    @Override
    public Handle open() throws Win32Exception {
        if (failOpen != 0) {
            throw new Win32Exception(failOpen, "scripted");
        }
        open++;
        return new ScriptedHandle(++lastPid);
    }

    private final class ScriptedHandle implements Handle {
        private final int pid;
        private int sequence;
        private volatile boolean cancelled;

        ScriptedHandle(int pid) {
            this.pid = pid;
        }

        @Override
        public int control(int code, ByteBuffer in, ByteBuffer out, int timeoutMillis) throws Win32Exception {
            ByteBuffer message =
                    ByteBuffer.allocate(in == null ? 0 : in.remaining()).order(ByteOrder.nativeOrder());
            if (in != null) {
                message.put(in.duplicate()).flip();
                sequence = NetlinkHeader.sequence(message, 0);
            }
            calls.add(new Call(code, message));
            if (failControl != 0) {
                throw new Win32Exception(failControl, "scripted");
            }
            if (code == Ioctl.GET_PID) {
                out.putInt(0, pid);
                return 4;
            }
            if (code == Ioctl.WRITE) {
                return 0;
            }
            if (code == Ioctl.READ_EVENT || code == Ioctl.READ_PACKET) {
                return put(events.poll(), out);
            }
            if (in != null && NetlinkHeader.type(message, 0) == ControlMessage.FAMILY) {
                byte[] echo = message.array().clone();
                echo[28] += (byte) (wrongEcho ? 1 : 0);
                return put(echo, out);
            }
            return put(answers.poll(), out);
        }

        private int put(byte[] answer, ByteBuffer out) {
            if (answer == null) {
                return 0;
            }
            int bytes = Math.min(answer.length, out.remaining());
            out.put(out.position(), answer, 0, bytes);
            out.putInt(out.position() + NetlinkHeader.SEQUENCE, sequence);
            return bytes;
        }

        @Override
        public boolean pend(int code, ByteBuffer in) throws Win32Exception {
            ByteBuffer message = ByteBuffer.allocate(in.remaining()).order(ByteOrder.nativeOrder());
            calls.add(new Call(-1, message.put(in.duplicate()).flip()));
            if (failPend != 0) {
                throw new Win32Exception(failPend, "scripted");
            }
            cancelled = false;
            onPend.run();
            return true;
        }

        @Override
        public boolean await(int timeoutMillis) throws Win32Exception {
            try {
                long end = timeoutMillis < 0 ? Long.MAX_VALUE : System.nanoTime() + timeoutMillis * 1_000_000L;
                do {
                    if (cancelled) {
                        throw new Win32Exception(Win32Exception.OPERATION_ABORTED, "scripted");
                    }
                    if (!events.isEmpty()) {
                        return true;
                    }
                    Thread.sleep(1);
                } while (System.nanoTime() < end);
                return false;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void cancelPend() {
            cancelled = true;
        }

        @Override
        public void cancelAll() {
            cancelled = true;
        }

        @Override
        public void close() {
            open--;
        }
    }
}
