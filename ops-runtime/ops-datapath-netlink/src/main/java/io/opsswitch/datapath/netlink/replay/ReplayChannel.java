/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.message.MessageDiff;
import io.opsswitch.datapath.netlink.message.MessagePrinter;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** Plays one channel back. */
final class ReplayChannel implements NetlinkChannel {
    private final ReplayTransport transport;
    private final Path file;
    private final int pid;
    private final Queue<Line> lines;
    private volatile boolean closed;

    ReplayChannel(ReplayTransport transport, Path file, int pid, Queue<Line> lines) {
        this.transport = transport;
        this.file = file;
        this.pid = pid;
        this.lines = lines;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        expect("transact", request);
        Line answer = next("an answer");
        reply.clear().limit(0);
        switch (answer.word()) {
            case "agreed" -> {
                return false;
            }
            case "reply" -> {
                put(answer, reply);
                return true;
            }
            default -> throw refusal(answer);
        }
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        expect("dump", request);
        NetlinkException ofSink = null;
        Line answer = next("an answer");
        while (answer.word().equals("item")) {
            if (ofSink == null) {
                put(answer, buffer);
                try {
                    sink.accept(buffer);
                } catch (NetlinkException e) {
                    // The rest of the dump belongs to it, and is passed over.
                    ofSink = e;
                }
            }
            answer = next("the end of a dump");
        }
        if (ofSink != null) {
            throw ofSink;
        }
        if (!answer.word().equals("done")) {
            throw refusal(answer);
        }
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        subscription(group.name());
    }

    @Override
    public void subscribePackets() throws NetlinkException {
        subscription("packets");
    }

    private void subscription(String what) throws NetlinkException {
        Line line = next("subscribing to " + what);
        if (!line.word().equals("subscribe") || !line.rest().equals(what)) {
            throw differs(line, "subscribing to " + what);
        }
        Line answer = next("an answer");
        if (!answer.word().equals("agreed")) {
            throw refusal(answer);
        }
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        Line line = next("receiving");
        message.clear().limit(0);
        switch (line.word()) {
            case "nothing" -> {
                return false;
            }
            case "event" -> {
                put(line, message);
                return true;
            }
            case "refused" -> throw refusal(line);
            default -> throw differs(line, "receiving");
        }
    }

    /** Nothing ever waits. */
    @Override
    public void wake() {}

    @Override
    public void close() {
        closed = true;
        transport.forget(this);
    }

    private Line next(String wanted) throws NetlinkException {
        if (closed) {
            throw new NetlinkException(Errno.ECANCELED, "channel " + Integer.toUnsignedString(pid) + " was closed");
        }
        Line line = lines.poll();
        if (line == null) {
            throw new NetlinkException(
                    Errno.EPROTO, file + ": the recording of this channel ends here, but " + wanted + " is asked for");
        }
        return line;
    }

    private void expect(String word, ByteBuffer request) throws NetlinkException {
        Family family = transport.familyOf(NetlinkHeader.type(request));
        Line line = next(word, request, family);
        request.putInt(request.position() + NetlinkHeader.PID, pid);
        ByteBuffer recorded = bytes(line);
        String attribute = MessageDiff.first(recorded, request, family);
        if (attribute != null) {
            throw different(line, recorded, request, family, attribute);
        }
    }

    /** Return the line of a request; its text is made only where it is asked for. */
    private Line next(String word, ByteBuffer request, @Nullable Family family) throws NetlinkException {
        Line line = closed ? null : lines.peek();
        if (line == null || !line.word().equals(word)) {
            String asked = word + " " + MessagePrinter.print(request, family);
            throw differs(next(asked), asked);
        }
        return next(word);
    }

    private NetlinkException different(
            Line line, ByteBuffer recorded, ByteBuffer request, @Nullable Family family, String attribute) {
        return new NetlinkException(
                Errno.EPROTO,
                file + ":" + line.number() + ": another request was recorded; the first difference is in " + attribute
                        + "\n  recorded: "
                        + MessagePrinter.print(recorded, transport.familyOf(NetlinkHeader.type(recorded)))
                        + "\n  asked:    " + MessagePrinter.print(request, family));
    }

    private NetlinkException differs(Line line, String asked) {
        return new NetlinkException(
                Errno.EPROTO,
                file + ":" + line.number() + ": the recording has \"" + line.word() + " " + line.rest() + "\", but "
                        + asked + " is asked for");
    }

    private static ByteBuffer bytes(Line line) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(line.hex())).order(ByteOrder.nativeOrder());
    }

    private static void put(Line line, ByteBuffer into) throws NetlinkException {
        ByteBuffer message = bytes(line);
        into.clear();
        if (message.remaining() > into.capacity()) {
            into.limit(0);
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "a message of " + message.remaining() + " bytes does not fit the buffer, which has "
                            + into.capacity());
        }
        into.put(message).flip();
    }

    /** Return the exception that a line tells of. */
    static NetlinkException refusal(Line line) {
        String[] parts = line.rest().split(" ", 2);
        if (!line.word().equals("refused")) {
            return new NetlinkException(
                    Errno.EPROTO,
                    "line " + line.number() + " of the recording has \"" + line.word()
                            + "\" where an answer is wanted");
        }
        return new NetlinkException(Integer.parseInt(parts[0]), parts.length < 2 ? "" : parts[1]);
    }
}
