/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.openflow.message.wire.FlowParts;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a list of entries as one message or several: a message is sent when the next entry does not fit into it. Not
 * thread-safe.
 *
 * @param <E> what the entries are
 */
public final class MultipartWriter<E> {

    /** The longest header of statistics, an extension's. */
    private static final int EMPTY_LENGTH = 24;

    private final OfMessage head;
    private final BodyCodec.Encoder<E> encoder;
    private final WireContext context;
    private final List<ByteBuffer> parts = new ArrayList<>();
    private WireWriter out = new WireWriter(1024);

    /**
     * Begin the first message.
     *
     * @param form one whose body is a list of such entries
     * @param version the version
     * @param transaction that of the request
     * @param flowParts writes matches and actions
     */
    @SuppressWarnings("unchecked")
    public MultipartWriter(MessageForm form, OpenFlowVersion version, int transaction, FlowParts flowParts) {
        if (!(form.codec() instanceof ListCodec<?, ?> list)) {
            throw new IllegalArgumentException(form + " is no list");
        }
        this.encoder = ((ListCodec<E, ?>) list).entryEncoder();
        this.head = new OfMessage(form, version, transaction, 0, Empty.EMPTY);
        this.context = new WireContext(version, false, flowParts);
        Headers.write(head, out);
    }

    /**
     * Append an entry, and return whether that was possible: one that is longer than a message can be is left out.
     *
     * @throws IllegalArgumentException if the entries do not fit into a message whose kind is not sent in parts
     */
    public boolean add(E entry) {
        int start = out.size();
        encoder.encode(entry, out, context);
        if (out.size() > OfHeader.LONGEST) {
            byte[] last = out.cut(start);
            if (OfHeader.LONGEST - EMPTY_LENGTH < last.length) {
                return false;
            }
            if (head.form().isStatistics()) {
                parts.add(Headers.finish(out, OfMessage.MORE, head.form(), head.version()));
            } else {
                throw new IllegalArgumentException(head.form() + " cannot be sent in several parts");
            }
            out = new WireWriter(Math.max(1024, last.length + 64));
            Headers.write(head, out);
            out.bytes(last);
        }
        return true;
    }

    /** Return all messages; those but the last say that more follow. */
    public List<ByteBuffer> finish() {
        parts.add(Headers.finish(out, 0, head.form(), head.version()));
        return parts;
    }
}
