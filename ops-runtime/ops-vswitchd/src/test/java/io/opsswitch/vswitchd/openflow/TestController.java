/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageForm;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleAdd;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.control.Hello;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.Empty;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A controller that says and hears what a test wants; for one thread. Waits without end: tests have a time limit. */
final class TestController implements AutoCloseable {

    final OpenFlowVersion version;
    private final SocketChannel channel;
    private int transactions = 100;

    TestController(Path socket, OpenFlowVersion version) throws IOException {
        this(SocketChannel.open(UnixDomainSocketAddress.of(socket)), version);
    }

    /** Create one that a switch has connected to. */
    TestController(SocketChannel channel, OpenFlowVersion version) throws IOException {
        this.version = version;
        this.channel = channel;
        write(Messages.encode(OfMessage.of(MessageKind.HELLO, version, 1, Hello.of(Set.of(version)))));
        next();
        settle();
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Send a message; returns its transaction. */
    int send(MessageKind kind, Body body) throws IOException {
        return send(MessageForm.of(kind, version), body);
    }

    int send(MessageForm form, Body body) throws IOException {
        int transaction = transactions++;
        write(Messages.encode(new OfMessage(form, version, transaction, 0, body)));
        return transaction;
    }

    /** Send bytes as they are. */
    void sendRaw(byte[] bytes) throws IOException {
        write(ByteBuffer.wrap(bytes));
    }

    /** Return the next message. */
    OfMessage next() throws IOException {
        ByteBuffer header = read(ByteBuffer.allocate(OfHeader.LENGTH));
        int length = OfHeader.peek(header).length();
        ByteBuffer all = ByteBuffer.allocate(length).put(header);
        return Messages.decodeLoosely(read(all));
    }

    private ByteBuffer read(ByteBuffer into) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("the switch has hung up");
            }
        }
        return into.flip();
    }

    /** Send a message and return what comes until all before it is done: replies, errors, announcements. */
    List<OfMessage> ask(MessageKind kind, Body body) throws IOException {
        send(kind, body);
        return settle();
    }

    /** Return what comes until all is done that was sent. */
    List<OfMessage> settle() throws IOException {
        int barrier = send(MessageKind.BARRIER_REQUEST, Empty.EMPTY);
        List<OfMessage> messages = new ArrayList<>();
        OfMessage message = next();
        while (message.kind() != MessageKind.BARRIER_REPLY || message.transaction() != barrier) {
            messages.add(message);
            message = next();
        }
        return messages;
    }

    /** Send a message and return the errors that it gets. */
    List<OpenFlowError> errors(MessageKind kind, Body body) throws IOException {
        return ask(kind, body).stream()
                .filter(message -> message.kind() == MessageKind.ERROR)
                .map(message -> ((ErrorMessage) message.body()).error())
                .toList();
    }

    /** Send a message for a bundle and return the errors that it gets. */
    List<OpenFlowError> addToBundle(int bundle, int flags, MessageKind kind, Body body) throws IOException {
        // Both messages have the same transaction.
        ByteBuffer inner = Messages.encode(OfMessage.of(kind, version, transactions, body));
        return errors(MessageKind.BUNDLE_ADD_MESSAGE, new BundleAdd(bundle, flags, inner.array()));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
