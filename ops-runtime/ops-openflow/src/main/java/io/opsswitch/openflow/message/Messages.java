/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.FlowParts;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;

/** Reads and writes messages. Stateless; buffers that are given are not changed, and nothing of them is kept. */
public final class Messages {

    private Messages() {}

    /**
     * Read a message as a switch does: what is not known is refused.
     *
     * @param bytes exactly one message
     * @throws OpenFlowException with the error that its sender has to be told
     */
    public static OfMessage decode(ByteBuffer bytes) {
        return decode(bytes, FlowParts.OF_NO_SWITCH);
    }

    /**
     * Read a message as a switch does that has a table of options of tunnels.
     *
     * @param bytes exactly one message
     * @throws OpenFlowException with the error that its sender has to be told
     */
    public static OfMessage decode(ByteBuffer bytes, FlowParts parts) {
        return decode(bytes, parts, false);
    }

    /** Read a message as a controller does: properties that are not known are passed over. */
    public static OfMessage decodeLoosely(ByteBuffer bytes) {
        return decode(bytes, FlowParts.OF_NO_SWITCH, true);
    }

    /** Read only which form a message has, which may be cut off anywhere behind the headers. */
    public static MessageForm form(ByteBuffer bytes) {
        return Headers.read(new WireReader(bytes)).form();
    }

    private static OfMessage decode(ByteBuffer bytes, FlowParts parts, boolean loose) {
        if (bytes.remaining() < OfHeader.LENGTH || OfHeader.peek(bytes).length() != bytes.remaining()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_LEN,
                    "message has " + bytes.remaining() + " bytes, which is not what its header says");
        }
        WireReader in = new WireReader(bytes);
        Headers headers = Headers.read(in);
        headers.form().checkLength(in.remaining());
        Body body = headers.form()
                .codec()
                .decode(
                        in,
                        new WireContext(
                                headers.version(), loose || headers.form().isReply(), parts));
        if (in.remaining() > 0) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_LEN,
                    in.remaining() + " bytes too many at the end of "
                            + headers.form().text());
        }
        return new OfMessage(headers.form(), headers.version(), headers.transaction(), headers.flags(), body);
    }

    /**
     * Write a message that is known to fit into one.
     *
     * @throws IllegalArgumentException if it has more than 65535 bytes, or a body of the wrong type
     */
    public static ByteBuffer encode(OfMessage message) {
        return encode(message, FlowParts.OF_NO_SWITCH);
    }

    /** Write a message of a switch that has a table of options of tunnels. */
    public static ByteBuffer encode(OfMessage message, FlowParts parts) {
        WireWriter out = new WireWriter();
        int start = Headers.write(message, out);
        encodeBody(message, out, start, parts);
        return Headers.finish(out, message.flags(), message.form(), message.version());
    }

    /** Write a message, in several parts if it is a list that needs them. */
    public static List<ByteBuffer> encodeParts(OfMessage message) {
        return encodeParts(message, FlowParts.OF_NO_SWITCH);
    }

    /** Write a message of a switch that has a table of options of tunnels, in several parts if it needs them. */
    public static List<ByteBuffer> encodeParts(OfMessage message, FlowParts parts) {
        return encodeParts(message, parts, entry -> {
            throw new IllegalArgumentException("an entry is longer than a message can be: " + entry);
        });
    }

    /**
     * Write a message as {@link #encodeParts(OfMessage, FlowParts)} does.
     *
     * @param tooLong gets the entries of a list that are longer than a message can be, and are left out
     */
    public static List<ByteBuffer> encodeParts(OfMessage message, FlowParts parts, Consumer<Object> tooLong) {
        if (message.form().codec() instanceof ListCodec<?, ?> && message.body() instanceof MultipartBody<?> list) {
            return parts(message, list, parts, tooLong);
        }
        return List.of(encode(message, parts));
    }

    private static <E> List<ByteBuffer> parts(
            OfMessage message, MultipartBody<E> list, FlowParts parts, Consumer<Object> tooLong) {
        MultipartWriter<E> writer =
                new MultipartWriter<>(message.form(), message.version(), message.transaction(), parts);
        for (E entry : list.entries()) {
            if (!writer.add(entry)) {
                tooLong.accept(entry);
            }
        }
        return writer.finish();
    }

    @SuppressWarnings("unchecked")
    private static void encodeBody(OfMessage message, WireWriter out, int start, FlowParts parts) {
        WireContext context = new WireContext(message.version(), false, parts);
        try {
            ((BodyCodec<Body>) message.form().codec()).encode(message.body(), out, context);
        } catch (ClassCastException e) {
            throw new IllegalArgumentException(
                    message.form() + " has no body of type " + message.body().getClass(), e);
        }
        if (!message.form().allows(out.size() - start)) {
            throw new IllegalArgumentException(
                    message.form() + " cannot have a body of " + (out.size() - start) + " bytes");
        }
    }

    /** Return a message that tells the sender of another that it was not accepted. */
    public static ByteBuffer error(OpenFlowError error, ByteBuffer refused) {
        OfHeader header = OfHeader.peek(refused);
        OpenFlowVersion known = OpenFlowVersion.of(header.version());
        OpenFlowVersion version = known == null ? OpenFlowVersion.OF10 : known;
        byte[] data = new byte[refused.remaining()];
        refused.get(refused.position(), data);
        return encode(
                OfMessage.of(MessageKind.ERROR, version, header.transaction(), ErrorMessage.of(error, version, data)));
    }
}
