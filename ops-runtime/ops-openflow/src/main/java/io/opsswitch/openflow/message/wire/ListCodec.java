/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads and writes bodies that are entries to the end of the message.
 *
 * @param <E> what the entries are
 * @param <B> what is read and written
 */
public final class ListCodec<E, B extends MultipartBody<E>> implements BodyCodec<B> {

    private final Function<List<E>, B> make;
    private final Decoder<E> decoder;
    private final Encoder<E> encoder;

    /**
     * Create one.
     *
     * @param make makes a body of its entries
     * @param decoder reads an entry, of at least one byte
     * @param encoder appends an entry
     */
    public ListCodec(Function<List<E>, B> make, Decoder<E> decoder, Encoder<E> encoder) {
        this.make = make;
        this.decoder = decoder;
        this.encoder = encoder;
    }

    @Override
    public B decode(WireReader in, WireContext context) {
        List<E> entries = new ArrayList<>();
        while (in.remaining() > 0) {
            int before = in.remaining();
            entries.add(decoder.decode(in, context));
            if (in.remaining() >= before) {
                throw new IllegalStateException("entry without bytes");
            }
        }
        return make.apply(List.copyOf(entries));
    }

    @Override
    public void encode(B body, WireWriter out, WireContext context) {
        for (E entry : body.entries()) {
            encoder.encode(entry, out, context);
        }
    }

    /** Return the function that appends one entry. */
    public Encoder<E> entryEncoder() {
        return encoder;
    }
}
